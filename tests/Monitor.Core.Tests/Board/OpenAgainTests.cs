using Monitor.Core.Authors;
using Monitor.Core.Board;
using Monitor.Core.Complaints;
using Monitor.Core.Incidents;
using Monitor.Core.Posts;
using Monitor.Core.Tests.Complaints;
using Xunit;
using static Monitor.Core.Tests.Complaints.World;

namespace Monitor.Core.Tests.Board;

/// <summary>Whatever way a docket is open again, the board, its Author and its incident know of it.</summary>
public sealed class OpenAgainTests
{
    [Fact]
    public void An_appealed_docket_is_back_on_the_board_with_its_Author_and_in_its_incident() =>
        Back(Closed().Done(new ComplaintCommand.Appeal(Operator, "not content"), At(100)).Events);

    [Fact]
    public void A_closed_docket_whose_report_was_returned_is_back_on_the_board_with_its_Author_and_in_its_incident() =>
        Back(Closed().Done(new ComplaintCommand.ReturnReport(Dcp, "say what was done"), At(60)).Events);

    [Fact]
    public void Along_every_life_the_board_and_the_Author_hold_open_what_the_complaint_does()
    {
        for (var seed = 0; seed < 120; seed++)
        {
            var (board, state, held, position) = (new LiveBoard(), Complaint.Initial, true, 0L);
            foreach (var happened in Walk.Of(seed).Events)
            {
                state = state.Evolve(happened);
                board.Apply(happened, "complaint/" + Number, ++position);
                held = DocketCloser.Of(Number, happened).Select(each => each.Command).Aggregate(held, (open, command) => command switch
                {
                    AuthorCommand.CloseDocket => false,
                    AuthorCommand.ReopenDocket => true,
                    _ => open,
                });
                Assert.True(board.Open == (state.IsOpen ? 1 : 0), $"seed {seed}: {board.Open} on the board after {happened}");
                var atRisk = state is Complaint.Live { IsOpen: true, Folder: { IsP0: true, HandedOff: < HandoffStage.Outcome } };
                Assert.True(board.View().AtRiskCount == (atRisk ? 1 : 0), $"seed {seed}: {board.View().AtRiskCount} at risk on the board after {happened}");
                Assert.True(held == state.IsOpen, $"seed {seed}: the Author holds it open: {held}, after {happened}");
            }
        }
    }

    [Fact]
    public void Along_every_life_the_board_lists_it_in_the_phase_that_it_is_in()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var (board, state, position) = (new LiveBoard(), Complaint.Initial, 0L);
            foreach (var happened in Walk.Of(seed).Events)
            {
                state = state.Evolve(happened);
                board.Apply(happened, "complaint/" + Number, ++position);
                Assert.True(Phase(state) == board.Find(Number)!.State, $"seed {seed}: {board.Find(Number)!.State} on the board, {Phase(state)} in truth, after {happened}");
            }
        }
    }

    [Fact]
    public void Whoever_sends_a_docket_back_it_is_listed_where_it_waits()
    {
        var leave = new ComplaintCommand.Dismiss(new Leave(WayOut.NotAComplaint, Operator, "a joke", null, null));
        var back = new ComplaintCommand.Return(Acp, "it is one");
        Listed("tagged", Post(category: Category.Assault), leave, back);
        Listed("new", Post(category: Category.Assault, unit: null), leave, back);
        Listed("accepted", Post(category: Category.Assault), new ComplaintCommand.Accept(Inspector), leave, back);
        ComplaintCommand[] approved =
        [
            new ComplaintCommand.Accept(Inspector), new ComplaintCommand.Act(Fir(), Inspector), new ComplaintCommand.Check(Acp), new ComplaintCommand.AddAnswer(Answer("9-0", 3.5)),
        ];
        var returned = new ComplaintCommand.ReturnReport(Dcp, "say what was done");
        var gone = new ComplaintCommand.DeletePost("9-0");
        Listed("checked", Post(), approved);
        Listed("accepted", Post(), [.. approved, returned]);
        Listed("accepted", Post(), [.. approved, new ComplaintCommand.Close(Inspector), returned]);
        Listed("checked", Post(), [.. approved, new ComplaintCommand.Close(Inspector), gone]);
    }

    /// <summary>The commands come a minute after each other.</summary>
    private static void Listed(string state, PostFacts first, params ComplaintCommand[] commands)
    {
        var spec = Opened(first);
        var board = Feed.Fold(spec.Events.Select(happened => ((IEvent)happened, "complaint/" + Number)));
        foreach (var (command, minute) in commands.Select((command, index) => (command, index + 1)))
        {
            spec.Done(command, At(minute));
            Feed.Fold(spec.Events.Select(happened => ((IEvent)happened, "complaint/" + Number)), board, board.Position);
        }

        Assert.Equal((state, state), (Phase(spec.State), board.Find(Number)!.State));
    }

    private static string Phase(Complaint state) => state switch
    {
        Complaint.Live { IsOpen: true, Folder.Pause: not null } => "paused",
        Complaint.Untagged => "new",
        Complaint.Approved => "checked",
        _ => state.GetType().Name.ToLowerInvariant(),
    };

    private static void Back(IReadOnlyList<ComplaintEvent> again)
    {
        var stream = "complaint/" + Number;
        var board = Feed.Fold([(Opened().Events[0], stream), (new ComplaintEvent.Closed(Inspector, At(28)), stream)]);
        Assert.Equal(0, board.Open);
        Assert.Equal(1, Feed.Fold(again.Select(happened => ((IEvent)happened, stream)), board, 2).Open);
        Assert.Contains(again.SelectMany(happened => DocketCloser.Of(Number, happened)), each => each == ("author-1", new AuthorCommand.ReopenDocket(Number)));
        var inIncident = again.Select(happened => happened switch
        {
            ComplaintEvent.Appealed e => e with { Incident = "i-1" },
            ComplaintEvent.ReportReturned e => e with { Incident = "i-1" },
            _ => happened,
        });
        Assert.Contains(inIncident.SelectMany(happened => IncidentCounter.Of(Number, happened)), each => each == ("i-1", new IncidentCommand.ReopenComplaint(Number)));
    }
}
