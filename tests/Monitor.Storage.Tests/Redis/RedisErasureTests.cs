using System.Text;
using Monitor.Conformance.Journal;
using Monitor.Runtime.Journal;
using Monitor.Storage.Redis;
using Xunit;

namespace Monitor.Storage.Tests.Redis;

/// <summary>Erased words are looked for byte by byte, in every file of Redis's own folder, and the file is written anew only for them.</summary>
public sealed class RedisErasureTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    private readonly RedisServer server = new();
    private readonly TemporaryDirectory directory = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        server.Dispose();
        directory.Dispose();
    }

    [Fact]
    public async Task After_a_backup_an_erasure_and_the_clean_up_no_erased_word_is_left_in_any_file_of_Redis()
    {
        // Packed, a word could be overlooked.
        server.Command("CONFIG", "SET", "rdbcompression", "no");
        await using var journal = await Open();
        await Write(journal, 1);
        await Write(journal, 2);
        await journal.Backup(directory.Sub("before"), null, Cancellation);
        Assert.Equal([1, 2], Found());
        await journal.Erase("1.0", Noon, Cancellation);
        await journal.CleanUp(Cancellation);
        Assert.Equal([2], Found());
        await journal.Backup(directory.Sub("after"), null, Cancellation);
        Assert.Equal([2], Found());
        Assert.Empty(Directory.EnumerateFiles(server.Folder, "*", SearchOption.TopDirectoryOnly));
    }

    [Fact]
    public async Task The_file_is_written_anew_once_after_a_start_and_then_only_when_something_went()
    {
        await using var journal = await Open();
        await using var other = await Open();
        await Write(journal, 1);
        await Write(journal, 2);
        await Write(journal, 3);
        await Rewrites(1, journal);
        await Rewrites(0, journal);
        await other.Erase("1.0", Noon, Cancellation);
        await Rewrites(1, journal);
        await other.Erase("1.0", Noon, Cancellation);
        await Rewrites(0, journal);
        await journal.DropBody(2, Cancellation);
        await Rewrites(1, journal);
        await journal.DropBodies(Noon.AddMinutes(3), Cancellation);
        await Rewrites(1, journal);
        await journal.DropBodies(Noon.AddMinutes(3), Cancellation);
        await journal.Park(new ParkedItem(3, 1, "post:abc", Noon, "{}"u8.ToArray()), Cancellation);
        await Rewrites(0, journal);
        await journal.Unpark(3, 1, Cancellation);
        await Rewrites(1, journal);
        await using var again = await Open();
        await Rewrites(1, again);
        await Rewrites(0, again);
    }

    /// <summary>What the intake has not passed yet keeps its body until then.</summary>
    [Fact]
    public async Task A_body_that_goes_when_the_intake_has_passed_it_has_the_file_written_anew()
    {
        await using var journal = await Open();
        await journal.Accept([Delivery(1)], Cancellation);
        await Rewrites(1, journal);
        await journal.DropBody(1, Cancellation);
        await Rewrites(0, journal);
        Assert.True(await journal.MoveCheckpoint(IJournal.Intake, default, new(1, 1), Cancellation));
        await Rewrites(1, journal);
        Assert.Empty(Found());
    }

    [Fact]
    public async Task A_rewrite_that_fails_is_said_and_done_the_next_time()
    {
        await using var journal = await Open();
        await Write(journal, 1);
        await journal.CleanUp(Cancellation);
        await journal.Erase("1.0", Noon, Cancellation);
        server.Command("CONFIG", "SET", "rdb-key-save-delay", "10000000");
        var cleaning = journal.CleanUp(Cancellation).AsTask();
        await server.EndChild("KILL", cleaning);
        await Assert.ThrowsAsync<IOException>(() => cleaning);
        Assert.Equal([1], Found());
        server.Command("CONFIG", "SET", "rdb-key-save-delay", "0");
        await journal.CleanUp(Cancellation);
        Assert.Empty(Found());
    }

    [Fact]
    public async Task A_backup_into_Redis_s_own_folder_or_from_a_folder_out_of_reach_is_refused_before_anything_is_saved()
    {
        await using var journal = await Open();
        await Write(journal, 1);
        await Assert.ThrowsAsync<IOException>(async () => await journal.Backup(Path.Combine(server.Folder, "backup"), null, Cancellation));
        await Assert.ThrowsAsync<IOException>(async () => await journal.Backup(server.Folder, null, Cancellation));
        var (writes, away) = (Path.Combine(server.Folder, "appendonlydir"), directory.Sub("away"));
        Directory.Move(writes, away);
        var refused = await Assert.ThrowsAsync<IOException>(async () => await journal.Backup(directory.Sub("backup"), null, Cancellation));
        Directory.Move(away, writes);
        Assert.Contains("redis-backup.sh", refused.Message, StringComparison.Ordinal);
        Assert.Equal(":0", Said("rdb_saves"));
        Assert.Equal([writes], Directory.EnumerateFileSystemEntries(server.Folder));
    }

    [Fact]
    public async Task A_backup_that_is_given_up_while_Redis_saves_leaves_nothing_in_its_folder()
    {
        await using var journal = await Open();
        await Write(journal, 1);
        server.Command("CONFIG", "SET", "rdb-key-save-delay", "100000");
        using var givenUp = new CancellationTokenSource();
        var backup = journal.Backup(directory.Sub("backup"), null, givenUp.Token).AsTask();
        while (!backup.IsCompleted && Said("rdb_saves") == ":0")
        {
            await Task.Yield();
        }

        await givenUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => backup);
        Assert.Equal(["appendonlydir"], Directory.EnumerateFileSystemEntries(server.Folder).Select(Path.GetFileName));
        Assert.Empty(Directory.EnumerateFiles(directory.Sub("backup")));
    }

    private Task<RedisJournal> Open() => RedisJournal.Open(server.Configuration, TimeProvider.System);

    /// <summary>A number that Redis tells of its files.</summary>
    private string Said(string name) => server.Command("EVAL", $"return tonumber(string.match(redis.call('INFO', 'persistence'), '{name}:(%d+)'))", "0");

    private async Task Rewrites(int times, RedisJournal journal)
    {
        var before = int.Parse(Said("aof_rewrites")[1..], System.Globalization.CultureInfo.InvariantCulture);
        await journal.CleanUp(Cancellation);
        Assert.Equal(FormattableString.Invariant($":{before + times}"), Said("aof_rewrites"));
    }

    /// <summary>A delivery and a post with its words, passed by the intake.</summary>
    private static async Task Write(RedisJournal journal, int number)
    {
        await journal.Accept([Delivery(number)], Cancellation);
        var row = new PostRow($"{number}.0", number, "x", "post", "author", $"p{number}", "42", "Asha", "asha", Word(number), null, Noon, Noon, new string('a', 64), null);
        var happened = new NewEvent("author.posted", 1, Noon, "{}"u8.ToArray());
        await journal.Append([new AppendItem($"author/{number}", 0, [happened], null, [], [row], new("intake", number, 0))], Cancellation);
        Assert.True(await journal.MoveCheckpoint(IJournal.Intake, number == 1 ? default : new(1, number - 1), new(1, number), Cancellation));
    }

    private static Delivery Delivery(int number) => new("x", $"x/{number:D64}", $"{number:D64}", Noon.AddMinutes(number), Encoding.UTF8.GetBytes(Word(number)));

    private static string Word(int number) => $"शZQ{number}";

    /// <summary>The numbers of the words that stand in any file of Redis.</summary>
    private List<int> Found()
    {
        var files = Directory.EnumerateFiles(server.Folder, "*", SearchOption.AllDirectories).Select(File.ReadAllBytes).ToList();
        return [.. Enumerable.Range(1, 3).Where(number => files.Exists(bytes => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Word(number))) >= 0))];
    }
}
