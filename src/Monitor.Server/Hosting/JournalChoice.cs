using System.Security.Cryptography;
using Monitor.Runtime.Intake;
using Monitor.Runtime.Journal;
using Monitor.Server.Settings;
using Monitor.Storage.Redis;
using Monitor.Storage.Sqlite;

namespace Monitor.Server.Hosting;

/// <summary>Opens the journal that the settings name, with the secret of the people's keys that belongs to it.</summary>
internal static class JournalChoice
{
    private const string PeopleSecret = "people";

    /// <exception cref="WrongSettingException">It cannot be opened, or another server holds it; the message names the fix.</exception>
    public static async Task<(IJournal Journal, PersonKeys Keys, JournalPulse? Pulse)> Open(
        MonitorOptions options, string? directory, TimeProvider time, CancellationToken cancellation)
    {
        try
        {
            return directory is null ? (new MemoryJournal(new SimulatedDisk()), new PersonKeys(RandomNumberGenerator.GetBytes(32)), null)
                : options.Journal.Kind == "Redis" ? await OpenRedis(options, directory, time, cancellation)
                : await OpenSqlite(directory, TimeSpan.FromMilliseconds(options.Journal.CommitDelay));
        }
        catch (Exception refused) when (refused is InvalidOperationException or JournalFullException)
        {
            throw new WrongSettingException(refused.Message);
        }
    }

    private static async Task<(IJournal, PersonKeys, JournalPulse?)> OpenSqlite(string directory, TimeSpan commitDelay)
    {
        Moved.Refuse(directory);
        var journal = SqliteJournal.Open(directory, commitDelay: commitDelay);
        try
        {
            return (journal, PersonKeys.Open(directory, isFirst: journal is { Head: 0, IntakeHead: 0 }), null);
        }
        catch
        {
            await journal.DisposeAsync();
            throw;
        }
    }

    /// <summary>All who use one Redis have one secret, which therefore is kept there.</summary>
    private static async Task<(IJournal, PersonKeys, JournalPulse?)> OpenRedis(MonitorOptions options, string directory, TimeProvider time, CancellationToken cancellation)
    {
        var taken = new DirectoryLock(directory);
        try
        {
            var journal = await RedisJournal.Open(options.Journal.Redis, time);
            var holder = SiloChoice.IsBuilt ? "the cluster " + options.Silo.Cluster : $"{Environment.MachineName}:{directory}";
            var pulse = new JournalPulse(journal, holder, taken, time);
            await pulse.Begin(cancellation);
            var secret = await journal.Once(PeopleSecret, Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)), cancellation);
            return (journal, new PersonKeys(Convert.FromBase64String(secret)), pulse);
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }
}
