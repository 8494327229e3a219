using Monitor.Runtime.Grains;
using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Shards;

/// <summary>
/// The first failed turn of each source for a stream. Until it is asked again nothing later of that source may pass: a grain would take the earlier one for done.
/// One thread at a time.
/// </summary>
public sealed class Gaps
{
    private readonly Dictionary<(string Stream, string Source), Cause> firsts = [];

    /// <summary>Whether it must fail because an earlier one did. The first failed one itself closes the gap by coming again.</summary>
    public bool IsBehind(Ask ask)
    {
        var source = (ask.Stream, ask.Cause.Source);
        if (firsts.Count == 0 || !firsts.TryGetValue(source, out var gap))
        {
            return false;
        }

        if (!ask.Cause.IsAtOrBelow(gap))
        {
            return true;
        }

        if (ask.Cause == gap)
        {
            firsts.Remove(source);
        }

        return false;
    }

    /// <summary>The ask failed.</summary>
    public void Note(Ask ask)
    {
        if (ask.Cause.Source.Length > 0)
        {
            firsts.TryAdd((ask.Stream, ask.Cause.Source), ask.Cause);
        }
    }

    /// <summary>The source begins anew from what it knows as done, and asks all after that again: it, and what it asks under names of its own.</summary>
    public void ForgetSource(string source)
    {
        foreach (var gap in firsts.Keys.Where(gap => gap.Source == source || gap.Source.StartsWith(source + ":", StringComparison.Ordinal)).ToList())
        {
            firsts.Remove(gap);
        }
    }

    /// <summary>Another machine had the stream meanwhile: the askers themselves keep what is open.</summary>
    public void Forget(string stream)
    {
        foreach (var gap in firsts.Keys.Where(gap => gap.Stream == stream).ToList())
        {
            firsts.Remove(gap);
        }
    }
}
