using Monitor.Core;
using Monitor.Core.Accounts;
using Monitor.Core.Organisation;
using Monitor.Core.Posts;
using Monitor.Core.Sla;

namespace Monitor.Runtime.Simulation;

/// <summary>
/// A small city for simulations: two stations with everyone above them, a control room, three official
/// accounts, the Chief Minister's, and a policy with short clocks so that much falls due.
/// </summary>
internal static class SimulatedCity
{
    public const string StationA = "sim/a-ps";
    public const string StationB = "sim/b-ps";
    public const string Acp = "sim/east-sd/acp";
    public const string Dcp = "sim/east/dcp";
    public const string ShiftInspector = "sim/cr/inspector";

    /// <summary>A Monday, 10:00 in Kolkata.</summary>
    public static readonly DateTimeOffset Start = new(2026, 11, 2, 4, 30, 0, TimeSpan.Zero);

    private const string Clocks = """
        { "acknowledge": { "target": "PT5M" }, "accept": { "target": "PT8M" }, "act": { "target": "PT20M" }, "check": { "target": "PT30M" }, "secondCheck": { "target": "PT40M" },
          "keepInformed": { "target": "PT30M" }, "answerAgain": { "target": "PT10M" }, "close": { "target": "PT90M" }, "reportUp": { "target": "PT60M" },
          "reportBack": { "target": "PT60M" }, "seen": { "target": "PT60S" }, "told": { "target": "PT3M" }, "sent": { "target": "PT10M" }, "reached": { "target": "PT20M" },
          "outcome": { "target": "PT50M" } }
        """;

    private static readonly string Policy = $$"""
        { "id": "standard", "version": 1, "ladder": { "warnAt": [0.5, 0.8], "climbAt": [1.0, 1.5, 2.0] }, "pause": { "bound": "PT1H" },
          "clocks": { "P0": {{Clocks}}, "P1": {{Clocks}}, "P2": {{Clocks}}, "P3": {{Clocks}}, "P4": {{Clocks}} } }
        """;

    public static IReadOnlyList<OfficialAccountSeat> Accounts { get; } =
    [
        new OfficialAccountSeat(Channel.X, "1", "simcitypolice", "sim", Rank.Commissioner, SeatRole.ForceMain),
        new OfficialAccountSeat(Channel.X, "2", "apssim", StationA, Rank.Inspector, SeatRole.Unit),
        new OfficialAccountSeat(Channel.WhatsApp, "3", "simcitywhatsapp", "sim", Rank.Commissioner, SeatRole.ForceMain),
        new OfficialAccountSeat(Channel.X, "9", "cmofsim", null, Rank.Commissioner, SeatRole.ChiefMinister),
    ];

    /// <summary>In minutes, so that accounts fall silent and speak again.</summary>
    private static DutyBook Duties { get; } = new(
    [
        new DutyRule(Rank.Constable, [Within(Duty.Seen, 15, 40), Within(Duty.Answered, 6, 20), Within(Duty.Posted, 10, 30)]),
    ]);

    public static Rulebook Rulebook { get; } = Rules();

    private static Rulebook Rules()
    {
        var book = PolicyBook.Empty.With(PolicyFile.Read(Policy));
        var units = UnitTree.Of(
        [
            Unit("sim", null, UnitKind.Commissionerate, Rank.Commissioner, "CP"), Unit("sim/east", "sim", UnitKind.Division, Rank.DeputyCommissioner, "DCP"),
            Unit("sim/east-sd", "sim/east", UnitKind.SubDivision, Rank.AssistantCommissioner, "ACP"), Unit(StationA, "sim/east-sd", UnitKind.Station, Rank.Inspector, "PI"),
            Unit(StationB, "sim/east-sd", UnitKind.Station, Rank.Inspector, "PI"), Unit("sim/cr", "sim", UnitKind.Branch, Rank.Inspector, "PI") with { Wing = Wing.ControlRoom },
        ]);
        var roster = new Roster(
            units,
            [
                On(StationA + "/inspector", Rank.Inspector, StationA), On(StationB + "/inspector", Rank.Inspector, StationB),
                On(Acp, Rank.AssistantCommissioner, "sim/east-sd"), On(Dcp, Rank.DeputyCommissioner, "sim/east"), On("sim/cp", Rank.Commissioner, "sim"),
                On(ShiftInspector, Rank.Inspector, "sim/cr"),
            ],
            book.IsOpen);
        return new Rulebook { Version = 1, Policies = book, Units = units, Roster = roster, Seats = new Seats(Accounts), Duties = Duties };
    }

    private static Unit Unit(string id, string? parent, UnitKind kind, Rank head, string title) => new()
    {
        Id = id, ParentId = parent, Kind = kind, Wing = Wing.LawAndOrder, RankOfHead = head, HeadTitle = title, Names = new UnitNames(id, id, id), WallName = new(id, id, id),
    };

    private static DutyLimit Within(Duty duty, int amberMinutes, int redMinutes) => new(duty, TimeSpan.FromMinutes(amberMinutes), TimeSpan.FromMinutes(redMinutes));

    private static Shift On(string id, Rank rank, string unit) => new(new Officer(id, id, rank.ToString(), rank, unit), "always");
}
