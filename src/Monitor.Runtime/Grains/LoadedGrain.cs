using Monitor.Core;
using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Grains;

/// <summary>
/// One grain in memory. It runs ahead of the journal: a decided turn is folded in at once, so that the next can be decided while the first is being stored. When a
/// store fails the host throws the whole object away and loads again; <see cref="Broken"/> then tells the turns that were decided on it.
/// One thread at a time.
/// </summary>
public abstract class LoadedGrain(string stream)
{
    private readonly List<Cause> causes = [];

    public string Stream { get; } = stream;

    /// <summary>Number of events folded in, stored or in flight.</summary>
    public long Version { get; private protected set; }

    /// <summary>The stream's last instant: none later in the stream is before it.</summary>
    public DateTimeOffset LastAt { get; private protected set; }

    public bool Broken { get; private set; }

    public abstract object State { get; }

    public abstract DateTimeOffset? NextDeadline { get; }

    /// <summary>Folds a stored event in.</summary>
    public abstract void Replay(StoredEvent stored);

    /// <summary>Starts from a snapshot; false when the state's shape is another one now.</summary>
    public abstract bool Restore(Snapshot snapshot, IReadOnlyList<Cause> causes, DateTimeOffset lastAt);

    /// <summary>A snapshot of the state, or null when the state does not survive being written and read.</summary>
    public abstract Snapshot? Save();

    /// <summary>
    /// Decides and folds in. The draft's item must be stored next, before any later draft's of the same stream. Throws what the grain throws: the host then
    /// quarantines the stream.
    /// </summary>
    /// <param name="knownEverywhere">Of an event's stored name; one that is not must not be stored yet, and the turn fails, to be asked again.</param>
    public TurnDraft Take(Ask ask, Rulebook rulebook, Func<string, bool> knownEverywhere, DateTimeOffset now)
    {
        if (ask.Cause.Source.Length > 0 && LastOf(ask.Cause.Source) is { } last && ask.Cause.IsAtOrBelow(last))
        {
            return TurnDraft.Answered(new TurnResult(TurnOutcome.AlreadyDone, 0, Version));
        }

        return ask.IfVersion is { } seen && seen != Version
            ? TurnDraft.Answered(new TurnResult(TurnOutcome.OtherVersion, 0, Version))
            : Decide(ask, rulebook, knownEverywhere, now < LastAt ? LastAt : now);
    }

    public void Break() => Broken = true;

    private protected abstract TurnDraft Decide(Ask ask, Rulebook rulebook, Func<string, bool> knownEverywhere, DateTimeOffset now);

    private protected void Note(Cause cause)
    {
        if (cause.Source.Length == 0)
        {
            return;
        }

        for (var i = 0; i < causes.Count; i++)
        {
            if (causes[i].Source == cause.Source)
            {
                causes[i] = causes[i].IsAtOrBelow(cause) ? cause : causes[i];
                return;
            }
        }

        causes.Add(cause);
    }

    private Cause? LastOf(string source)
    {
        foreach (var cause in causes)
        {
            if (cause.Source == source)
            {
                return cause;
            }
        }

        return null;
    }
}
