namespace Monitor.Storage.Sqlite;

/// <summary>The mark in a data directory whose journal was moved to Redis: two that both go on would be two truths.</summary>
public static class Moved
{
    private const string FileName = "moved";

    /// <exception cref="InvalidOperationException">The journal was moved; the message says where and what to do.</exception>
    public static void Refuse(string directory)
    {
        if (To(directory) is { } redis)
        {
            throw new InvalidOperationException(
                $"The journal of '{directory}' was moved to the Redis at {redis}. Set Journal:Kind=Redis, or take it back with 'monitor migrate --back'.");
        }
    }

    /// <summary>Where the journal was moved to, without what comes after the address (a password); null when it was not.</summary>
    public static string? To(string directory)
    {
        var file = Path.Combine(directory, FileName);
        return File.Exists(file) ? File.ReadAllText(file).Trim() : null;
    }

    internal static void Mark(string directory, string configuration) => File.WriteAllText(Path.Combine(directory, FileName), configuration.Split(',')[0] + "\n");

    internal static void Unmark(string directory) => File.Delete(Path.Combine(directory, FileName));
}
