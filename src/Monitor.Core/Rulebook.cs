using Monitor.Core.Accounts;
using Monitor.Core.Alerts;
using Monitor.Core.Authors;
using Monitor.Core.Flags;
using Monitor.Core.Organisation;
using Monitor.Core.Routing;
using Monitor.Core.Sla;

namespace Monitor.Core;

/// <summary>
/// Everything that a decision may look up: one immutable value, replaced whole when an administrator changes a part. What a decision takes from it
/// (unit, reasons, due instants, versions) is written into its events, so that replay never needs an old rulebook.
/// </summary>
public sealed record Rulebook
{
    private static readonly Locator NoPlaces = Locator.Build([], []);

    /// <summary>Grows by one with each change.</summary>
    public long Version { get; init; }

    /// <summary>The forces of this hub with all rows of their units, past and to come; the locator is built from them.</summary>
    public IReadOnlyList<Force> Forces { get; init; } = [];

    /// <summary>As it stands today.</summary>
    public UnitTree Units { get; init; } = UnitTree.Empty;

    public Roster Roster { get; init; } = Roster.Empty;

    public Seats Seats { get; init; } = Seats.Empty;

    /// <summary>Every version that an open clock names is kept.</summary>
    public PolicyBook Policies { get; init; } = PolicyBook.Empty;

    /// <summary>Phrases that officers taught in triage; the locator is built from them.</summary>
    public IReadOnlyList<TaughtAlias> Aliases { get; init; } = [];

    /// <summary>Finds the unit of a post; for intake, before a command is put.</summary>
    public Locator Locator { get; init; } = NoPlaces;

    /// <summary>Reply templates as JSON, by the name of their file.</summary>
    public IReadOnlyDictionary<string, string> Templates { get; init; } = new Dictionary<string, string>();

    public AuthorPolicy Authors { get; init; } = AuthorPolicy.Standard;

    public FlagPolicy Flags { get; init; } = FlagPolicy.Standard;

    public DutyBook Duties { get; init; } = DutyBook.Standard;

    public AlertPolicy Alerts { get; init; } = AlertPolicy.Standard;
}
