using Monitor.Runtime.Journal;

namespace Monitor.Storage.Redis;

/// <summary>Reads two journals side by side through the port and stops at the first difference.</summary>
public sealed class JournalComparison(IJournal one, IJournal other)
{
    private const int PageLength = 500;

    /// <exception cref="InvalidOperationException">They differ; the message says where, without anybody's words.</exception>
    public async Task Run(CancellationToken cancellation)
    {
        var (head, intakeHead) = (await one.Head(cancellation).ConfigureAwait(false), await one.IntakeHead(cancellation).ConfigureAwait(false));
        var (otherHead, otherIntake) = (await other.Head(cancellation).ConfigureAwait(false), await other.IntakeHead(cancellation).ConfigureAwait(false));
        Same("id, epoch and heads", (one.Id, one.Epoch, head, intakeHead), (other.Id, other.Epoch, otherHead, otherIntake));
        var streams = new HashSet<string>(StringComparer.Ordinal);
        for (var at = 0L; at < head; at += PageLength)
        {
            var (left, right) = (await one.ReadAll(at, PageLength, cancellation).ConfigureAwait(false), await other.ReadAll(at, PageLength, cancellation).ConfigureAwait(false));
            SameList($"events after {at}", left.Select(Line), right.Select(Line));
            streams.UnionWith(left.Select(stored => stored.Stream));
        }
        for (var at = 0L; at < intakeHead; at += PageLength)
        {
            var (left, right) = (
                await one.ReadIntake(at, PageLength, cancellation).ConfigureAwait(false), await other.ReadIntake(at, PageLength, cancellation).ConfigureAwait(false));
            SameList($"deliveries after {at}", left.Select(Line), right.Select(Line));
        }
        await ComparePosts(cancellation).ConfigureAwait(false);
        await CompareStreams(streams, cancellation).ConfigureAwait(false);
        await CompareRest(cancellation).ConfigureAwait(false);
    }

    private async Task ComparePosts(CancellationToken cancellation)
    {
        string? last = null;
        while (true)
        {
            var filter = new PostFilter(null, null, null, last, PageLength);
            var (left, right) = (await one.Posts(filter, cancellation).ConfigureAwait(false), await other.Posts(filter, cancellation).ConfigureAwait(false));
            SameList($"posts after {last ?? "the beginning"}", left, right);
            if (left.Count == 0) return;
            last = left[^1].Id;
        }
    }

    private async Task CompareStreams(HashSet<string> streams, CancellationToken cancellation)
    {
        foreach (var stream in streams)
        {
            SameList($"causes of {stream}", Sorted(await one.CausesOf(stream, cancellation).ConfigureAwait(false)), Sorted(await other.CausesOf(stream, cancellation)
                .ConfigureAwait(false)));
            Same($"last of {stream}", await Last(one, stream, cancellation).ConfigureAwait(false), await Last(other, stream, cancellation).ConfigureAwait(false));
        }
        SameList("deadlines", await AllDue(one, cancellation).ConfigureAwait(false), await AllDue(other, cancellation).ConfigureAwait(false));

        static IEnumerable<string> Sorted(IEnumerable<Cause> causes) => causes.Select(cause => cause.ToString()).Order(StringComparer.Ordinal);
    }

    private async Task CompareRest(CancellationToken cancellation)
    {
        const int all = int.MaxValue;
        var (left, right) = (
            await one.ParkedUntil(DateTimeOffset.MaxValue, all, cancellation).ConfigureAwait(false),
            await other.ParkedUntil(DateTimeOffset.MaxValue, all, cancellation).ConfigureAwait(false));
        SameList("parked items", left.Select(Line), right.Select(Line));
        var (held, copied) = (await one.Quarantined(cancellation).ConfigureAwait(false), await other.Quarantined(cancellation).ConfigureAwait(false));
        SameList("quarantine", held.OrderBy(fault => fault.Stream, StringComparer.Ordinal), copied.OrderBy(fault => fault.Stream, StringComparer.Ordinal));
    }

    private static async Task<string> Last(IJournal journal, string stream, CancellationToken cancellation)
    {
        var snapshot = await journal.SnapshotOf(stream, cancellation).ConfigureAwait(false);
        var saved = snapshot is null ? "" : $"{snapshot.Version} {snapshot.Fingerprint} {Convert.ToHexString(snapshot.State.Span)}";
        return $"{await journal.DeadlineOf(stream, cancellation).ConfigureAwait(false):O} {saved}";
    }

    private static async Task<IEnumerable<Deadline>> AllDue(IJournal journal, CancellationToken cancellation) =>
        (await journal.Due(DateTimeOffset.MaxValue, int.MaxValue, cancellation).ConfigureAwait(false)).OrderBy(due => due.DueAt)
            .ThenBy(due => due.Stream, StringComparer.Ordinal);

    private static string Line(StoredEvent e) => $"{e.Position} {e.Stream} {e.Version} {e.Type} {e.TypeVersion} {e.At:O} {e.Cause} {Convert.ToHexString(e.Body.Span)}";

    private static string Line(StoredDelivery d) => $"{d.Number} {d.Channel} {d.Sha256} {d.ReceivedAt:O} {Convert.ToHexString(d.Body.Span)}";

    private static string Line(ParkedItem p) => $"{p.Number} {p.Item} {p.WaitsFor} {p.ParkedAt:O} {Convert.ToHexString(p.Content.Span)}";

    private static void Same<T>(string what, T left, T right)
    {
        if (!EqualityComparer<T>.Default.Equals(left, right)) throw Different(what);
    }

    private static void SameList<T>(string what, IEnumerable<T> left, IEnumerable<T> right)
    {
        if (!left.SequenceEqual(right)) throw Different(what);
    }

    private static InvalidOperationException Different(string what) => new($"The copy is not equal: {what}. Nothing was changed; look at Redis and try again.");
}
