namespace Monitor.Core.Rulebooks;

/// <summary>What a file of the rulebook speaks of.</summary>
public enum PartKind : byte { None = 0, Organisation, Accounts, Policy, Calendar, Roster, Duties, Templates }

/// <summary>One file of the rulebook as it was adopted, whole.</summary>
/// <param name="Name">Path under <c>seeds/</c>, for example <c>policies/standard.json</c>; a later part with the same kind and name replaces it.</param>
/// <param name="Sha256">Of <paramref name="Content"/>, lower-case hex.</param>
public sealed record RulebookPart(PartKind Kind, string Name, string Sha256, string Content);

/// <summary>
/// The rulebook is itself a stream in the journal: seeded at the first start, changed by administrators, taught by corrections (design section 4).
/// Names are stored: change only by adding.
/// </summary>
public abstract record RulebookEvent(DateTimeOffset At) : IEvent
{
    /// <summary>The first start.</summary>
    public sealed record Seeded(IReadOnlyList<RulebookPart> Parts, DateTimeOffset At) : RulebookEvent(At);

    /// <param name="Supersedes">Hash of the policy of that name that was in force, null for a new one; its version is kept for the clocks that name it.</param>
    public sealed record PolicyAdopted(RulebookPart Part, string By, string? Supersedes, DateTimeOffset At) : RulebookEvent(At);

    public sealed record CalendarAdopted(RulebookPart Part, string By, DateTimeOffset At) : RulebookEvent(At);

    public sealed record RosterAdopted(RulebookPart Part, string By, DateTimeOffset At) : RulebookEvent(At);

    /// <summary>A reorganisation: the tree changes from a date, nothing that is past is rewritten.</summary>
    public sealed record OrganisationAdopted(RulebookPart Part, DateOnly ValidFrom, string By, DateTimeOffset At) : RulebookEvent(At);

    public sealed record AccountsAdopted(RulebookPart Part, string By, DateTimeOffset At) : RulebookEvent(At);

    public sealed record DutiesAdopted(RulebookPart Part, string By, DateTimeOffset At) : RulebookEvent(At);

    public sealed record TemplatesAdopted(RulebookPart Part, string By, DateTimeOffset At) : RulebookEvent(At);

    /// <summary>A correction in triage: the phrase now means that unit (design section 6).</summary>
    public sealed record AliasTaught(string Phrase, string Unit, string By, DateTimeOffset At) : RulebookEvent(At);

    public sealed record AliasForgotten(string Phrase, string By, DateTimeOffset At) : RulebookEvent(At);
}
