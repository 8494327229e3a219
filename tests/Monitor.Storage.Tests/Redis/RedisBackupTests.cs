using System.Text;
using Monitor.Conformance.Journal;
using Monitor.Runtime.Journal;
using Monitor.Storage.Redis;
using Xunit;

namespace Monitor.Storage.Tests.Redis;

/// <summary>Backups that Redis does not finish, or cannot begin at once.</summary>
public sealed class RedisBackupTests : IDisposable
{
    private readonly RedisServer server = new();
    private readonly TemporaryDirectory directory = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string OwnDump => Path.Combine(server.Folder, "dump.rdb");

    public void Dispose()
    {
        server.Dispose();
        directory.Dispose();
    }

    /// <summary>Ended by USR1, as Redis itself ends a save that it gives up, the last save still counts as good.</summary>
    [Theory]
    [InlineData("KILL")]
    [InlineData("USR1")]
    public async Task When_the_saving_process_dies_the_backup_fails_and_gives_out_no_older_one(string signal)
    {
        await using var journal = await RedisJournal.Open(server.Configuration, TimeProvider.System);
        await Append(journal, 0);
        await journal.Backup(directory.Sub("first"), null, Cancellation);
        File.Copy(Path.Combine(directory.Sub("first"), "dump.rdb"), OwnDump, overwrite: true);
        await Append(journal, 1);
        SlowDown();
        var backup = journal.Backup(directory.Sub("second"), null, Cancellation).AsTask();
        await server.EndChild(signal, backup);
        var failed = await Assert.ThrowsAsync<IOException>(() => backup);
        Assert.Contains("log", failed.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(directory.Sub("second"), "dump.rdb")));
        server.Command("CONFIG", "SET", "rdb-key-save-delay", "0");
        Assert.Equal(2, await journal.Backup(directory.Sub("second"), null, Cancellation));
    }

    [Fact]
    public async Task One_that_is_asked_for_while_Redis_writes_its_file_anew_is_taken_afterwards()
    {
        await using var journal = await RedisJournal.Open(server.Configuration, TimeProvider.System);
        await Append(journal, 0);
        server.Command("CONFIG", "SET", "rdb-key-save-delay", "100000");
        Assert.StartsWith("+Background", server.Command("BGREWRITEAOF"), StringComparison.Ordinal);
        server.Command("CONFIG", "SET", "rdb-key-save-delay", "0");
        Assert.Equal(1, await journal.Backup(directory.Sub("backup"), null, Cancellation));
        Assert.True(File.Exists(Path.Combine(directory.Sub("backup"), "dump.rdb")));
    }

    [Fact]
    public async Task Two_within_a_second_are_both_taken_and_the_second_has_what_came_between()
    {
        await using var journal = await RedisJournal.Open(server.Configuration, TimeProvider.System);
        await Append(journal, 0);
        Assert.Equal(1, await journal.Backup(directory.Sub("first"), null, Cancellation));
        await Append(journal, 1);
        Assert.Equal(2, await journal.Backup(directory.Sub("second"), null, Cancellation));
        using var restored = new RedisServer(Path.Combine(directory.Sub("second"), "dump.rdb"));
        Assert.Equal(":2", restored.Command("LLEN", "monitor:feed"));
    }

    /// <summary>The saving process stays for seconds with each key.</summary>
    private void SlowDown() => server.Command("CONFIG", "SET", "rdb-key-save-delay", "10000000");

    private static async Task Append(RedisJournal journal, int version)
    {
        var happened = new NewEvent("test.happened", 1, DateTimeOffset.UnixEpoch, Encoding.UTF8.GetBytes("{}"));
        await journal.Append([new AppendItem("s", version, [happened], null, [], [], Cause.None)], Cancellation);
    }
}
