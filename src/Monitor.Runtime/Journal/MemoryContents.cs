namespace Monitor.Runtime.Journal;

/// <summary>What a memory journal holds: the part that outlives a simulated crash.</summary>
internal sealed class MemoryContents
{
    internal readonly Lock Gate = new();
    internal readonly List<StoredEvent> Feed = [];
    internal readonly Dictionary<string, MemoryStream> Streams = new(StringComparer.Ordinal);
    internal readonly SortedSet<(long DueTicks, string Stream)> Deadlines = new(DeadlineOrder.Instance);
    internal readonly HashSet<string> Keys = new(StringComparer.Ordinal);
    internal readonly List<StoredDelivery> Intake = [];
    internal readonly Dictionary<string, long> DeliveryKeys = new(StringComparer.Ordinal);
    internal readonly List<ParkedItem> Parked = [];
    internal readonly List<PostRow> Posts = [];
    internal readonly Dictionary<string, int> PostIds = new(StringComparer.Ordinal);
    internal readonly Dictionary<(string Channel, string PlatformId), int> PlatformIds = [];
    internal readonly Dictionary<(string Channel, string PlatformId), int> Aliases = [];
    internal readonly SortedSet<long> Spent = [];
    internal readonly Dictionary<string, List<long>> OtherBodies = new(StringComparer.Ordinal);
    internal readonly Dictionary<string, List<string>> Answers = new(StringComparer.Ordinal);
    internal readonly HashSet<string> Unaddressed = new(StringComparer.Ordinal);
    internal readonly Dictionary<string, Checkpoint> Checkpoints = new(StringComparer.Ordinal);
    internal readonly Dictionary<string, Snapshot> Snapshots = new(StringComparer.Ordinal);
    internal readonly Dictionary<string, QuarantinedStream> Quarantined = new(StringComparer.Ordinal);

    internal long BodiesDroppedTo;

    internal sealed class MemoryStream
    {
        internal readonly List<StoredEvent> Events = [];
        internal readonly List<Cause> Causes = [];
        internal DateTimeOffset? DueAt;
    }

    private sealed class DeadlineOrder : IComparer<(long DueTicks, string Stream)>
    {
        internal static readonly DeadlineOrder Instance = new();

        public int Compare((long DueTicks, string Stream) x, (long DueTicks, string Stream) y) =>
            x.DueTicks != y.DueTicks ? x.DueTicks.CompareTo(y.DueTicks) : string.CompareOrdinal(x.Stream, y.Stream);
    }

    internal MemoryContents Copy()
    {
        var copy = new MemoryContents { BodiesDroppedTo = BodiesDroppedTo };
        copy.Feed.AddRange(Feed);
        foreach (var (name, stream) in Streams)
        {
            var twin = new MemoryStream { DueAt = stream.DueAt };
            twin.Events.AddRange(stream.Events);
            twin.Causes.AddRange(stream.Causes);
            copy.Streams.Add(name, twin);
        }
        copy.Deadlines.UnionWith(Deadlines);
        copy.Keys.UnionWith(Keys);
        copy.Intake.AddRange(Intake);
        copy.Parked.AddRange(Parked);
        copy.Posts.AddRange(Posts);
        Fill(copy.DeliveryKeys, DeliveryKeys);
        Fill(copy.PostIds, PostIds);
        Fill(copy.PlatformIds, PlatformIds);
        Fill(copy.Aliases, Aliases);
        copy.Spent.UnionWith(Spent);
        Fill(copy.Checkpoints, Checkpoints);
        Fill(copy.Snapshots, Snapshots);
        Fill(copy.Quarantined, Quarantined);
        foreach (var (id, bodies) in OtherBodies) copy.OtherBodies.Add(id, [.. bodies]);
        foreach (var (id, answers) in Answers) copy.Answers.Add(id, [.. answers]);
        copy.Unaddressed.UnionWith(Unaddressed);
        return copy;
    }

    private static void Fill<TKey, TValue>(Dictionary<TKey, TValue> into, Dictionary<TKey, TValue> from) where TKey : notnull
    {
        foreach (var (key, value) in from) into.Add(key, value);
    }
}
