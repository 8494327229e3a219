using Monitor.Core.Authors;
using Monitor.Core.Complaints;
using Monitor.Core.Posts;
using Monitor.Core.Sla;
using static Monitor.Core.Tests.Complaints.World;

namespace Monitor.Core.Tests.Complaints;

/// <summary>One way into every phase, and every command; for tests over states × commands and for random walks.</summary>
internal static class Samples
{
    public static Dictionary<string, Func<Spec<Complaint, ComplaintCommand, ComplaintEvent>>> States { get; } = new()
    {
        [nameof(Complaint.None)] = () => Nothing(),
        [nameof(Complaint.Untagged)] = () => Opened(Post(unit: null)),
        [nameof(Complaint.Tagged)] = () => Opened(),
        [nameof(Complaint.Disputed)] = () => Opened().Done(new ComplaintCommand.Dispute(Inspector, "not ours", OtherStation), At(3)),
        [nameof(Complaint.Accepted)] = () => Accepted(),
        [nameof(Complaint.Acted)] = () => Acted(),
        [nameof(Complaint.Checked)] = () => Acted(Post(category: Category.Assault)).Done(new ComplaintCommand.Check(Acp), At(25)),
        [nameof(Complaint.Approved)] = () => Approved(),
        [nameof(Complaint.Leaving)] = () =>
            Opened(Post(category: Category.Assault)).Done(new ComplaintCommand.Dismiss(new Leave(WayOut.NotAComplaint, Inspector, "a joke", null, null)), At(5)),
        [nameof(Complaint.Closed)] = () => Closed(),
        [nameof(Complaint.Left)] = () => Opened().Done(new ComplaintCommand.Dismiss(new Leave(WayOut.NotAComplaint, Inspector, "a joke", null, null)), At(5)),
    };

    /// <summary>Every command at least once; ids drawn from the random numbers, so that walks meet known and unknown ones.</summary>
    public static ComplaintCommand Command(Type type, Random random, double minutes) => type.Name switch
    {
        nameof(ComplaintCommand.Open) => new ComplaintCommand.Open(Number, Post(office: Pick(random, Office.None, Office.None, Office.ChiefMinister),
            category: AnyCategory(random), unit: Pick(random, null, Station))),
        nameof(ComplaintCommand.OpenByHand) => new ComplaintCommand.OpenByHand(Number, Source.Call, Category.Noise, null, Station, Operator, "by phone", At(-5), []),
        nameof(ComplaintCommand.AddPost) => new ComplaintCommand.AddPost(AnyPost(random, minutes), Pick(random, Joining.Thread, Joining.Reminder, Joining.Private)),
        nameof(ComplaintCommand.EditPost) => new ComplaintCommand.EditPost("42-0", Verdict()),
        nameof(ComplaintCommand.DeletePost) => new ComplaintCommand.DeletePost("42-0"),
        nameof(ComplaintCommand.AddAnswer) => new ComplaintCommand.AddAnswer(AnyAnswer(random, minutes)),
        nameof(ComplaintCommand.ClaimAnswer) => new ComplaintCommand.ClaimAnswer("a" + random.Next(6), AnyOfficer(random)),
        nameof(ComplaintCommand.Reply) => new ComplaintCommand.Reply("o" + random.Next(6), StationAccount, AnyOfficer(random), random.Next(2) == 0),
        nameof(ComplaintCommand.Ask) => new ComplaintCommand.Ask("q" + random.Next(6), StationAccount, AnyOfficer(random)),
        nameof(ComplaintCommand.NoteDelivery) => new ComplaintCommand.NoteDelivery(
            Pick(random, "o", "q", "a") + random.Next(6), Pick(random, DeliveryState.Sent, DeliveryState.Delivered, DeliveryState.Failed), At(minutes - random.Next(3))),
        nameof(ComplaintCommand.Pause) => new ComplaintCommand.Pause(AnyOfficer(random), "asked by phone"),
        nameof(ComplaintCommand.Resume) => new ComplaintCommand.Resume(AnyOfficer(random), "known now"),
        nameof(ComplaintCommand.Tag) => new ComplaintCommand.Tag(AnyUnit(random), AnyOfficer(random)),
        nameof(ComplaintCommand.Accept) => new ComplaintCommand.Accept(AnyOfficer(random)),
        nameof(ComplaintCommand.Dispute) => new ComplaintCommand.Dispute(AnyOfficer(random), "not ours", Pick(random, null, OtherStation)),
        nameof(ComplaintCommand.Transfer) => new ComplaintCommand.Transfer(AnyUnit(random), AnyOfficer(random), "theirs"),
        nameof(ComplaintCommand.Reroute) => new ComplaintCommand.Reroute(Post(unit: AnyUnit(random)).Located),
        nameof(ComplaintCommand.Act) => new ComplaintCommand.Act(Pick(random, Fir(), new ActionTaken(ActionKind.Counselled, null, [], null)), AnyOfficer(random)),
        nameof(ComplaintCommand.Check) => new ComplaintCommand.Check(AnyOfficer(random)),
        nameof(ComplaintCommand.Return) => new ComplaintCommand.Return(AnyOfficer(random), "say which road"),
        nameof(ComplaintCommand.Dismiss) => new ComplaintCommand.Dismiss(new Leave(AnyWay(random), AnyOfficer(random), "see note", "a" + random.Next(6), "1042-7")),
        nameof(ComplaintCommand.SeeReport) => new ComplaintCommand.SeeReport(AnyOfficer(random)),
        nameof(ComplaintCommand.ReturnReport) => new ComplaintCommand.ReturnReport(AnyOfficer(random), "answer again"),
        nameof(ComplaintCommand.ReportBack) => new ComplaintCommand.ReportBack(AnyOfficer(random), "letter 7"),
        nameof(ComplaintCommand.Link) => new ComplaintCommand.Link(Posts(random), AnyOfficer(random)),
        nameof(ComplaintCommand.Unlink) => new ComplaintCommand.Unlink(Posts(random), AnyOfficer(random)),
        nameof(ComplaintCommand.Split) => new ComplaintCommand.Split(Posts(random), ["42-0"], Category.Drugs, OtherStation, AnyOfficer(random)),
        nameof(ComplaintCommand.Prioritise) => new ComplaintCommand.Prioritise(AnyPriority(random), AnyOfficer(random), "as told", Pick(random, null, Dcp)),
        nameof(ComplaintCommand.Handoff) => new ComplaintCommand.Handoff((HandoffStage)random.Next(1, 6), AnyOfficer(random), Pick(random, null, "112/77")),
        nameof(ComplaintCommand.Close) => new ComplaintCommand.Close(AnyOfficer(random)),
        nameof(ComplaintCommand.Reopen) => new ComplaintCommand.Reopen(AnyOfficer(random), "closed too early"),
        nameof(ComplaintCommand.Appeal) => new ComplaintCommand.Appeal(AnyOfficer(random), "the citizen is not content"),
        nameof(ComplaintCommand.JoinIncident) => new ComplaintCommand.JoinIncident("i" + random.Next(2), random.Next(80), Pick(random, null, Operator)),
        nameof(ComplaintCommand.LeaveIncident) => new ComplaintCommand.LeaveIncident(AnyOfficer(random), "another place"),
        nameof(ComplaintCommand.NoteIncidentSize) => new ComplaintCommand.NoteIncidentSize("i" + random.Next(2), random.Next(80), Pick<Priority?>(random, null, Priority.P2)),
        nameof(ComplaintCommand.Recompute) => new ComplaintCommand.Recompute(AnyOfficer(random), "new policy"),
        nameof(ComplaintCommand.Wake) => new ComplaintCommand.Wake(Pick(random, null, null, new Outage(At(minutes - 10), At(minutes - 1)))),
        _ => throw new InvalidOperationException($"No sample of {type.Name}: add one."),
    };

    private static PostFacts AnyPost(Random random, double minutes) => Post(
        "p" + random.Next(12), minutes, AnyCategory(random), Station, random.Next(20), Pick(random, Office.None, Office.None, Office.ChiefMinister),
        Pick(random, ComplaintCall.Yes, ComplaintCall.No), Pick(random, Sentiment.Negative, Sentiment.Positive), random.Next(12) == 0 ? [Label.SelfHarm] : []);

    private static AnswerFacts AnyAnswer(Random random, double minutes)
    {
        var main = random.Next(4) == 0;
        return Answer(
            "a" + random.Next(6), minutes - random.Next(30), minutes, random.Next(5) == 0, main ? CityAccount : StationAccount, main ? City : Station, main, random.Next(2) == 0,
            main ? [AnyUnit(random)] : []);
    }

    private static T Pick<T>(Random random, params T[] from) => from[random.Next(from.Length)];

    private static string Posts(Random random) => Monitor.Core.Posts.Docket.Number(100 + random.Next(3), 0);

    private static WayOut AnyWay(Random random) => (WayOut)random.Next(1, 7);

    private static Priority AnyPriority(Random random) => (Priority)random.Next(1, 6);

    private static string AnyOfficer(Random random) => Pick(random, Inspector, Inspector, SubInspector, OtherInspector, Acp, Dcp, Commissioner, Operator);

    private static string AnyUnit(Random random) => Pick(random, Station, OtherStation, SubDivision);

    private static Category AnyCategory(Random random) => Pick(random, Category.Noise, Category.Assault, Category.IllegalParking, Category.SelfHarm, Category.TrafficJam);
}
