using Monitor.Runtime.Intake;
using Monitor.Storage.Sqlite;

namespace Monitor.Server.Hosting;

/// <summary>
/// What a data directory needs besides the journal: the secret of the people's keys, without which every author would be a stranger, and whether it is demo or live.
/// </summary>
public static class BesideTheJournal
{
    private static readonly string[] Names = [PersonKeys.FileName, "kind"];

    public static void Copy(string from, string into)
    {
        foreach (var name in Names.Where(name => File.Exists(Path.Combine(from, name))))
        {
            File.Copy(Path.Combine(from, name), Path.Combine(into, name), overwrite: true);
        }
    }

    /// <exception cref="InvalidOperationException">The directory has a journal without the secret that belongs to it.</exception>
    public static void RequireKey(string directory)
    {
        if (!File.Exists(Path.Combine(directory, PersonKeys.FileName)))
        {
            throw new InvalidOperationException(
                $"'{Path.GetFullPath(directory)}' is not whole: {PersonKeys.FileName} is missing, and without it every author is a stranger. Copy it there from a backup.");
        }
    }

    /// <summary>The secret of the people's keys as it is kept in Redis.</summary>
    public static string PeopleSecret(string directory) => Convert.ToBase64String(File.ReadAllBytes(Path.Combine(directory, PersonKeys.FileName)));

    /// <summary>Makes a data directory from a backup; gives the epoch that begins. Cut off at any instant, it is run again.</summary>
    /// <param name="step">Told what comes next.</param>
    /// <exception cref="InvalidOperationException">There is no whole backup, or the directory holds a journal already.</exception>
    public static long Restore(string from, string into, Action<string>? step = null, CancellationToken cancellation = default)
    {
        if (File.Exists(Path.Combine(from, "journal.db")) && !File.Exists(Path.Combine(from, PersonKeys.FileName)))
        {
            throw new InvalidOperationException(
                $"The backup in '{from}' is not whole: {PersonKeys.FileName} is missing, and with a new one every author would be a stranger. "
                + "Copy it there from the data directory that was backed up, or name another backup.");
        }

        return Backup.Restore(from, into, Names, step, cancellation);
    }
}
