namespace Monitor.Storage.Sqlite;

/// <summary>Gives a data directory to one process: a file that is held open for as long as the journal is.</summary>
public sealed class DirectoryLock : IDisposable
{
    private const string FileName = "journal.lock";

    /// <summary>The number of the process, beside the lock: a locked file cannot be read.</summary>
    private const string OwnerName = "journal.owner";

    private const int NoSpace = 28;
    private const int NoSpaceOnWindows = unchecked((int)0x80070070);
    private readonly FileStream file;

    /// <summary>Takes the directory, which is made if it is missing.</summary>
    /// <exception cref="InvalidOperationException">Another process holds it; the message says which, and what to do.</exception>
    public DirectoryLock(string directory)
    {
        Directory.CreateDirectory(directory);
        try
        {
            file = new FileStream(Path.Combine(directory, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e.HResult is not (NoSpace or NoSpaceOnWindows))
        {
            throw new InvalidOperationException(
                $"The data directory '{directory}' is in use by process {Owner(directory)}. "
                + "Stop that process, ask it to do the work, or name another directory with Data:Directory.", e);
        }
        File.WriteAllText(Path.Combine(directory, OwnerName), $"{Environment.ProcessId}\n");
    }

    /// <summary>Leaves the file where it is: removing it would let a third process in between.</summary>
    public void Dispose() => file.Dispose();

    private static string Owner(string directory)
    {
        var path = Path.Combine(directory, OwnerName);
        return File.Exists(path) ? File.ReadAllText(path).Trim() : "unknown";
    }
}
