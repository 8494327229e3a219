using Monitor.Storage.Sqlite;
using Xunit;

namespace Monitor.Storage.Tests.Sqlite;

public sealed class DirectoryTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task A_directory_belongs_to_one_process_and_the_refusal_names_it_and_the_way_out()
    {
        await using (SqliteJournal.Open(directory.Path))
        {
            var refused = Assert.Throws<InvalidOperationException>(() => SqliteJournal.Open(directory.Path));
            Assert.Contains($"in use by process {Environment.ProcessId}", refused.Message, StringComparison.Ordinal);
            Assert.Contains("Data:Directory", refused.Message, StringComparison.Ordinal);
        }
        await using var again = SqliteJournal.Open(directory.Path);
        Assert.Equal(0, again.Head);
    }

    [Fact]
    public async Task A_journal_of_another_format_is_refused_and_left_as_it_is()
    {
        await SqliteJournal.Open(directory.Path).DisposeAsync();
        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(directory.Path, "journal.db")};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "UPDATE meta SET value = 99 WHERE name = 'format'";
            command.ExecuteNonQuery();
        }
        for (var i = 0; i < 2; i++)
        {
            Assert.Contains("has format 99", Assert.Throws<InvalidOperationException>(() => SqliteJournal.Open(directory.Path)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Restoring_begins_a_new_epoch_each_time_and_never_writes_over_a_journal()
    {
        await using var journal = SqliteJournal.Open(directory.Sub("journal"));
        await journal.Append([DurabilityTests.Item("s", 0, "1")], Cancellation);
        var reported = new List<double>();
        Assert.Equal(1, await journal.Backup(directory.Sub("backup"), new Immediate(reported), Cancellation));
        Assert.Equal(1, reported[^1]);
        Assert.Equal(2, Backup.Restore(directory.Sub("backup"), directory.Sub("one"), []));
        Assert.Throws<InvalidOperationException>(() => Backup.Restore(directory.Sub("backup"), directory.Sub("one"), []));
        Assert.Throws<InvalidOperationException>(() => Backup.Restore(directory.Sub("nothing here"), directory.Sub("two"), []));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await journal.Backup(directory.Sub("backup"), null, Cancellation));
        await using var restored = SqliteJournal.Open(directory.Sub("one"));
        await restored.Backup(directory.Sub("second backup"), null, Cancellation);
        Assert.Equal(3, Backup.Restore(directory.Sub("second backup"), directory.Sub("two"), []));
    }

    [Fact]
    public async Task A_damaged_backup_is_noticed_before_it_is_put_back()
    {
        await using (var journal = SqliteJournal.Open(directory.Sub("journal")))
        {
            for (var i = 0; i < 200; i++) await journal.Append([DurabilityTests.Item("s", i, new string('x', 500))], Cancellation);
            await journal.Backup(directory.Sub("backup"), null, Cancellation);
        }
        using (var file = new FileStream(Path.Combine(directory.Sub("backup"), "journal.db"), FileMode.Open))
        {
            file.Position = file.Length / 2;
            file.Write(new byte[8192]);
        }
        IsRefused();
        File.WriteAllText(Path.Combine(directory.Sub("backup"), "journal.db"), "This is not a database at all, and much longer than nothing.");
        IsRefused();

        void IsRefused()
        {
            var refused = Assert.Throws<InvalidOperationException>(() => Backup.Restore(directory.Sub("backup"), directory.Sub("restored"), []));
            Assert.Contains("damaged", refused.Message, StringComparison.Ordinal);
            Assert.Contains("an older backup", refused.Message, StringComparison.Ordinal);
            Assert.False(Directory.Exists(directory.Sub("restored")));
        }
    }

    [Fact]
    public void A_journal_that_is_damaged_or_has_no_room_is_told_with_its_path_and_the_way_out()
    {
        var full = Assert.Throws<Monitor.Runtime.Journal.JournalFullException>(() => SqliteJournal.Open(directory.Sub("full"), maxBytes: 8192));
        Assert.Contains(directory.Sub("full"), full.Message, StringComparison.Ordinal);
        Assert.Contains("Make room", full.Message, StringComparison.Ordinal);
        Directory.CreateDirectory(directory.Sub("damaged"));
        File.WriteAllText(Path.Combine(directory.Sub("damaged"), "journal.db"), "This is not a database at all, and much longer than nothing.");
        for (var i = 0; i < 2; i++)
        {
            var damaged = Assert.Throws<InvalidOperationException>(() => SqliteJournal.Open(directory.Sub("damaged")));
            Assert.Contains(Path.Combine(directory.Sub("damaged"), "journal.db"), damaged.Message, StringComparison.Ordinal);
            Assert.Contains("monitor restore", damaged.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>A backup of a large journal takes minutes, and a clean-up comes each ten.</summary>
    [Fact]
    public async Task A_clean_up_during_a_backup_is_put_off_and_every_read_is_answered_meanwhile()
    {
        await using var journal = SqliteJournal.Open(directory.Sub("journal"));
        using var held = new Held();
        var backup = journal.Backup(directory.Sub("backup"), held, Cancellation).AsTask();
        await held.Reached.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        var cleaning = journal.CleanUp(Cancellation).AsTask();
        for (var i = 0; i < 8; i++)
        {
            await journal.Due(DateTimeOffset.MaxValue, 10, Cancellation).AsTask().WaitAsync(TimeSpan.FromSeconds(1), Cancellation);
        }
        await Assert.ThrowsAsync<IOException>(() => cleaning);
        held.Dispose();
        await backup;
        await journal.CleanUp(Cancellation);
    }

    private sealed class Held : IProgress<double>, IDisposable
    {
        private readonly TaskCompletionSource reached = new();
        private readonly TaskCompletionSource released = new();

        public Task Reached => reached.Task;

        public void Report(double value)
        {
            reached.TrySetResult();
            released.Task.Wait(Cancellation);
        }

        public void Dispose() => released.TrySetResult();
    }

    private sealed class Immediate(List<double> reported) : IProgress<double>
    {
        public void Report(double value) => reported.Add(value);
    }
}
