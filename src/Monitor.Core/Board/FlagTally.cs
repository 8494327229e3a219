using Monitor.Core.Posts;

namespace Monitor.Core.Board;

/// <summary>Flagged posts: those that nobody has seen yet, counted, and all that have no result.</summary>
internal sealed class FlagTally
{
    private readonly Dictionary<ulong, Waiting> waiting = [];
    private readonly SortedSet<(long StartedMs, ulong Post)> order = [];
    private readonly int[] byLabel = new int[(int)Label.SelfHarm + 1];
    private readonly SortedSet<ulong> unresolved = [];
    private FlagsWaiting? view;
    private int late;

    private readonly record struct Waiting(long StartedMs, byte Labels, bool Late);

    /// <summary>In order of arrival.</summary>
    public IEnumerable<ulong> Unresolved => unresolved;

    public void Raise(ulong post, long startedMs, IReadOnlyList<Label> labels) => Wait(post, startedMs, labels, isLate: false);

    /// <summary>One that waits keeps its clock, and is told overdue once only; one that was seen waits anew.</summary>
    public void Relabel(ulong post, long startedMs, IReadOnlyList<Label> labels)
    {
        var (started, isLate) = waiting.TryGetValue(post, out var known) ? (known.StartedMs, known.Late) : (startedMs, false);
        Wait(post, started, labels, isLate);
    }

    private void Wait(ulong post, long startedMs, IReadOnlyList<Label> labels, bool isLate)
    {
        See(post);
        var mask = labels.Aggregate((byte)0, (mask, label) => (byte)(mask | (1 << (int)label)));
        waiting[post] = new Waiting(startedMs, mask, isLate);
        late += isLate ? 1 : 0;
        unresolved.Add(post);
        order.Add((startedMs, post));
        Count(mask, 1);
        view = null;
    }

    public void BeLate(ulong post)
    {
        if (waiting.TryGetValue(post, out var flag) && !flag.Late)
        {
            waiting[post] = flag with { Late = true };
            late++;
            view = null;
        }
    }

    public void See(ulong post)
    {
        if (waiting.Remove(post, out var flag))
        {
            order.Remove((flag.StartedMs, post));
            Count(flag.Labels, -1);
            late -= flag.Late ? 1 : 0;
            view = null;
        }
    }

    public void Resolve(ulong post) => unresolved.Remove(post);

    public void Reopen(ulong post) => unresolved.Add(post);

    public FlagsWaiting View() => view ??= new FlagsWaiting(
        waiting.Count, late, order.Count == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(order.Min.StartedMs),
        Enum.GetValues<Label>().Where(label => byLabel[(int)label] > 0)
            .ToDictionary(label => char.ToLowerInvariant(label.ToString()[0]) + label.ToString()[1..], label => byLabel[(int)label]));

    public void Write(BinaryWriter writer)
    {
        writer.Write(order.Count);
        foreach (var (started, post) in order)
        {
            writer.Write(post);
            writer.Write(started);
            writer.Write(waiting[post].Labels);
            writer.Write(waiting[post].Late);
        }

        writer.Write(unresolved.Count);
        foreach (var post in unresolved)
        {
            writer.Write(post);
        }
    }

    public void Read(BinaryReader reader)
    {
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var post = reader.ReadUInt64();
            var flag = new Waiting(reader.ReadInt64(), reader.ReadByte(), reader.ReadBoolean());
            waiting.Add(post, flag);
            order.Add((flag.StartedMs, post));
            Count(flag.Labels, 1);
            late += flag.Late ? 1 : 0;
        }

        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            unresolved.Add(reader.ReadUInt64());
        }

        view = null;
    }

    private void Count(byte labels, int change)
    {
        for (var label = 1; label < byLabel.Length; label++)
        {
            byLabel[label] += (labels >> label & 1) * change;
        }
    }
}
