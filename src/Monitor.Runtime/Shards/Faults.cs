using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Text;
using Monitor.Runtime.Codec;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Shards;

/// <summary>Quarantine (design section 4): streams whose events no longer fit, and the commands that wait for them.</summary>
public sealed class Faults(ShardContext context)
{
    private const int ParkedPage = 1000;
    private const int PlacesPerSource = 1_000_000;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, string> reasons = new(StringComparer.Ordinal);
    private volatile string? newer;

    /// <summary>Stream and reason.</summary>
    public IReadOnlyDictionary<string, string> Quarantined => reasons;

    /// <summary>Set when an event of a later build was met: the host must report not ready.</summary>
    public string? Newer => newer;

    internal async ValueTask Load(CancellationToken cancellation)
    {
        foreach (var fault in await context.Journal.Quarantined(cancellation))
        {
            reasons[fault.Stream] = fault.Reason;
        }
    }

    /// <summary>Streams that another host released are no longer held here; runs until stopped.</summary>
    internal async Task FollowReleases(TimeProvider time, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        while (await timer.WaitForNextTickAsync(stop))
        {
            foreach (var stream in reasons.Keys)
            {
                await Refresh(stream);
            }
        }
    }

    internal void NoteNewer(NewerEventException met) => newer = met.Message;

    internal bool Holds(string stream) => !reasons.IsEmpty && reasons.ContainsKey(stream);

    /// <summary>The reason names the kind of failure and never a person's words: only the exception's type and, for a grain's own refusal to fold, its message.</summary>
    internal async ValueTask Quarantine(string stream, Exception why)
    {
        var reason = why is System.Diagnostics.UnreachableException or InvalidDataException ? why.Message : why.GetType().Name;
        reasons[stream] = reason;
        await context.Journal.Quarantine(new QuarantinedStream(stream, context.Settings.Build, reason, context.Now()), CancellationToken.None);
    }

    /// <summary>Another host may have released the stream meanwhile.</summary>
    internal async ValueTask Refresh(string stream)
    {
        if (Holds(stream) && (await context.Journal.Quarantined(CancellationToken.None)).All(fault => fault.Stream != stream))
        {
            reasons.TryRemove(stream, out _);
        }
    }

    /// <summary>No longer held in this process, so that what was parked can run; gives the reason why it was.</summary>
    internal string? Lift(string stream) => reasons.TryRemove(stream, out var reason) ? reason : null;

    /// <summary>Held again, for the reason of before unless it has another by now. Null: it was not held.</summary>
    internal void Hold(string stream, string? reason)
    {
        if (reason is not null)
        {
            reasons.TryAdd(stream, reason);
        }
    }

    internal async ValueTask Release(string stream)
    {
        await context.Journal.Release(stream, CancellationToken.None);
        reasons.TryRemove(stream, out _);
    }

    /// <summary>
    /// A command with a cause is kept for the release; a person's is not: that person is told, and asks again. Words and keys are stored at once, so that
    /// the post is safe and a second delivery of it is absorbed.
    /// </summary>
    internal async ValueTask<TurnResult> Park(Ask ask)
    {
        var reason = reasons.GetValueOrDefault(ask.Stream);
        if (ask.Cause.Source.Length == 0)
        {
            return new TurnResult(TurnOutcome.Quarantined, 0, 0, null, reason);
        }

        var (journal, place) = (context.Journal, PlaceOf(ask.Cause));
        await journal.Park(new ParkedItem(ask.Cause.Number, place, WaitsFor(ask.Stream), context.Now(), Write(ask)), CancellationToken.None);
        if (ask.Posts.Count > 0)
        {
            var held = new AppendItem("held/" + ask.Stream, 0, [], null, ask.Keys, ask.Posts, Cause.None);
            var stored = (await journal.Append([held], CancellationToken.None))[0];
            if (stored.Outcome == AppendOutcome.KeyTaken && await journal.Post(ask.Posts[0].Id, CancellationToken.None) is null)
            {
                await journal.Unpark(ask.Cause.Number, place, CancellationToken.None);
                return new TurnResult(TurnOutcome.KeyTaken, 0, 0, null, stored.Detail);
            }
        }

        return new TurnResult(TurnOutcome.Quarantined, 0, 0, null, reason);
    }

    internal async ValueTask<IReadOnlyList<ParkedItem>> ParkedFor(string stream) => await context.Journal.Parked(WaitsFor(stream), ParkedPage, CancellationToken.None);

    internal Ask Read(string stream, ParkedItem parked)
    {
        var bytes = parked.Content.Span;
        var end = 4 + BinaryPrimitives.ReadInt32LittleEndian(bytes);
        var from = new Cause(Encoding.UTF8.GetString(bytes[4..end]), parked.Number, parked.Item % PlacesPerSource);
        return new Ask(stream, context.Kinds.Commands.Decode(bytes[end..])) { Cause = from };
    }

    /// <summary>
    /// Several sources may park under the same number: each has places of its own, from a hash of its name. Places below the first million are the intake's own
    /// waiting items.
    /// </summary>
    internal static int PlaceOf(Cause cause)
    {
        var hash = 2166136261u;
        foreach (var c in cause.Source)
        {
            hash = (hash ^ c) * 16777619u;
        }

        return (((int)(hash % 2000) + 1) * PlacesPerSource) + cause.Item;
    }

    private static string WaitsFor(string stream) => "fault:" + stream;

    private byte[] Write(Ask ask)
    {
        var source = Encoding.UTF8.GetBytes(ask.Cause.Source);
        var length = new byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(length, source.Length);
        return [.. length, .. source, .. context.Kinds.Commands.Encode(ask.Command)];
    }
}
