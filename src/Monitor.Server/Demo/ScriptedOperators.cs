using System.Collections.Concurrent;
using Monitor.Channels.Scenario;
using Monitor.Core;
using Monitor.Core.Alerts;
using Monitor.Core.Authors;
using Monitor.Core.Board;
using Monitor.Core.Flags;
using Monitor.Core.Organisation;
using Monitor.Core.Posts;
using Monitor.Runtime.Followers;
using Monitor.Runtime.Grains;

namespace Monitor.Server.Demo;

/// <summary>
/// The demo's control room: whoever is told of an alert acknowledges it within minutes, flagged posts are seen within their clock but for one in twenty, and triage is
/// sorted. Through the same turns as a person; chance comes from the scenario's seed and the subject, so the same day decides the same again.
/// </summary>
/// <param name="force">First part of the scenario's unit ids: whose control room works where a post names no unit.</param>
public sealed class ScriptedOperators(Officers officers, string force, IGrainHost grains, Func<Rulebook> rulebook)
{
    private readonly ConcurrentQueue<(DateTimeOffset At, Errand Errand)> heard = new();
    private readonly PriorityQueue<Errand, DateTimeOffset> plan = new();

    /// <param name="Subject">The stream that it is about: a subject's errands are run in their order.</param>
    private sealed record Errand(string Subject, Func<DateTimeOffset, Task> Run);

    /// <summary>Dockets that nobody touches, so that a cue's clock runs out; their alerts are not acknowledged either, or they would leave the wall.</summary>
    public ConcurrentDictionary<string, bool> LeftAlone { get; } = new();

    /// <summary>Called on the follower's thread: plans, does nothing yet.</summary>
    public void Apply(FeedEvent happened)
    {
        var key = StreamName.KeyOf(happened.Stream);
        switch (happened.Event)
        {
            case AlertEvent.Told e:
                foreach (var person in e.People.Where(person => person.Reason != TellReason.Repeat))
                {
                    var within = Between(key + person.Officer, 40, 300);
                    Later(e.At.AddSeconds(within), happened.Stream, now => Acknowledge(happened.Stream, person.Officer));
                }

                break;
            case FlagEvent.Raised e:
                var share = Chance(key + "missed") < 0.05 ? Between(key, 1.1, 1.4) : Between(key, 0.05, 0.6);
                var soon = Math.Min(share, e.SeeBy - e.StartedAt > TimeSpan.FromHours(1) ? 0.2 : 2);
                Later(e.StartedAt + ((e.SeeBy - e.StartedAt) * soon), happened.Stream, now => See(happened.Stream, now));
                break;
            case FlagEvent.Climbed e:
                Later(e.At.AddSeconds(Between(key, 40, 150)), happened.Stream, now => See(happened.Stream, now));
                break;
            case FlagEvent.Seen e:
                Later(e.At.AddMinutes(Between(key, 3, 20)), happened.Stream, now => Resolve(happened.Stream, e.By));
                break;
            case AuthorEvent.PostTriaged { Post.Channel: not Channel.Canary } e:
                Sort(new TriageItem(e.Post.Id, e.Why, key, null, null, e.At));
                break;
            case AuthorEvent.AnswerUnmatched e:
                Sort(new TriageItem(e.Answer.Id, TriageWhy.UnmatchedAnswer, key, null, null, e.At));
                break;
            case AuthorEvent.TagProposed e:
                Sort(new TriageItem(e.Answer.Id, TriageWhy.UnitTagProposed, key, e.Docket, e.Unit, e.At));
                break;
        }
    }

    /// <summary>Plans what waits in triage: also what was there before a restart.</summary>
    public void Sort(TriageItem item) => Later(item.At.AddSeconds(Between(item.Id, 60, 360)), StreamName.Of(Author.Kind, item.Author), now => Settle(item, now));

    public async Task Work(DateTimeOffset now)
    {
        while (heard.TryDequeue(out var errand))
        {
            plan.Enqueue(errand.Errand, errand.At);
        }

        List<Errand> due = [];
        while (plan.TryPeek(out var errand, out var at) && at <= now)
        {
            due.Add(plan.Dequeue());
        }

        await ManyHands.Each(due, errand => errand.Subject, errand => errand.Run(now));
    }

    private void Later(DateTimeOffset at, string subject, Func<DateTimeOffset, Task> run) => heard.Enqueue((at, new Errand(subject, run)));

    /// <summary>An alert of a clock is keyed <c>breach:1042-7/accept</c>.</summary>
    private static string DocketOf(string alert) => alert[(alert.LastIndexOf(':') + 1)..].Split('/')[0];

    private async Task Acknowledge(string alert, string officer)
    {
        if (!LeftAlone.ContainsKey(DocketOf(alert)) && (await grains.Look(alert)).State is Alert.Open)
        {
            await grains.Ask(new Ask(alert, new AlertCommand.Acknowledge(officer)));
        }
    }

    private async Task See(string flag, DateTimeOffset now)
    {
        if ((await grains.Look(flag)).State is Flag.Waiting && Operator(flag, now) is { } by)
        {
            await grains.Ask(new Ask(flag, new FlagCommand.See(by)));
        }
    }

    private async Task Resolve(string flag, string by)
    {
        if ((await grains.Look(flag)).State is Flag.Seen)
        {
            var result = Chance(flag + "result") switch { < 0.4 => FlagResult.Harmless, < 0.6 => FlagResult.AnsweredWithFacts, _ => FlagResult.ToStation };
            await grains.Ask(new Ask(flag, new FlagCommand.Resolve(result, by, result == FlagResult.Harmless ? null : "diary " + StreamName.KeyOf(flag), null)));
        }
    }

    private async Task Settle(TriageItem item, DateTimeOffset now)
    {
        var author = StreamName.Of(Author.Kind, item.Author);
        if ((await grains.Look(author)).State is not Author.Known known)
        {
            return;
        }

        if (Operator(item.Id, now) is not { } by)
        {
            Later(now.AddMinutes(5), author, later => Settle(item, later));
            return;
        }

        AuthorCommand? command = item.Why switch
        {
            TriageWhy.UnmatchedAnswer => (known.Dockets.LastOrDefault(docket => docket.IsOpen) ?? known.Dockets.LastOrDefault()) is { } held
                ? new AuthorCommand.MatchAnswer(item.Id, held.Docket, by)
                : new AuthorCommand.DismissTriaged(item.Id, by, "answers no docket"),
            TriageWhy.UnitTagProposed => new AuthorCommand.SettleTag(item.Id, item.Unit!, Chance(item.Id + "take") < 0.3, by),
            _ => known.Waiting.FirstOrDefault(post => post.Id == item.Id) is not { } post ? null
                : item.Why != TriageWhy.UnsureComplaint || post.Verdict.ComplaintProbability >= 0.5
                    ? new AuthorCommand.OpenTriaged(item.Id, null, by)
                    : new AuthorCommand.DismissTriaged(item.Id, by, "asks for nothing"),
        };
        if (command is not null)
        {
            await grains.Ask(new Ask(author, command));
        }
    }

    /// <summary>One of the control room's who is on duty, chosen by the subject; null when nobody is.</summary>
    private string? Operator(string subject, DateTimeOffset now)
    {
        var rules = rulebook();
        var onDuty = rules.Units.All.Where(unit => unit.Wing == Wing.ControlRoom && unit.Id.StartsWith(force + "/", StringComparison.Ordinal))
            .OrderBy(unit => unit.Id, StringComparer.Ordinal).SelectMany(unit => rules.Roster.OnDuty(unit.Id, now)).ToList();
        return onDuty.Count == 0 ? null : onDuty[(int)(Chance(subject + "by") * onDuty.Count)].Id;
    }

    private double Between(string what, double from, double to) => from + (Chance(what) * (to - from));

    private double Chance(string what) => Script.Chance($"{officers.Seed}/{what}");
}
