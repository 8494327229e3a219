using Monitor.Server.Web;

namespace Monitor.Server.Api;

/// <summary>A file on the server's machine that a command names by its full path.</summary>
public static class LocalFile
{
    /// <summary>Whether it can be the name of a file or folder, and says where that is whoever asks.</summary>
    public static bool IsName(string path) => Path.IsPathFullyQualified(path) && !path.Contains('\0', StringComparison.Ordinal);

    /// <summary>Null where there is none, or this user may not read it.</summary>
    /// <param name="read">Reads it whole.</param>
    public static async Task<T?> Read<T>(string file, Func<string, CancellationToken, Task<T>> read, CancellationToken cancellation)
        where T : class
    {
        try
        {
            return IsName(file) && File.Exists(file) ? await read(file, cancellation) : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public static IResult Unreadable(string file) => Problems.Wrong("file", $"There is no file {file} that this server can read: name it by its full path.");
}
