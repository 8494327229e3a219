using System.Text;
using Monitor.Runtime.Journal;
using Xunit;

namespace Monitor.Conformance.Journal;

/// <summary>What every journal must do (design section 4). A store's test class says how to open one, and inherits the tests.</summary>
public abstract partial class JournalConformance : IAsyncLifetime
{
    protected static readonly DateTimeOffset Start = new(2026, 8, 22, 12, 30, 0, TimeSpan.Zero);

    protected IJournal Journal { get; private set; } = null!;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A new, empty journal.</summary>
    protected abstract Task<IJournal> Open();

    /// <summary>The same journal, closed and opened again.</summary>
    protected abstract Task<IJournal> Reopen(IJournal journal);

    /// <summary>A backup taken from a running journal, restored elsewhere; and the position that the backup answered.</summary>
    protected abstract Task<(IJournal Copy, long Position)> BackupAndRestore(IJournal journal);

    public async ValueTask InitializeAsync() => Journal = await Open();

    public virtual async ValueTask DisposeAsync()
    {
        await Journal.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected async Task ReopenJournal() => Journal = await Reopen(Journal);

    protected static NewEvent Event(string body, string type = "test.happened", int version = 1) => new(type, version, Start.AddTicks(body.Length), Encoding.UTF8.GetBytes(body));

    protected static AppendItem Item(string stream, long expected, params string[] bodies) => new(stream, expected, [.. bodies.Select(b => Event(b))], null, [], [], Cause.None);

    protected async Task<AppendResult> Append(AppendItem item) => Assert.Single(await Journal.Append([item], Cancellation));

    protected async Task Appended(AppendItem item) => Assert.Equal(AppendOutcome.Appended, (await Append(item)).Outcome);

    protected static Delivery Delivery(string body, string channel = "x") => new(channel, channel + "|" + Hash(body), Hash(body), Start, Encoding.UTF8.GetBytes(body));

    protected static PostRow Row(string id, string text, string? platformId = null, long intake = 1, string channel = "x", string author = "a1") => new(
        id, intake, channel, "post", author, platformId ?? "p" + id, "author-" + id, "Name " + id, "@handle" + id, text, "parent-" + id, Start, Start.AddSeconds(1),
            Hash(text), null);

    protected static string Hash(string text) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    protected static string Show(StoredEvent e) =>
        $"{e.Position} {e.Stream}#{e.Version} {e.Type}/{e.TypeVersion} {e.At.UtcTicks} {e.Cause.Source}:{e.Cause.Number}.{e.Cause.Item} {Encoding.UTF8.GetString(e.Body.Span)}";

    protected static string Show(StoredDelivery d) => $"{d.Number} {d.Channel} {d.Sha256} {d.ReceivedAt.UtcTicks} {Encoding.UTF8.GetString(d.Body.Span)}";

    protected async Task<List<string>> Feed(IJournal journal)
    {
        var feed = new List<string>();
        for (var after = 0L; ;)
        {
            var page = await journal.ReadAll(after, 100, Cancellation);
            if (page.Count == 0) return feed;
            feed.AddRange(page.Select(Show));
            after = page[^1].Position;
        }
    }
}
