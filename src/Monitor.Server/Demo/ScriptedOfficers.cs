using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Monitor.Channels.Scenario;
using Monitor.Classifier;
using Monitor.Core;
using Monitor.Core.Accounts;
using Monitor.Core.Board;
using Monitor.Core.Complaints;
using Monitor.Core.Organisation;
using Monitor.Core.Posts;
using Monitor.Runtime.Followers;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Journal;

namespace Monitor.Server.Demo;

/// <summary>
/// Carries the script out: hears of every change of a docket, plans its next step, and does what is due through the same turns as a person. What a desk officer writes
/// gets its delivery id here, since the demo sends nothing to any citizen.
/// </summary>
public sealed class ScriptedOfficers(
    Officers officers, string force, Poster poster, IGrainHost grains, IJournal journal, Func<Rulebook> rulebook, Func<SignedBody, Task> deliver) : IReadModel
{
    /// <summary>When to look again at a docket on which nobody could act.</summary>
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMinutes(10);

    /// <summary>When a step that was done, but left no trace on its docket, is tried in another way.</summary>
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromMinutes(3);

    /// <summary>What is left of a wait where too many dockets are open.</summary>
    private const double Hurry = 0.2;

    private readonly Script script = new(officers, force);
    private readonly AccountKeepers keepers = new(officers, poster, grains, rulebook, deliver);
    private readonly ScriptedOperators operators = new(officers, force, grains, rulebook);
    private bool begun;
    private readonly ConcurrentDictionary<string, DateTimeOffset> changed = new();
    private readonly ConcurrentQueue<(string Docket, string Post)> written = new();
    private readonly Lock gate = new();
    private readonly PriorityQueue<(string Docket, Planned Step), DateTimeOffset> plan = new();
    private readonly Dictionary<string, Planned> planned = [];
    private int sequence;
    private int done;

    /// <param name="What">Tells a docket's steps apart, so that a reminder or a climb does not put off the one that is planned.</param>
    /// <param name="Step">Null: look at the docket again.</param>
    private sealed record Planned(string What, DateTimeOffset At, ScriptStep? Step);

    public string Name => "scripted-officers";

    /// <summary>Commands that a grain refused: a script may be wrong about who may do what, a demo must not hide it.</summary>
    public ConcurrentDictionary<string, int> Refused { get; } = new();

    /// <summary>Steps done since the start.</summary>
    public int Done => done;

    /// <summary>
    /// How many dockets more are open than are to be; null while nobody counts. With none too many a docket that is ready to be closed stays open; with some too many the
    /// last steps, which no citizen waits for, come soon.
    /// </summary>
    public Func<DateTimeOffset, int?> Surplus { get; init; } = static _ => null;

    /// <summary>Says in which language the citizen wrote. Default: the model that comes with this build.</summary>
    public Func<string, Verdict> Classify { get; init; } = static text => PostClassifier.Shipped.Classify(text);

    /// <summary>When every docket is taken up at once and answered soon, so that what is late on the wall is late for the story.</summary>
    public Func<DateTimeOffset, bool> IsAttentive { get; init; } = static _ => false;

    public async ValueTask<Checkpoint> Open(CancellationToken cancellation) => new(journal.Epoch, await journal.Head(cancellation));

    public ValueTask Restart(long epoch, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask Applied(Checkpoint reached, CancellationToken cancellation) => ValueTask.CompletedTask;

    public void Apply(FeedEvent happened)
    {
        operators.Apply(happened);
        if (happened.Event is ComplaintEvent of)
        {
            var docket = StreamName.KeyOf(happened.Stream);
            changed[docket] = of.At;
            if (of is ComplaintEvent.ReplyWritten reply)
            {
                written.Enqueue((docket, reply.Post));
            }
        }
    }

    /// <summary>After a restart: dockets that were open before, and what waited in triage.</summary>
    public void Resume(IEnumerable<string> open, IEnumerable<TriageItem> triage, DateTimeOffset now)
    {
        foreach (var docket in open)
        {
            changed[docket] = now;
        }

        foreach (var item in triage.Where(item => item.Author.Length > 0))
        {
            operators.Sort(item with { At = now });
        }
    }

    /// <summary>Nobody touches the docket, so that a cue's clock runs out; or somebody may again.</summary>
    public void Leave(string docket, bool alone)
    {
        if (alone)
        {
            operators.LeftAlone[docket] = true;
        }
        else if (operators.LeftAlone.TryRemove(docket, out _))
        {
            changed[docket] = DateTimeOffset.MinValue;
        }
    }

    /// <summary>Plans what changed and does what is due.</summary>
    public async Task Work(DateTimeOffset now, CancellationToken cancellation)
    {
        if (!begun)
        {
            begun = true;
            keepers.Begin(now);
        }

        await keepers.Work(now);
        await operators.Work(now);
        List<(string Docket, string Post)> messages = [];
        while (written.TryDequeue(out var message))
        {
            messages.Add(message);
        }

        await ManyHands.Each(
            messages, message => message.Docket, message => Ask(message.Docket, new ComplaintCommand.NoteDelivery(message.Post, DeliveryState.Sent), []));

        // In an order of their own: that of the dictionary differs from process to process.
        if (!changed.IsEmpty)
        {
            await ManyHands.Each(changed.Keys.Order(StringComparer.Ordinal).ToList(), docket => docket, docket => changed.TryRemove(docket, out var at)
                ? Plan(docket, at == DateTimeOffset.MinValue ? now : at)
                : Task.CompletedTask);
        }

        await ManyHands.Each(Due(now), next => next.Docket, next => Take(next.Docket, next.Step, now, cancellation));
    }

    private List<(string Docket, Planned Step)> Due(DateTimeOffset now)
    {
        List<(string, Planned)> due = [];
        lock (gate)
        {
            while (plan.TryPeek(out var next, out var at) && at <= now)
            {
                plan.Dequeue();
                if (ReferenceEquals(planned.GetValueOrDefault(next.Docket), next.Step))
                {
                    planned.Remove(next.Docket);
                    due.Add(next);
                }
            }
        }

        return due;
    }

    private async Task Take(string docket, Planned next, DateTimeOffset now, CancellationToken cancellation)
    {
        if (next.Step is not { } step || operators.LeftAlone.ContainsKey(docket))
        {
            await Plan(docket, now, atDesk: true);
            return;
        }

        if (step.Command is ComplaintCommand.Close && Surplus(now) <= 0)
        {
            lock (gate)
            {
                Put(docket, new Planned("", now + TryAgainAfter, null));
            }

            return;
        }

        await Do(docket, step, now, cancellation);
        lock (gate)
        {
            Put(docket, new Planned("", now + TryAgainAfter, null));
        }
    }

    private async Task Plan(string docket, DateTimeOffset at, bool atDesk = false)
    {
        var state = operators.LeftAlone.ContainsKey(docket) ? null : (await grains.Look(StreamName.Of(Complaint.Kind, docket))).State as Complaint;
        if (state is null || !Script.IsForScript(state))
        {
            lock (gate)
            {
                planned.Remove(docket);
            }

            return;
        }

        var next = script.Next(state, rulebook(), at, atDesk, IsAttentive(at)) is { } found && Hurried(state, found, at) is var step
            ? new Planned($"{state.GetType().Name} {step.Command?.GetType().Name} {(step.Command as ComplaintCommand.Handoff)?.Stage}", step.At, step)
            : new Planned("", at + LookAgainAfter, null);
        lock (gate)
        {
            if (planned.GetValueOrDefault(docket) is not { } already || already.What != next.What || already.At > next.At)
            {
                Put(docket, next);
            }
        }
    }

    private ScriptStep Hurried(Complaint state, ScriptStep step, DateTimeOffset at) =>
        state is Complaint.Acted or Complaint.Checked or Complaint.Approved or Complaint.Leaving && Surplus(at) > 0 ? step with { At = at + ((step.At - at) * Hurry) } : step;

    /// <summary>Under the gate.</summary>
    private void Put(string docket, Planned next)
    {
        planned[docket] = next;
        plan.Enqueue((docket, next), next.At);
    }

    private async Task Do(string docket, ScriptStep step, DateTimeOffset now, CancellationToken cancellation)
    {
        Interlocked.Increment(ref done);
        if (step.ReplyFrom is { } seat)
        {
            var folder = await FolderOf(docket);
            if (await LastPost(folder, cancellation) is { PlatformId: { } to, PlatformAuthorId: { } author } post)
            {
                var words = Words(post, docket, folder) + Receiver(folder, seat);
                await deliver(poster.Answer(seat, author, to, post.Kind == "private-message", words, Interlocked.Increment(ref sequence), now));
            }
        }
        else if (step.Command is ComplaintCommand.Reply reply)
        {
            var folder = await FolderOf(docket);
            var row = await Write(Words(await LastPost(folder, cancellation), docket, folder), reply.Account, now, cancellation);
            await Ask(docket, reply with { Post = row.Id }, [row]);
            // What the outbox will say when it sends: the account has answered.
            await grains.Ask(new Ask(StreamName.Of(OfficialAccount.Kind, reply.Account), new OfficialAccountCommand.NoteAnswer(row.Id, now)));
        }
        else if (step.Command is { } command)
        {
            await Ask(docket, command, []);
        }
    }

    /// <summary>In the citizen's own language: a first word, or what was done.</summary>
    private string Words(PostRow? post, string docket, Folder? folder)
    {
        var choice = folder?.Action is null ? officers.Answers : officers.Outcomes;
        var language = Codes.Of(Classify(post?.Text ?? "").Language) ?? "en";
        var words = choice.TryGetValue(language, out var found) && found.Count > 0 ? found : choice["en"];
        var unit = rulebook().Units.Find(folder?.Unit)?.Names.En ?? "";
        return words[(int)(Script.Chance($"{docket}/{folder?.Answers.Count}") * words.Count)]
            .Replace("{docket}", docket, StringComparison.Ordinal).Replace("{unit}", unit, StringComparison.Ordinal)
            .Replace("{action}", $"{folder?.Action?.Kind} {folder?.Action?.Number}".Trim(), StringComparison.Ordinal);
    }

    /// <summary>An answer from another account than the one that was written to mentions that one (design section 5, Report up).</summary>
    private string Receiver(Folder? folder, OfficialAccountSeat seat) =>
        folder?.Account is { } account && account != seat.Id && rulebook().Seats.FindId(account) is { } receiver ? " @" + receiver.Handle : "";

    private async Task<Folder?> FolderOf(string docket) => ((await grains.Look(StreamName.Of(Complaint.Kind, docket))).State as Complaint.Live)?.Folder;

    private async Task<PostRow?> LastPost(Folder? folder, CancellationToken cancellation) =>
        folder is { Posts: [.., var last] } ? await journal.Post(last.Id, cancellation) : null;

    private async Task<PostRow> Write(string text, string account, DateTimeOffset now, CancellationToken cancellation)
    {
        var body = Encoding.UTF8.GetBytes($"{now:O} {account} {Interlocked.Increment(ref sequence)} {text}");
        var hash = Convert.ToHexStringLower(SHA256.HashData(body));
        var accepted = await journal.Accept([new Delivery("hand", "hand/" + hash, hash, now, body)], cancellation);
        return new PostRow($"{accepted[0].Number}-0", accepted[0].Number, "hand", "answer", "seat/" + account, null, null, null, null, text, null, now, now, hash, null);
    }

    private async Task Ask(string docket, ComplaintCommand command, IReadOnlyList<PostRow> rows)
    {
        var result = await grains.Ask(new Ask(StreamName.Of(Complaint.Kind, docket), command) { Posts = rows });
        if (result.Outcome == TurnOutcome.Refused)
        {
            var what = $"{command.GetType().Name}: {result.Refusal!.Code}";
            Refused.AddOrUpdate(what, 1, static (_, count) => count + 1);
        }
    }
}
