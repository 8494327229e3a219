using System.Diagnostics;
using Monitor.Core.Posts;

namespace Monitor.Core.Flags;

/// <summary>What stays the same while a flag goes through its phases.</summary>
/// <param name="Gone">Withdrawn on the platform.</param>
public sealed record FlaggedPost(string Id, string? Unit, IReadOnlyList<Label> Labels, DateTimeOffset StartedAt, bool Gone);

/// <summary>A flagged post, by post id: raised with its labels, seen by a person within its clock or climbing, and its result (design section 4).</summary>
public abstract record Flag : IGrain<Flag, FlagCommand, FlagEvent>
{
    /// <summary>So many different people are remembered as having seen it; who comes later is not recorded again.</summary>
    private const int SeersMax = 16;

    public sealed record None : Flag;

    /// <param name="Climbed">Steps of the ladder that are behind it.</param>
    public sealed record Waiting(FlaggedPost Post, IReadOnlyList<FlagStep> Steps, DateTimeOffset SeeBy, bool Late, int Climbed) : Flag;

    public sealed record Seen(FlaggedPost Post, IReadOnlyList<string> By) : Flag;

    public sealed record Resolved(FlaggedPost Post, IReadOnlyList<string> By, FlagResult Result) : Flag;

    public static string Kind => "flag";

    public static Flag Initial { get; } = new None();

    public static FlagCommand Wake { get; } = new FlagCommand.Wake();

    public DateTimeOffset? NextDeadline => this switch
    {
        Waiting { Late: false } s => s.SeeBy,
        Waiting s when s.Climbed < s.Steps.Count => s.Steps[s.Climbed].DueAt,
        _ => null,
    };

    public Decision<FlagEvent> Decide(FlagCommand command, Rulebook rulebook, DateTimeOffset now) => (this, command) switch
    {
        (None, FlagCommand.Raise c) => Raise(c, rulebook, now),
        (_, FlagCommand.Raise c) => Relabel(c, rulebook, now),
        (None, FlagCommand.See or FlagCommand.Resolve or FlagCommand.Reopen) => new Refusal("no-such-flag", "This post carries no flag."),
        (None, _) => Decision.Nothing,

        (_, FlagCommand.NotePostGone) => About.Gone ? Decision.Nothing : new FlagEvent.PostGone(now),

        (Waiting, FlagCommand.See c) => new FlagEvent.Seen(c.By, now),
        (Waiting, FlagCommand.Resolve c) => Missing(c) is { } refusal ? refusal : new FlagEvent[] { new FlagEvent.Seen(c.By, now), Resolution(c, now) },
        (Waiting, FlagCommand.Reopen) => Decision.Nothing,
        (Waiting s, FlagCommand.Wake) => Climb(s, rulebook, now),

        (Seen s, FlagCommand.See c) => s.By.Contains(c.By) || s.By.Count >= SeersMax ? Decision.Nothing : new FlagEvent.Seen(c.By, now),
        (Seen, FlagCommand.Resolve c) => Missing(c) is { } refusal ? refusal : Resolution(c, now),
        (Seen, FlagCommand.Reopen) => Decision.Nothing,

        (Resolved s, FlagCommand.See c) => s.By.Contains(c.By) || s.By.Count >= SeersMax ? Decision.Nothing : new FlagEvent.Seen(c.By, now),
        (Resolved s, FlagCommand.Resolve c) when s.Result == c.Result => Decision.Nothing,
        (Resolved s, FlagCommand.Resolve) => new Refusal("already-resolved", $"The flag has a result ({s.Result}); take it back first, with a reason."),
        (Resolved, FlagCommand.Reopen c) =>
            string.IsNullOrWhiteSpace(c.Why) ? new Refusal("reason-needed", "Say why the result is taken back.") : new FlagEvent.Reopened(c.By, c.Why, now),

        (Seen or Resolved, FlagCommand.Wake) => Decision.Nothing,
        _ => throw new UnreachableException($"{command.GetType().Name} is not decided for {GetType().Name}"),
    };

    public Flag Evolve(FlagEvent happened) => (this, happened) switch
    {
        (None, FlagEvent.Raised e) => new Waiting(new FlaggedPost(e.Post, e.Unit, e.Labels, e.StartedAt, false), e.Steps, e.SeeBy, false, 0),
        (Waiting s, FlagEvent.Relabelled e) => s with { Post = Relabelled(s.Post, e), SeeBy = e.SeeBy, Steps = e.Steps },
        (Seen s, FlagEvent.Relabelled e) => new Waiting(Relabelled(s.Post, e), e.Steps, e.SeeBy, false, 0),
        (Resolved s, FlagEvent.Relabelled e) => new Waiting(Relabelled(s.Post, e), e.Steps, e.SeeBy, false, 0),
        (Waiting s, FlagEvent.Seen e) => new Seen(s.Post, [e.By]),
        (Seen s, FlagEvent.Seen e) => s with { By = [.. s.By, e.By] },
        (Resolved s, FlagEvent.Seen e) => s with { By = [.. s.By, e.By] },
        (Waiting s, FlagEvent.Overdue) => s with { Late = true },
        (Waiting s, FlagEvent.Climbed e) => s with { Climbed = s.Steps.Count(step => step.Step <= e.Step) },
        (Seen s, FlagEvent.Resolved e) => new Resolved(s.Post, s.By, e.Result),
        (Resolved s, FlagEvent.Reopened) => new Seen(s.Post, s.By),
        (Waiting s, FlagEvent.PostGone) => s with { Post = s.Post with { Gone = true } },
        (Seen s, FlagEvent.PostGone) => s with { Post = s.Post with { Gone = true } },
        (Resolved s, FlagEvent.PostGone) => s with { Post = s.Post with { Gone = true } },
        _ => throw new UnreachableException($"{happened.GetType().Name} cannot happen to {GetType().Name}"),
    };

    private FlaggedPost About => this switch
    {
        Waiting s => s.Post,
        Seen s => s.Post,
        Resolved s => s.Post,
        _ => throw new UnreachableException($"{GetType().Name} has no post"),
    };

    private static Decision<FlagEvent> Raise(FlagCommand.Raise c, Rulebook rulebook, DateTimeOffset now)
    {
        if (c.Labels.Count == 0)
        {
            return Decision.Nothing;
        }

        var label = rulebook.Flags.Gravest(c.Labels);
        return new FlagEvent.Raised(
            c.Post, c.Channel, c.Author, UnitOf(c, rulebook), c.Labels, label, c.ReceivedAt, c.ReceivedAt + rulebook.Flags.Within(label), rulebook.Flags.Steps(label, c.ReceivedAt),
            Policy(label, rulebook), now);
    }

    private static string? UnitOf(FlagCommand.Raise c, Rulebook rulebook) => c.Unit ?? rulebook.Seats.All.FirstOrDefault(seat => seat.Id == c.Account)?.UnitId;

    private static FlaggedPost Relabelled(FlaggedPost post, FlagEvent.Relabelled happened) => post with { Labels = happened.Labels, Unit = post.Unit ?? happened.Unit };

    /// <summary>Labels that were not there before make it wait again, for a person has not seen those words.</summary>
    private Decision<FlagEvent> Relabel(FlagCommand.Raise c, Rulebook rulebook, DateTimeOffset now)
    {
        var added = c.Labels.Except(About.Labels).ToList();
        if (added.Count == 0)
        {
            return Decision.Nothing;
        }

        Label[] all = [.. About.Labels, .. added];
        var label = rulebook.Flags.Gravest(this is Waiting ? all : added);
        var startedAt = this is Waiting ? About.StartedAt : now;
        var policy = rulebook.Flags;
        var unit = About.Unit is null ? UnitOf(c, rulebook) : null;
        if (this is Waiting s && s.SeeBy <= startedAt + policy.Within(label))
        {
            return new FlagEvent.Relabelled(all, label, s.SeeBy, s.Steps, Policy(label, rulebook), now) { Unit = unit };
        }

        return new FlagEvent.Relabelled(all, label, startedAt + policy.Within(label), policy.Steps(label, startedAt), Policy(label, rulebook), now) { Unit = unit };
    }

    /// <summary>Tells only the highest step that is due; one with nobody on duty is passed at once and says so (design sections 4 and 5).</summary>
    private static Decision<FlagEvent> Climb(Waiting s, Rulebook rulebook, DateTimeOffset now)
    {
        var events = new List<FlagEvent>(2);
        if (!s.Late && s.SeeBy <= now)
        {
            events.Add(new FlagEvent.Overdue(s.SeeBy, now));
        }

        if (s.Climbed >= s.Steps.Count || s.Steps[s.Climbed].DueAt > now)
        {
            return events;
        }

        var due = s.Steps.Last(step => step.DueAt <= now);
        var ladder = s.Post.Unit is { } unit ? rulebook.Roster.Ladder(unit, now) : [];
        var passed = ladder.Where(rung => rung.Step >= due.Step).TakeWhile(rung => rung.OnDuty.Count == 0).ToList();
        var reached = ladder.FirstOrDefault(rung => rung.Step >= due.Step && rung.OnDuty.Count > 0);
        events.Add(new FlagEvent.Climbed(
            reached?.Step ?? s.Steps[^1].Step,
            reached is null ? [] : [.. reached.OnDuty.Select(officer => officer.Id)],
            ladder.Count == 0 ? ["No unit is known, so there is no ladder."] : [.. passed.Select(rung => rung.PassedBecause ?? "Nobody is on duty.")],
            due.DueAt,
            now) { Unit = s.Post.Unit });
        return events;
    }

    private static string Policy(Label label, Rulebook rulebook) => $"{label} within {rulebook.Flags.Within(label):c}, rulebook {rulebook.Version}";

    private static Refusal? Missing(FlagCommand.Resolve c) => c.Result switch
    {
        FlagResult.None => new Refusal("result-needed", "Say what came of it: harmless, answered with facts, to a station, or to a case."),
        FlagResult.Harmless => null,
        _ => string.IsNullOrWhiteSpace(c.Reference) ? new Refusal("reference-needed", "Name the answer, the docket or the case.") : null,
    };

    private static FlagEvent.Resolved Resolution(FlagCommand.Resolve c, DateTimeOffset now) => new(c.Result, c.By, c.Reference, c.Note, now);
}
