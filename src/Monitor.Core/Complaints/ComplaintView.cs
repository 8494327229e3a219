using Monitor.Core.Posts;
using Monitor.Core.Sla;

namespace Monitor.Core.Complaints;

/// <summary>How a clock stands for a reader.</summary>
public enum ClockState : byte { None = 0, Running, Late, Paused, Met, MetLate, Dropped }

/// <summary>One clock by one measure. Screens say which measure they show.</summary>
/// <param name="DueAt">Null while paused.</param>
/// <param name="EndedAt">When it was met or dropped.</param>
/// <param name="Rank">The step that it has climbed to; the citizen's measure has no ladder.</param>
public sealed record ClockView(
    ClockKind Clock, Measure Measure, DateTimeOffset StartedAt, DateTimeOffset? DueAt, DateTimeOffset? EndedAt, ClockState State, string Policy, Organisation.LadderStep Rank,
    Explanation Explanation);

/// <summary>The four stamps of closing, and what is still missing.</summary>
/// <param name="Missing">One sentence; null when every stamp is there.</param>
public sealed record Stamps(
    string? ActedBy, DateTimeOffset? ActedAt, Approval? Check, Approval? SecondCheck, bool SecondCheckNeeded, string? Answer, DateTimeOffset? AnsweredAt,
    DateTimeOffset? DeliveryHeldAt, string? Missing);

/// <summary>A complaint as readers see it (design section 12). Holds no words of citizens. Officers of <see cref="HiddenFrom"/> may not see it.</summary>
/// <param name="Version">Of the stream; commands name it in If-Match.</param>
/// <param name="State">As <see cref="Phases.Name"/> says.</param>
/// <param name="OrphanFor">Time without a unit that had accepted it.</param>
public sealed record ComplaintView(
    string Docket, long Version, string State, Priority Priority, IReadOnlyList<PriorityReason> Reasons, Category Category, string? Unit, IReadOnlyDictionary<Wing, string> Wings,
    string? HiddenFrom, string? AuthorId, Channel Channel, Source Source, Office Office, IReadOnlyList<string> PostIds, int PostCount, string? Incident, DateTimeOffset PostedAt,
    DateTimeOffset ReceivedAt, string? AcceptedBy, string? Lane, TimeSpan OrphanFor, int PingPong, int Reminders, int Rounds, ActionTaken? Action,
    IReadOnlyList<HandoffDone> Handoffs, IReadOnlyList<string> Links, Leave? Leave, IReadOnlyList<ClockView> Clocks, Stamps Stamps)
{
    /// <summary>Null for a docket that was never opened.</summary>
    public static ComplaintView? Of(Complaint state, long version, Rulebook rulebook, DateTimeOffset now)
    {
        if (state is not Complaint.Live { Folder: { } folder })
        {
            return null;
        }

        var leave = state switch
        {
            Complaint.Leaving leaving => leaving.Leave,
            Complaint.Left left => left.Leave,
            _ => null,
        };
        var orphan = folder.OrphanFor + (folder.OwnerlessSinceAt is { } since && now > since ? now - since : TimeSpan.Zero);
        return new ComplaintView(
            folder.Docket, version, Phases.Name(state), folder.Priority, folder.Reasons, folder.Category, folder.Unit, folder.Wings, folder.Against, folder.Author, folder.Channel,
            folder.Source, folder.Office, [.. folder.Posts.Select(post => post.Id)], folder.PostCount, folder.Incident, folder.PostedAt, folder.ReceivedAt, folder.AcceptedBy,
            folder.Lane, orphan, folder.PingPong, folder.Reminders, folder.Rounds, folder.Action, folder.Handoffs, folder.Links, leave,
            [.. folder.Clocks.SelectMany(clock => Views(folder, clock, rulebook, now))], StampsOf(state, folder));
    }

    /// <summary>The clock that runs out first, for lists; null when none runs.</summary>
    public ClockView? Next => Clocks
        .Where(clock => clock is { Measure: Measure.Unit, DueAt: not null, State: ClockState.Running or ClockState.Late })
        .MinBy(clock => clock.DueAt);

    private static IEnumerable<ClockView> Views(Folder folder, Clock clock, Rulebook rulebook, DateTimeOffset now)
    {
        var plan = clock.Plan;
        var state = clock.Standing switch
        {
            ClockStanding.Running => clock.Breached || plan.DueAt <= now ? ClockState.Late : ClockState.Running,
            ClockStanding.Paused => ClockState.Paused,
            ClockStanding.Met => clock.Breached ? ClockState.MetLate : ClockState.Met,
            ClockStanding.Dropped => ClockState.Dropped,
            _ => throw new System.Diagnostics.UnreachableException($"{clock.Standing}"),
        };
        var paused = clock.Standing == ClockStanding.Paused;
        yield return new ClockView(
            clock.Kind, Measure.Unit, plan.FromAt, paused ? null : plan.DueAt, paused ? null : clock.EndedAt, state, plan.Policy, clock.ClimbedTo,
            Explanation.OfUnit(folder, clock, rulebook.Policies));
        if (clock.Kind is not (ClockKind.Acknowledge or ClockKind.AnswerAgain or ClockKind.Close))
        {
            yield break;
        }

        var due = plan.CitizenFromAt + plan.Target;
        var citizen = clock.Standing switch
        {
            ClockStanding.Met => clock.EndedAt <= due ? ClockState.Met : ClockState.MetLate,
            ClockStanding.Dropped => ClockState.Dropped,
            _ => due <= now ? ClockState.Late : ClockState.Running,
        };
        yield return new ClockView(
            clock.Kind, Measure.Citizen, plan.CitizenFromAt, due, clock.IsOpen ? null : clock.EndedAt, citizen, plan.Policy, Organisation.LadderStep.None,
            Explanation.OfCitizen(plan));
    }

    private static Stamps StampsOf(Complaint state, Folder folder) => new(
        folder.Action is null ? null : folder.Actors.LastOrDefault(), folder.ActedAt, folder.Check, folder.SecondCheck, folder.NeedsSecondCheck, folder.FinalAnswer?.Id,
        folder.FinalAnswer?.PostedAt, folder.FinalAnswer?.HeldAt, state.IsOpen ? Ending.Missing(state, folder) : null);
}
