using Monitor.Core.Complaints;
using Monitor.Core.Organisation;
using Monitor.Core.Posts;
using Monitor.Core.Sla;

namespace Monitor.Core.Tests.Complaints;

/// <summary>A small city: two stations under one ACP, a DCP, a Commissioner, a vigilance wing and a control room, with policy and roster.</summary>
internal static class World
{
    public const string Number = "42-8";
    public const string Station = "blr/a-ps";
    public const string OtherStation = "blr/b-ps";
    public const string SubDivision = "blr/east-sd";
    public const string Division = "blr/east";
    public const string City = "blr";
    public const string Inspector = "blr/a-ps/inspector";
    public const string SubInspector = "blr/a-ps/si";
    public const string OtherInspector = "blr/b-ps/inspector";
    public const string Acp = "blr/east-sd/acp";
    public const string Dcp = "blr/east/dcp";
    public const string Commissioner = "blr/cp";
    public const string Operator = "blr/cr/operator";
    public const string Operator2 = "blr/cr/operator-2";
    public const string ShiftInspector = "blr/cr/shift-inspector";

    /// <summary>An inspector of another force.</summary>
    public const string Stranger = "up/x-ps/sho";
    public const string CityAccount = "x/1";
    public const string StationAccount = "x/2";

    public const string PolicyJson = """
        {
          "id": "standard", "version": 1,
          "ladder": { "warnAt": [0.5, 0.8], "climbAt": [1.0, 1.5, 2.0] },
          "pause": { "bound": "PT24H" },
          "clocks": {
            "P0": {
              "acknowledge": { "target": "PT10M" }, "accept": { "target": "PT5M" }, "act": { "target": "PT30M", "calendar": "office" }, "check": { "target": "PT4H" },
              "secondCheck": { "target": "PT8H" }, "keepInformed": { "target": "PT1H" }, "answerAgain": { "target": "PT10M" }, "close": { "target": "P1D" },
              "reportUp": { "target": "P1D" }, "reportBack": { "target": "PT12H" }, "seen": { "target": "PT60S" }, "told": { "target": "PT3M" },
              "sent": { "target": "PT10M" }, "reached": { "target": "PT30M" }, "outcome": { "target": "PT2H" }
            },
            "P1": {
              "acknowledge": { "target": "PT10M" }, "accept": { "target": "PT15M" }, "act": { "target": "PT1H" }, "check": { "target": "PT4H" },
              "secondCheck": { "target": "PT8H" }, "keepInformed": { "target": "PT4H" }, "answerAgain": { "target": "PT30M" }, "close": { "target": "P2D" },
              "reportUp": { "target": "P1D" }, "reportBack": { "target": "PT12H" }
            },
            "P2": {
              "acknowledge": { "target": "PT30M" }, "accept": { "target": "PT30M" }, "act": { "target": "PT4H" }, "check": { "target": "PT8H" },
              "secondCheck": { "target": "PT24H" }, "keepInformed": { "target": "PT24H" }, "answerAgain": { "target": "PT1H" }, "close": { "target": "P3D" },
              "reportUp": { "target": "P1D" }, "reportBack": { "target": "PT12H" }
            },
            "P3": {
              "acknowledge": { "target": "PT30M" }, "accept": { "target": "PT1H" }, "act": { "target": "PT4H", "calendar": "office" },
              "check": { "target": "PT8H", "calendar": "office" }, "secondCheck": { "target": "PT16H", "calendar": "office" }, "keepInformed": { "target": "PT72H" },
              "answerAgain": { "target": "PT2H" }, "close": { "target": "PT24H", "calendar": "office" }, "reportUp": { "target": "P2D" }, "reportBack": { "target": "PT12H" }
            },
            "P4": {
              "acknowledge": { "target": "PT30M" }, "accept": { "target": "PT2H", "calendar": "unit" }, "act": { "target": "PT8H", "calendar": "office" },
              "check": { "target": "PT8H", "calendar": "office" }, "keepInformed": { "target": "PT72H" }, "answerAgain": { "target": "PT4H" },
              "close": { "target": "PT48H", "calendar": "office" }, "reportBack": { "target": "PT12H" }
            }
          }
        }
        """;

    public const string OfficeHours = """
        { "name": "office", "zone": "Asia/Kolkata", "week": { "mon": ["10:00-13:30", "14:00-18:00"], "tue": ["10:00-13:30", "14:00-18:00"], "wed": ["10:00-13:30", "14:00-18:00"],
          "thu": ["10:00-13:30", "14:00-18:00"], "fri": ["10:00-13:30", "14:00-18:00"] }, "holidays": ["2026-11-04"] }
        """;

    public const string Nights = """{ "name": "nights", "week": { "mon": ["20:00-08:00"] } }""";

    /// <summary>A Monday, 10:00 in Kolkata.</summary>
    public static readonly DateTimeOffset T0 = new(2026, 11, 2, 4, 30, 0, TimeSpan.Zero);

    public static PolicyBook Book { get; } = PolicyBook.Empty.With(CalendarFile.Read(OfficeHours)).With(CalendarFile.Read(Nights)).With(PolicyFile.Read(PolicyJson));

    public static Rulebook Rules { get; } = RulesOf(Book);

    /// <summary>Nobody is on duty at the ACP's office by day.</summary>
    public static Rulebook WithoutAcp { get; } = RulesOf(Book, "nights");

    /// <summary>A reorganisation has ended the first station.</summary>
    public static Rulebook WithoutStation { get; } = RulesOf(Book, station: false);

    public static DateTimeOffset At(double minutes) => T0.AddMinutes(minutes);

    public static Rulebook RulesOf(PolicyBook book, string acpShift = "always", bool station = true)
    {
        Unit[] all =
        [
            Unit(City, null, UnitKind.Commissionerate, Rank.Commissioner, "CP"),
            Unit("blr/cr", City, UnitKind.Branch, Rank.AssistantCommissioner, "ACP", Wing.ControlRoom),
            Unit(Division, City, UnitKind.Division, Rank.DeputyCommissioner, "DCP"),
            Unit(SubDivision, Division, UnitKind.SubDivision, Rank.AssistantCommissioner, "ACP"),
            Unit(Station, SubDivision, UnitKind.Station, Rank.Inspector, "PI"),
            Unit(OtherStation, SubDivision, UnitKind.Station, Rank.Inspector, "PI"),
            Unit("up", null, UnitKind.State, Rank.DirectorGeneral, "DGP"),
            Unit("up/x-ps", "up", UnitKind.Station, Rank.Inspector, "SHO"),
        ];
        var units = UnitTree.Of([.. all.Where(unit => station || unit.Id != Station)]);
        Shift[] shifts =
        [
            On(Inspector, Rank.Inspector, Station), On(SubInspector, Rank.SubInspector, Station), On(OtherInspector, Rank.Inspector, OtherStation),
            On(Acp, Rank.AssistantCommissioner, SubDivision, acpShift), On(Dcp, Rank.DeputyCommissioner, Division), On(Commissioner, Rank.Commissioner, City),
            On(Operator, Rank.HeadConstable, "blr/cr"), On(Operator2, Rank.HeadConstable, "blr/cr"), On(ShiftInspector, Rank.Inspector, "blr/cr"),
            On(Stranger, Rank.Inspector, "up/x-ps"),
        ];
        var roster = new Roster(units, [.. shifts.Where(shift => units.Find(shift.Officer.UnitId) is not null)], book.IsOpen);
        var seats = new Seats(
        [
            new OfficialAccountSeat(Channel.X, "1", "blrcitypolice", City, Rank.Commissioner, SeatRole.ForceMain),
            new OfficialAccountSeat(Channel.X, "2", "apsblr", Station, Rank.Inspector, SeatRole.Unit),
        ]);
        return new Rulebook { Version = 1, Policies = book, Units = units, Roster = roster, Seats = seats };
    }

    public static Verdict Verdict(Category category = Category.Noise, ComplaintCall call = ComplaintCall.Yes, Sentiment sentiment = Sentiment.Negative, params Label[] flags) =>
        new(Language.English, sentiment, [], flags, call, call == ComplaintCall.Yes ? 0.97 : 0.03, category, 0.9, Urgency.Normal, [], "test-1");

    public static PostFacts Post(
        string id = "42-0", double minutes = 0, Category category = Category.Noise, string? unit = Station, double postedBefore = 0, Office office = Office.None,
        ComplaintCall call = ComplaintCall.Yes, Sentiment sentiment = Sentiment.Negative, Label[]? flags = null, IReadOnlyList<PlaceReason>? reasons = null) =>
        new(
            id, Channel.X, "author-1", CityAccount, false, At(minutes - postedBefore), At(minutes), null, null, office, [], "hash", 1, null,
            Verdict(category, call, sentiment, flags ?? []), new Located(unit, new Dictionary<Wing, string>(), 0.9, reasons ?? []));

    public static AnswerFacts Answer(
        string id, double minutes, double learnt = -1, bool automatic = false, string account = StationAccount, string unit = Station, bool main = false,
        bool mentionsReceiver = true, params string[] mentions) =>
        new(id, Channel.X, account, unit, main, At(minutes), At(learnt < 0 ? minutes : learnt), null, automatic, mentions, mentionsReceiver, false);

    public static ActionTaken Fir() => new(ActionKind.Fir, "123/2026", ["BNS 303(2)"], null);

    public static Spec<Complaint, ComplaintCommand, ComplaintEvent> Nothing(Rulebook? rulebook = null) => Spec.Of<Complaint, ComplaintCommand, ComplaintEvent>(rulebook ?? Rules);

    public static Spec<Complaint, ComplaintCommand, ComplaintEvent> Opened(PostFacts? post = null, Rulebook? rulebook = null)
    {
        var first = post ?? Post();
        return Nothing(rulebook).Done(new ComplaintCommand.Open(Number, first), first.ReceivedAt);
    }

    public static Spec<Complaint, ComplaintCommand, ComplaintEvent> Accepted(PostFacts? post = null, double minutes = 5) =>
        Opened(post).Done(new ComplaintCommand.Accept(Inspector), At(minutes));

    public static Spec<Complaint, ComplaintCommand, ComplaintEvent> Acted(PostFacts? post = null, double minutes = 20) =>
        Accepted(post).Done(new ComplaintCommand.Act(Fir(), Inspector), At(minutes));

    public static Spec<Complaint, ComplaintCommand, ComplaintEvent> Approved(PostFacts? post = null)
    {
        var spec = Acted(post).Done(new ComplaintCommand.Check(Acp), At(25));
        return spec.State is Complaint.Checked ? spec.Done(new ComplaintCommand.Check(Dcp), At(26)) : spec;
    }

    public static Spec<Complaint, ComplaintCommand, ComplaintEvent> Closed(PostFacts? post = null) =>
        Approved(post).Done(new ComplaintCommand.AddAnswer(Answer("9-0", 27)), At(27)).Done(new ComplaintCommand.Close(Inspector), At(28));

    private static Unit Unit(string id, string? parent, UnitKind kind, Rank head, string title, Wing wing = Wing.LawAndOrder) => new()
    {
        Id = id, ParentId = parent, Kind = kind, Wing = wing, RankOfHead = head, HeadTitle = title, Names = new UnitNames(id, id, id), WallName = new(id, id, id),
    };

    private static Shift On(string id, Rank rank, string unit, string calendar = "always") => new(new Officer(id, id, rank.ToString(), rank, unit), calendar);
}
