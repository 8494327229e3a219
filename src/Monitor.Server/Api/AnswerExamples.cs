using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Monitor.Channels.Files;
using Monitor.Core.Accounts;
using Monitor.Core.Alerts;
using Monitor.Core.Authors;
using Monitor.Core.Board;
using Monitor.Core.Complaints;
using Monitor.Core.Flags;
using Monitor.Core.Organisation;
using Monitor.Core.Posts;
using Monitor.Core.Sla;

namespace Monitor.Server.Api;

/// <summary>One answer of each kind, made of the records that the server answers with, so that an example cannot say what no answer does.</summary>
public static class AnswerExamples
{
    private const string Station = "blr/whitefield-ps";
    private const string Inspector = Station + "/inspector";
    private const string Post = "1042-0";
    private const string Person = "Jm2f0vQx7sYw1kLr9tZb";

    private static readonly string Docket = Core.Posts.Docket.OfPost(Post);
    private static readonly DateTimeOffset At = new(2026, 3, 2, 12, 20, 0, TimeSpan.Zero);

    private static readonly VerdictView Verdict = new(
        Language.English, Sentiment.Negative, new Dictionary<string, double> { ["abuse"] = 0.02, ["threat"] = 0.04 }, [], ComplaintCall.Yes, 0.97, Category.TheftSnatch,
        Urgency.High, [new WeighedWord(0, 14, 2.1)], "posts 7");

    private static readonly RoutingView Routing = new(
        Station, new Dictionary<Wing, string> { [Wing.Crime] = "blr/ccb" }, 0.92, [new PlaceReason(PlaceClue.Locality, Station, 20, 29, 0.9)]);

    private static readonly PostView OnePost = new(
        Post, "x", "post", Person, "Asha", "Chain snatched near Hope Farm, Whitefield, two men on a bike", At, At.AddSeconds(2), null)
    {
        Verdict = Verdict, Docket = Docket, Unit = Station, Routing = Routing, NextDeadline = new ClockAhead("accept", At.AddMinutes(15)),
    };

    private static readonly FlagView OneFlag = new(Post, "waiting", Station, [Label.Threat], At, At.AddMinutes(10), false, [], null, false, 1);

    private static readonly ClockView Clock = new(
        ClockKind.Accept, Measure.Unit, At, At.AddMinutes(15), null, ClockState.Running, "bengaluru 1", LadderStep.None,
        new Explanation("bengaluru 1", "always", TimeSpan.FromMinutes(15), At.AddMinutes(15), [new Interval(At, At.AddMinutes(15))], [], [], true));

    private static readonly ComplaintView OneComplaint = new(
        Docket, 3, "tagged", Priority.P2, [new PriorityReason(PriorityWhy.Category, Priority.P2)], Category.TheftSnatch, Station,
        new Dictionary<Wing, string> { [Wing.Crime] = "blr/ccb" }, null, Person, Channel.X, Source.Post, Office.None, [Post], 1, null, At, At.AddSeconds(2), null, null,
        TimeSpan.FromMinutes(1), 0, 0, 0, null, [], [], null, [Clock], new Stamps(null, null, null, null, false, null, null, null, "No action is recorded."));

    private static readonly HistoryLine OneLine = new(
        2, At.AddSeconds(3), "complaint.tagged", Inspector, JsonSerializer.SerializeToElement(new { unit = Station, why = "officer", by = Inspector, at = At }, ApiJson.Options));

    private static readonly AccountItem OneAccount = new(
        "x/1400000126", "whitefieldps", Station, "inspector", Silence.Amber, Duty.Posted, At.AddDays(-2), null, Station + "/writer", At.AddDays(-90), false);

    private static readonly AlertView OneAlert = new("breach:" + Docket + "/accept", AlertKind.Breach, Docket + "/accept", 2, Station, "breach", 1, At.AddMinutes(15), null, null);

    private static readonly UnitView OneUnit = new(
        Station, "blr/whitefield-sd", "Station", "Whitefield", "व्हाइटफ़ील्ड", "ವೈಟ್‌ಫೀಲ್ಡ್",
        new WallName("Whitefield", "व्हाइटफ़ील्ड", "ವೈಟ್‌ಫೀಲ್ಡ್"), 12.9698, 77.75, Wing.LawAndOrder);

    private static readonly ComplaintItem Listed = new(
        Docket, "tagged", 2, Category.TheftSnatch, Station, Office.None, null, 1, At.AddSeconds(2), Verb.Accept, At.AddMinutes(15), false, null);

    /// <summary>By the type that an endpoint says it answers with.</summary>
    public static IReadOnlyDictionary<Type, object> All { get; } = new object[]
    {
        OnePost, Paged(OnePost), OneFlag, Paged(OneFlag), OneComplaint, Paged(Listed), Paged(OneAccount), Paged(OneAlert), Paged(OneUnit),
        Paged(new TriageItem("1043-0", TriageWhy.UnsureComplaint, Person, null, Station, At)),
        Paged(new ParkedView("1044-0", "x", ItemKind.Delivery, "post-unknown", At, false)),
        Paged(new AliasView("hope farm", Station, Inspector, At)),
        new PersonView(Person, ["q1mZf0b3oX9sYw2kLr7t"], [], [Docket]), new PartingDone(Person, "q1mZf0b3oX9sYw2kLr7t", 5),
        new DocketDone(Docket, 4), new TaggingDone(Docket, 4, "hope farm", null), new SplittingDone(Docket, 4, "1045-8"), new PostDone(Post), new FlagDone(Post, 2),
        new AccountDone("x/1400000126", 12), new AlertDone("breach:" + Docket + "/accept", 2), new RulebookDone(2, "The rulebook stands at version 2."),
        new BackupDone(48_211), new Done("The board was built anew up to position 48211."), new LabelsDone(312),
        new ImportDone(118, "UTF-8", [new LineError(7, "no-platform", "No platform is named.")], ["118 posts taken, 118 of them as history; 1 lines not taken."]),
        new DemoClock(At, 60, false, "bengaluru-day"),
        new WrittenPost(
            Post, Docket, Station, Verdict, Routing, false, [new WrittenClock(ClockKind.Accept, Measure.Unit, At, At.AddMinutes(15), ClockState.Running, "bengaluru 1")]),
    }.ToDictionary(example => example.GetType());

    /// <summary>As the server would write it; null for a type of no example.</summary>
    public static JsonNode? Of(Type type)
    {
        if (!All.TryGetValue(type, out var example))
        {
            return null;
        }

        var json = JsonSerializer.SerializeToNode(example, type, ApiJson.Options)!;
        if (example is ComplaintView)
        {
            json["history"] = JsonSerializer.SerializeToNode(new[] { OneLine }, ApiJson.Options);
        }

        return json;
    }

    /// <summary>The usual refusal of each status.</summary>
    public static JsonNode Refusal(int status)
    {
        var (title, code, detail) = status switch
        {
            400 => ("Bad Request", "limit", "A page has 1 to 500 items."),
            403 => ("Forbidden", "wrong-signature", "The signature or token is missing or wrong."),
            404 => ("Not Found", "no-such-complaint", $"There is no complaint {Docket}."),
            409 => ("Conflict", "not-your-docket", "Only the unit that has this docket, or a superior of it, can do that."),
            412 => ("Precondition Failed", "other-version", "It is at version 5: read it again and decide anew."),
            413 => ("Payload Too Large", "too-large", "A delivery has at most 3145728 bytes."),
            503 => ("Service Unavailable", "not-stored", "The journal could not store it: nothing was changed, try again."),
            _ => throw new ArgumentOutOfRangeException(nameof(status), status, "No endpoint says that it refuses so."),
        };
        var problem = new ProblemDetails { Title = title, Status = status, Detail = detail };
        problem.Extensions["code"] = code;
        if (status == 400)
        {
            problem.Extensions["field"] = code;
        }

        return JsonSerializer.SerializeToNode(problem, ApiJson.Options)!;
    }

    private static Page<T> Paged<T>(T item) => new([item], null);
}
