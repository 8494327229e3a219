using Monitor.Core.Accounts;
using Monitor.Core.Alerts;
using Monitor.Core.Authors;
using Monitor.Core.Board;
using Monitor.Core.Complaints;
using Monitor.Core.Flags;
using Monitor.Core.Organisation;
using Monitor.Core.Posts;
using Monitor.Core.Sla;
using Monitor.Core.Tests.Authors;

namespace Monitor.Core.Tests.Board;

/// <summary>A journal's feed for board tests: events as grains would write them, from a seed.</summary>
internal sealed class Feed(int seed)
{
    private static readonly string[] Units = ["blr/whitefield-ps", "blr/hsr-ps", "blr/ulsoor-ps", "blr/adugodi-ps"];

    private readonly Random random = new(seed);
    private readonly List<string> open = [];
    private readonly List<string> closed = [];
    private readonly Dictionary<string, HashSet<ClockKind>> running = [];
    private long intake = 1000;

    public List<(IEvent Happened, string Stream)> Events { get; } = [];

    public DateTimeOffset Now { get; private set; } = new(2026, 11, 2, 17, 0, 0, TimeSpan.Zero);

    public static Feed Of(int seed, int events)
    {
        var feed = new Feed(seed);
        while (feed.Events.Count < events)
        {
            feed.Step();
        }

        return feed;
    }

    public static LiveBoard Fold(IEnumerable<(IEvent Happened, string Stream)> events, LiveBoard? onto = null, long after = 0)
    {
        var board = onto ?? new LiveBoard();
        var position = after;
        foreach (var (happened, stream) in events)
        {
            board.Apply(happened, stream, ++position);
        }

        return board;
    }

    public static ClockPlan Plan(ClockKind clock, DateTimeOffset from, TimeSpan target) => new(clock, from, from, target, "always", "standard@1", from + target, []);

    public static ComplaintEvent.Opened Opened(
        string docket, DateTimeOffset now, Priority priority = Priority.P3, string? unit = "blr/whitefield-ps", Category category = Category.Noise, Office office = Office.None,
        Channel channel = Channel.X, params ClockChange[] clocks) =>
        new(
            docket, Source.Post, new PostRef("1-0", channel, "a1", "x/1", false, now, now, office), "a1", category, priority, [], unit, new Dictionary<Wing, string>(), null,
            office,
            category == Category.SelfHarm, now, now, null, null, null, ["1-0"], now) { Clocks = clocks };

    private void Step()
    {
        Now += TimeSpan.FromSeconds(random.Next(1, 240));
        switch (random.Next(14))
        {
            case <= 3 when open.Count < 60:
                Open();
                break;
            case 4:
                Events.Add((new FlagEvent.Raised($"{random.Next(50)}-0", Channel.X, "a", null, [Label.Threat], Label.Threat, Now, Now, [], "p", Now), $"flag/{random.Next(50)}-0"));
                break;
            case 5:
                Events.Add((random.Next(2) == 0 ? new FlagEvent.Seen("pi", Now) : new FlagEvent.Overdue(Now, Now), $"flag/{random.Next(50)}-0"));
                break;
            case 6:
                Events.Add((Account(), $"account/x/{random.Next(4)}"));
                break;
            case 7:
                Events.Add((Triage(), "author/a1"));
                break;
            case 8 when closed.Count > 0:
                Reopen();
                break;
            default:
                Work();
                break;
        }
    }

    private void Open()
    {
        var docket = Docket.Number(++intake, random.Next(8) == 0 ? 2 : 0);
        var priority = (Priority)random.Next(1, 6);
        ClockChange[] clocks = [Started(ClockKind.Acknowledge, docket), Started(ClockKind.Close, docket), .. priority == Priority.P0 ? [Started(ClockKind.Seen, docket)]
            : Array.Empty<ClockChange>()];
        open.Add(docket);
        Add(docket, Opened(docket, Now, priority, random.Next(5) == 0 ? null
            : Units[random.Next(4)], (Category)random.Next(1, 24), (Office)(random.Next(8) == 0 ? 1 : 0), Channel.X, clocks));
    }

    private void Reopen()
    {
        var docket = closed[random.Next(closed.Count)];
        closed.Remove(docket);
        open.Add(docket);
        Add(docket, new ComplaintEvent.Reopened(ReopenWhy.Officer, null, "pi", "n", Units[random.Next(4)], random.Next(2) == 0,
            Now) { Clocks = [Started(ClockKind.AnswerAgain, docket)] });
    }

    private void Work()
    {
        if (open.Count == 0)
        {
            return;
        }

        var docket = open[random.Next(open.Count)];
        var clocks = running.GetValueOrDefault(docket) ?? [];
        var clock = clocks.Count > 0 ? clocks.Order().ElementAt(random.Next(clocks.Count)) : ClockKind.Act;
        switch (random.Next(15))
        {
            case 0:
                open.Remove(docket);
                closed.Add(docket);
                running.Remove(docket);
                Add(docket, random.Next(2) == 0 ? new ComplaintEvent.Closed("pi", Now) : new ComplaintEvent.Left(new Leave(WayOut.Withdrawn, "pi", "n", null, null), null, Now));
                break;
            case <= 3 when clocks.Contains(clock):
                Add(docket, new ComplaintEvent.Breached(clock, Now, [], null, Now));
                break;
            case 4:
                Add(docket, new ComplaintEvent.Tagged(Units[random.Next(4)], new Dictionary<Wing, string>(), TagWhy.Officer, "op",
                    Now) { Clocks = [Started(ClockKind.Accept, docket)] });
                break;
            case 5:
                Add(docket, new ComplaintEvent.IncidentJoined($"i{random.Next(3)}", null, Now));
                break;
            case 6:
                Add(docket, new ComplaintEvent.IncidentLeft("i1", "acp", "n", Now));
                break;
            case 7 when clocks.Remove(clock):
                Add(docket, new ComplaintEvent.Answered(new AnswerRef("9-0", "x/1", Units[0], Now, Now, true, false, Purpose.Answer, null), true,
                    Now) { Clocks = [new(clock, ClockTurn.Met, Now)] });
                break;
            case 8:
                Add(docket, new ComplaintEvent.Paused(null, "pi", Now, Now, Now, Now) { Clocks = [new(clock, ClockTurn.Paused, Now)] });
                break;
            case 9:
                Add(docket, new ComplaintEvent.Resumed(PauseEnd.Officer, "pi", Now, Now, Now) { Clocks = [Moved(clock)] });
                break;
            case 10:
                Add(docket, new ComplaintEvent.Prioritised(Priority.P3, (Priority)random.Next(1, 6), [], null, null, null, Now) { Clocks = [Moved(clock)] });
                break;
            case 11:
                Add(docket, new ComplaintEvent.HandedOff((HandoffStage)random.Next(1, 6), "blr/cr/operator", "7", Now) { Clocks = [Started(ClockKind.Told, docket)] });
                break;
            case 12:
                Add(docket, new ComplaintEvent.Climbed(clock, 100, LadderStep.AssistantCommissioner, Units[0], "ACP", ["x"], [], Now));
                break;
            case 13:
                Events.Add((new AlertEvent.Acknowledged("pi", Now, Now), "alert/breach:" + docket));
                break;
            default:
                Add(docket, new ComplaintEvent.BreachWithdrawn(clock, Now, Now, WithdrawnWhy.DueMoved, Now));
                break;
        }
    }

    private OfficialAccountEvent Account() => random.Next(4) switch
    {
        0 => new OfficialAccountEvent.Registered("x/1", Channel.X, "h" + random.Next(9), Units[0], Rank.Inspector, [], Now),
        1 => new OfficialAccountEvent.FellSilent(Duty.Answered, random.Next(2) == 0 ? Silence.Amber : Silence.Red, Now, Now),
        2 => new OfficialAccountEvent.SpokeAgain(Now),
        _ => new OfficialAccountEvent.HandedOver(null, "pi", "acp", [], Now),
    };

    private AuthorEvent Triage()
    {
        var id = $"{random.Next(40)}-0";
        return random.Next(2) == 0 ? new AuthorEvent.PostTriaged(Facts.Post(id, 0), TriageWhy.UnsureComplaint, Now) : new AuthorEvent.TriageDismissed(id, "op", "spam", Now);
    }

    private ClockChange Started(ClockKind clock, string docket)
    {
        if (!running.TryGetValue(docket, out var clocks))
        {
            running[docket] = clocks = [];
        }

        clocks.Add(clock);
        return new(clock, ClockTurn.Started, Now, Plan(clock, Now, TimeSpan.FromMinutes(random.Next(1, 600))));
    }

    private ClockChange Moved(ClockKind clock) => new(clock, ClockTurn.Moved, Now, Plan(clock, Now, TimeSpan.FromMinutes(random.Next(-60, 600))));

    private void Add(string docket, ComplaintEvent happened) => Events.Add((happened, "complaint/" + docket));
}
