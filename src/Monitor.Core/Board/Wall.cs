using Monitor.Core.Posts;

namespace Monitor.Core.Board;

/// <summary>A unit's names of at most 12 characters for the wall, one for each script.</summary>
public sealed record WallName(string En, string Hi, string Kn);

/// <summary>What a row asks for next: the clock that runs out first, as a verb.</summary>
public enum Verb : byte { None = 0, Acknowledge, Accept, Act, Inform, Answer, Check, SecondCheck, Report, Close, ReportBack, See }

/// <summary>A life at risk: one docket, or one incident with its count. Stages of design section 5.</summary>
/// <param name="Docket">Docket number of the (first) complaint.</param>
/// <param name="Category">For example SELF_HARM; shown in the wall's language. Of an incident what most of its members say, open or closed.</param>
/// <param name="Unit">Unit id, null while nobody owns it. Of an incident the unit of most.</param>
/// <param name="Stage">seen, told, sent, reached or outcome: the stage that is awaited.</param>
/// <param name="StageDueAt">When that stage is late.</param>
/// <param name="Holder">Rank or role that holds it; never a name.</param>
/// <param name="Count">Complainants, 1 unless it is an incident.</param>
public sealed record AtRiskRow(
    string Docket, string Category, string? Unit, DateTimeOffset ReceivedAt, string Stage, DateTimeOffset? StageDueAt, string? Holder, int Count);

/// <summary>One line of "late and next".</summary>
/// <param name="Priority">0 to 4.</param>
/// <param name="DueAt">Of the clock that <paramref name="Verb"/> names; past for a late row.</param>
/// <param name="Category">As in <see cref="AtRiskRow"/>, like <paramref name="Unit"/>.</param>
/// <param name="Late">Breached, as decided by the complaint, not by the viewer's clock.</param>
/// <param name="Rank">The rank that it has climbed to, for example ACP; null while with the unit.</param>
/// <param name="Office">The office that forwarded it and wants word.</param>
/// <param name="Count">Complainants of its incident, else 1.</param>
public sealed record ClockRow(
    string Docket, int Priority, DateTimeOffset DueAt, Verb Verb, string Category, string? Unit, string? Rank, bool Late, Office Office, int Count);

/// <summary>The late complaints that the late rows do not show, neither by themselves nor by their incident.</summary>
public sealed record MoreLate(int Count, DateTimeOffset? OldestDueAt, IReadOnlyList<UnitCount> Units);

public sealed record UnitCount(string? Unit, int Count);

/// <summary>Complaints forwarded by the Chief Minister's or Home Minister's office that are still open.</summary>
public sealed record Forwards(int Open, int Late, DateTimeOffset? OldestAt, DateTimeOffset? NextDueAt);

/// <summary>Flagged posts that nobody has seen yet.</summary>
public sealed record FlagsWaiting(int Waiting, int Late, DateTimeOffset? OldestAt, IReadOnlyDictionary<string, int> ByLabel);

/// <summary>Official accounts that are silent: amber or red by the duty of their rank.</summary>
public sealed record SilentAccounts(int Amber, int Red, IReadOnlyList<SilentAccount> Longest);

public sealed record SilentAccount(string? Unit, string Handle, bool Red, DateTimeOffset SinceAt);

/// <summary>Time from a citizen's post to the first answer (plain elapsed time: the citizen's measure).</summary>
/// <param name="Date">The day in the force's zone, ISO: figures of a day are kept under their date.</param>
/// <param name="MedianSeconds">Null when nothing was answered.</param>
/// <param name="YesterdayMedianSeconds">The same figure for yesterday up to the same time of day.</param>
public sealed record Answers(string Date, int Answered, double? MedianSeconds, int YesterdayAnswered, double? YesterdayMedianSeconds);

/// <summary>Counts for the second display (map) and the start page.</summary>
public sealed record UnitLoad(string Unit, int Open, int Late, int OpenedThisHour, double UsualThisHour);

/// <summary>Five minutes of the day, for the third display (trend).</summary>
public sealed record TrendPoint(DateTimeOffset At, int Opened, int Answered, int Breached, int Open);

/// <summary>
/// What every wall shows: a pure view of the board. Parts are replaced whole in a frame (<c>changes</c> holds only the parts that differ, by their
/// camel-case name). Lists are bounded: 2 lives at risk, 3 late, 7 next, 2 silent accounts, 288 trend points.
/// </summary>
/// <param name="Open">Open complaints, canary left out.</param>
/// <param name="Triage">Posts that wait in triage.</param>
/// <param name="AtRiskCount">All lives at risk, shown or not.</param>
/// <param name="AtRisk">Whom nobody has seen first, so that one of them is among the rows while there is any: the wall sounds for it.</param>
/// <param name="LateCount">All late complaints, shown or not.</param>
/// <param name="Unowned">Docket that was the last to be priority 1 without a unit, shown or not, while it is; the wall chimes for it.</param>
/// <param name="Faults">Machine faults: quarantined streams, parked events; sentences in English for the administrator.</param>
/// <param name="FloodUnits">When over 10 clocks ran out within 10 minutes: units with their counts take the rows (never those of <paramref name="AtRisk"/>); else empty.</param>
public sealed record Wall(
    int Open,
    int Triage,
    int AtRiskCount,
    IReadOnlyList<AtRiskRow> AtRisk,
    int LateCount,
    IReadOnlyList<ClockRow> Late,
    IReadOnlyList<ClockRow> Next,
    string? Unowned,
    MoreLate MoreLate,
    IReadOnlyList<UnitCount> FloodUnits,
    Forwards Forwards,
    FlagsWaiting Flags,
    SilentAccounts Silent,
    Answers Answers,
    IReadOnlyList<UnitLoad> Units,
    IReadOnlyList<TrendPoint> Trend,
    IReadOnlyList<string> Faults);
