using System.Diagnostics;
using System.Globalization;
using System.Text;
using Monitor.Runtime.Journal;
using Monitor.Storage.Sqlite;
using Xunit;

namespace Monitor.Storage.Tests.Sqlite;

public sealed class DurabilityTests : IDisposable
{
    private readonly TemporaryDirectory directory = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Fact]
    public async Task Everything_acknowledged_before_kill_9_is_there_afterwards()
    {
        const int seed = 41;
        var random = new Random(seed);
        var said = new List<string>();
        for (var round = 1; round <= 5; round++)
        {
            said.AddRange(await RunAndKill(random.Next(1, 800)));
            Backup.Verify(directory.Path);
            await using var journal = SqliteJournal.Open(directory.Path);
            var feed = (await journal.ReadAll(0, 1_000_000, Cancellation)).ToDictionary(e => $"appended {e.Position} {e.Stream} {e.Version}");
            var intake = (await journal.ReadIntake(0, 1_000_000, Cancellation)).ToDictionary(d => $"accepted {d.Number} {d.Sha256}");
            var missing = said.FirstOrDefault(line => !feed.ContainsKey(line) && !intake.ContainsKey(line));
            Assert.True(missing is null, $"seed {seed}, round {round}: '{missing}' was acknowledged and is gone");
            Assert.Equal(journal.Head, feed.Count);
        }
    }

    /// <summary>What the child said until it was killed, somewhere after that many lines.</summary>
    private async Task<List<string>> RunAndKill(int lines)
    {
        using var child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["append-for-ever", directory.Path]) { RedirectStandardOutput = true })!;
        var said = new List<string>();
        while (said.Count < lines) said.Add(await child.StandardOutput.ReadLineAsync(Cancellation) ?? throw new InvalidOperationException("The child stopped by itself."));
        child.Kill();
        var rest = await child.StandardOutput.ReadToEndAsync(Cancellation);
        await child.WaitForExitAsync(Cancellation);
        said.AddRange(rest.Split('\n')[..^1]);
        return said;
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_torn_write_ahead_log_gives_a_prefix_of_the_feed_without_holes(int seed)
    {
        var random = new Random(seed);
        await using var journal = SqliteJournal.Open(directory.Sub("journal"));
        for (var i = 0; i < 30; i++) await journal.Append([Item("s", i, $"body {i}"), Item($"t{i}", 0, "other")], Cancellation);
        var torn = directory.Sub("torn");
        Directory.CreateDirectory(torn);
        foreach (var name in new[] { "journal.db", "journal.db-wal" }) await CopyShared(Path.Combine(directory.Sub("journal"), name), Path.Combine(torn, name));
        using (var log = new FileStream(Path.Combine(torn, "journal.db-wal"), FileMode.Open))
        {
            var cut = random.NextInt64(log.Length);
            log.SetLength(cut);
            // A sector that was half written: garbage over the last bytes.
            log.Position = Math.Max(0, cut - random.Next(1, 512));
            var garbage = new byte[cut - log.Position];
            random.NextBytes(garbage);
            log.Write(garbage);
        }

        await using var recovered = SqliteJournal.Open(torn);
        var whole = await journal.ReadAll(0, 1000, Cancellation);
        var prefix = await recovered.ReadAll(0, 1000, Cancellation);
        Assert.Equal(whole.Take(prefix.Count).Select(Show), prefix.Select(Show));
        Assert.Equal(prefix.Count, recovered.Head);
        Assert.True(prefix.Count % 2 == 0, $"seed {seed}: a commit of two items came back in part");
        Assert.Equal(recovered.Head + 1, (await recovered.Append([Item("after the crash", 0, "x")], Cancellation))[0].Position);
    }

    [Fact]
    public async Task A_full_disk_is_said_and_nothing_of_the_failed_write_stays()
    {
        var large = new string('x', 50_000);
        long head;
        await using (var journal = SqliteJournal.Open(directory.Path, maxBytes: 2_000_000))
        {
            var version = 0;
            var full = await Assert.ThrowsAsync<JournalFullException>(async () =>
            {
                while (true) Assert.Equal(AppendOutcome.Appended, (await journal.Append([Item("s", version++, large)], Cancellation))[0].Outcome);
            });
            Assert.Contains("Free some room", full.Message, StringComparison.Ordinal);
            head = journal.Head;
            Assert.Equal(version - 1, head);
            await Assert.ThrowsAsync<JournalFullException>(async () => await journal.Accept([new("x", "k", "h", DateTimeOffset.UnixEpoch, Encoding.UTF8.GetBytes(large))],
                Cancellation));
            Assert.Equal(head, (await journal.ReadAll(0, 1000, Cancellation)).Count);
        }
        await using var roomy = SqliteJournal.Open(directory.Path);
        Assert.Equal((head, 0), (roomy.Head, roomy.IntakeHead));
        Assert.Equal(head + 1, (await roomy.Append([Item("s", head, large)], Cancellation))[0].Position);
        Assert.Equal(1, (await roomy.Accept([new("x", "k", "h", DateTimeOffset.UnixEpoch, Encoding.UTF8.GetBytes(large))], Cancellation))[0].Number);
    }

    [Fact]
    public async Task An_item_at_which_the_store_takes_offence_falls_alone()
    {
        await using var journal = SqliteJournal.Open(directory.Path);
        var broken = Item("b", 0, "x") with { Events = [new(null!, 1, DateTimeOffset.UnixEpoch, default)], Keys = ["k"] };
        var results = await journal.Append([Item("a", 0, "1"), broken, Item("c", 0, "1")], Cancellation);
        Assert.Equal([AppendOutcome.Appended, AppendOutcome.Failed, AppendOutcome.Appended], results.Select(r => r.Outcome));
        Assert.Equal([1, 2], (await journal.ReadAll(0, 10, Cancellation)).Select(e => e.Position));
        Assert.Equal(AppendOutcome.Appended, (await journal.Append([Item("b", 0, "1") with { Keys = ["k"] }], Cancellation))[0].Outcome);
    }

    internal static AppendItem Item(string stream, long expected, string body) =>
        new(stream, expected, [new("test.happened", 1, DateTimeOffset.UnixEpoch, Encoding.UTF8.GetBytes(body))], null, [], [], Cause.None);

    private static string Show(StoredEvent e) => string.Create(CultureInfo.InvariantCulture, $"{e.Position} {e.Stream}#{e.Version} {Encoding.UTF8.GetString(e.Body.Span)}");

    private static async Task CopyShared(string from, string to)
    {
        await using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        await using var target = File.Create(to);
        await source.CopyToAsync(target, Cancellation);
    }
}
