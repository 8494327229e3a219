namespace Monitor.Storage.Sqlite;

/// <summary>Gives a data directory to one process: a file that is held open for as long as the journal is.</summary>
public sealed class DirectoryLock : IDisposable
{
    private const string FileName = "journal.lock";
    private readonly FileStream file;

    /// <summary>Takes the directory, which is made if it is missing.</summary>
    /// <exception cref="InvalidOperationException">Another process holds it; the message says which, and what to do.</exception>
    public DirectoryLock(string directory)
    {
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, FileName);
        try
        {
            file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new InvalidOperationException(
                $"The data directory '{directory}' is in use by process {Holder(path)}. Stop that process, ask it to do the work, or name another directory with Data:Directory.", e);
        }
        file.SetLength(0);
        file.Write(System.Text.Encoding.ASCII.GetBytes($"{Environment.ProcessId}\n"));
        file.Flush();
    }

    /// <summary>Leaves the file where it is: removing it would let a third process in between.</summary>
    public void Dispose() => file.Dispose();

    private static string Holder(string path)
    {
        try
        {
            using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            return reader.ReadLine() ?? "unknown";
        }
        catch (IOException)
        {
            return "unknown";
        }
    }
}
