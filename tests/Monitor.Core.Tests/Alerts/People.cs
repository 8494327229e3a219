using Monitor.Core.Board;
using Monitor.Core.Organisation;
using Monitor.Core.Posts;

namespace Monitor.Core.Tests.Alerts;

/// <summary>A small force: a station, its sub-division, division and force, a control room, and one officer on duty in each (the night officer after 14:00 UTC).</summary>
internal static class People
{
    public const string Station = "st";

    public static readonly DateTimeOffset NightAt = new(2026, 11, 2, 14, 0, 0, TimeSpan.Zero);

    public static Rulebook Rulebook(params string[] absent)
    {
        var tree = UnitTree.Of(
        [
            Unit("hq", null, UnitKind.Commissionerate, Rank.Commissioner, "Force"), Unit("div", "hq", UnitKind.Division, Rank.DeputyCommissioner, "Division"),
            Unit("sub", "div", UnitKind.SubDivision, Rank.AssistantCommissioner, "Sub-division"), Unit(Station, "sub", UnitKind.Station, Rank.Inspector, "Station"),
            Unit("st-room", "hq", UnitKind.Branch, Rank.Inspector, "Control room") with { Wing = Wing.ControlRoom },
        ]);
        Shift[] shifts =
        [
            Shift("st/pi", Rank.Inspector, Station, "day"), Shift("st/night", Rank.SubInspector, Station, "night"), Shift("st/acp", Rank.AssistantCommissioner, "sub", "always"),
            Shift("st/dcp", Rank.DeputyCommissioner, "div", "always"), Shift("st/cp", Rank.Commissioner, "hq", "always"), Shift("room/op", Rank.HeadConstable, "st-room", "always"),
        ];
        var seat = new OfficialAccountSeat(Channel.X, "1", "station", Station, Rank.Inspector, SeatRole.Unit);
        return new Rulebook
        {
            Version = 1,
            Units = tree,
            Roster = new Roster(tree, [.. shifts.Where(shift => !absent.Contains(shift.Officer.Id))], IsOpen),
            Seats = new Seats([seat]),
        };
    }

    private static bool IsOpen(string calendar, DateTimeOffset now) => calendar switch { "day" => now < NightAt, "night" => now >= NightAt, _ => true };

    private static Shift Shift(string officer, Rank rank, string unit, string calendar) => new(new Officer(officer, officer, "T", rank, unit), calendar);

    private static Unit Unit(string id, string? parent, UnitKind kind, Rank rank, string name) => new()
    {
        Id = id,
        ParentId = parent,
        Kind = kind,
        Wing = Wing.LawAndOrder,
        RankOfHead = rank,
        HeadTitle = "H",
        Names = new UnitNames(name, name, name),
        WallName = new WallName(name, name, name),
    };
}
