using Monitor.Core.Organisation;
using Monitor.Core.Posts;

namespace Monitor.Core.Flags;

/// <summary>What came of a flagged post. <see cref="Harmless"/>: the classifier was wrong, which nothing learns from by itself.</summary>
public enum FlagResult : byte { None = 0, Harmless, AnsweredWithFacts, ToStation, ToCase }

/// <summary>One step of the ladder as laid down when the flag was raised.</summary>
public sealed record FlagStep(DateTimeOffset DueAt, LadderStep Step);

/// <summary>A flagged post: who has seen it within its clock, and what came of it (design section 4). Names are stored: change only by adding.</summary>
public abstract record FlagEvent(DateTimeOffset At) : IEvent
{
    /// <param name="Unit">Whose heads it climbs through: the place of the post, else the unit of the account that received it, else null (nobody is on a ladder).</param>
    /// <param name="Label">The gravest label: its clock runs.</param>
    /// <param name="StartedAt">When the post was received.</param>
    /// <param name="SeeBy">When it is late.</param>
    /// <param name="Steps">At most 5, in order of their instants.</param>
    /// <param name="Policy">For example <c>threat 10 min (rulebook 3)</c>: shown as the deadline's explanation.</param>
    public sealed record Raised(
        string Post, Channel Channel, string Author, string? Unit, IReadOnlyList<Label> Labels, Label Label, DateTimeOffset StartedAt, DateTimeOffset SeeBy,
        IReadOnlyList<FlagStep> Steps, string Policy, DateTimeOffset At) : FlagEvent(At);

    /// <summary>New words brought new labels. The clock only ever comes nearer; steps that are past stay past.</summary>
    public sealed record Relabelled(IReadOnlyList<Label> Labels, Label Label, DateTimeOffset SeeBy, IReadOnlyList<FlagStep> Steps, string Policy, DateTimeOffset At)
        : FlagEvent(At)
    {
        /// <summary>Set when the new words came with a unit and none was known.</summary>
        public string? Unit { get; init; }
    }

    public sealed record Seen(string By, DateTimeOffset At) : FlagEvent(At);

    /// <summary>Nobody had seen it when its clock ran out.</summary>
    public sealed record Overdue(DateTimeOffset DueAt, DateTimeOffset At) : FlagEvent(At);

    /// <param name="Officers">Who is on duty there; the step says so itself when nobody is.</param>
    public sealed record Climbed(LadderStep Step, IReadOnlyList<string> Officers, IReadOnlyList<string> Passed, DateTimeOffset DueAt, DateTimeOffset At) : FlagEvent(At)
    {
        /// <summary>Through whose heads it climbs; null when none is known.</summary>
        public string? Unit { get; init; }
    }

    /// <param name="Reference">Answer, docket or case that the result names; null for harmless.</param>
    public sealed record Resolved(FlagResult Result, string By, string? Reference, string? Note, DateTimeOffset At) : FlagEvent(At);

    /// <summary>A person took a result back: the flag waits again, seen.</summary>
    public sealed record Reopened(string By, string Why, DateTimeOffset At) : FlagEvent(At);

    /// <summary>The post was withdrawn on the platform. It still wants a person's eyes: the clock runs on.</summary>
    public sealed record PostGone(DateTimeOffset At) : FlagEvent(At);
}
