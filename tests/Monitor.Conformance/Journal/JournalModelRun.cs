using System.Text;
using Monitor.Runtime.Journal;
using Xunit;

namespace Monitor.Conformance.Journal;

/// <summary>A sequence of operations drawn from a seed, done to a journal and to the model; every answer is compared, and all contents at the end and at each reopening.</summary>
internal sealed class JournalModelRun(IJournal first, Func<IJournal, Task<IJournal>> reopen, int seed, DateTimeOffset start, CancellationToken cancellation)
{
    private static readonly string[] Names = ["author/a", "author/b", "complaint/1", "complaint/2", "account/ಖಾತೆ", "f"];
    private readonly Random random = new(seed);
    private readonly JournalModel model = new();
    private IJournal journal = first;
    private int step;

    /// <returns>The journal as last reopened; the caller closes it.</returns>
    internal async Task<IJournal> Run(int steps)
    {
        for (step = 1; step <= steps; step++) await Step();
        await CompareAll();
        return journal;
    }

    private async Task Step()
    {
        switch (random.Next(20))
        {
            case < 9: await Append(); break;
            case 9: await Accept(); break;
            case 10: Same("due", model.Due(start.AddMinutes(40)), await Due(40)); break;
            case 11: await Page(); break;
            case 12: await Edit(); break;
            case 13: await Follow(); break;
            case 14: await Park(); break;
            case 15: await Quarantine(); break;
            case 16: await SaveSnapshot(); break;
            case 17: await Listing(); break;
            case 18 when random.Next(8) == 0: journal = await reopen(journal); await CompareAll(); break;
            case 19 when random.Next(4) == 0: await DropOrClean(); break;
            default: Same("causes", model.CausesOf(Names[0]), (await journal.CausesOf(Names[0], cancellation)).OrderBy(c => c.Source)); break;
        }
    }

    private async Task Append()
    {
        var items = Enumerable.Range(0, random.Next(1, 5)).Select(_ => NewItem()).ToList();
        var results = await journal.Append(items, cancellation);
        for (var i = 0; i < items.Count; i++)
        {
            var expected = model.Append(items[i]);
            var actual = results[i];
            Same($"append {items[i].Stream}", [expected], [expected.Outcome == AppendOutcome.Failed ? actual with { Detail = null } : actual]);
        }
        Same("head", [model.Head], [await journal.Head(cancellation)]);
    }

    private AppendItem NewItem()
    {
        var stream = Names[random.Next(Names.Length)];
        var version = model.Feed().Count(e => e.Stream == stream);
        if (random.Next(6) == 0) version += random.Next(-1, 3);
        var events = Enumerable.Range(0, random.Next(0, 4)).Select(_ => new NewEvent($"type.{random.Next(5)}", random.Next(1, 3), Instant(100), Bytes())).ToList();
        var keys = Enumerable.Range(0, random.Next(0, 3)).Select(_ => $"2026-08-22T{random.Next(60):00}|key").ToList();
        var posts = Enumerable.Range(0, random.Next(0, 2)).Select(_ => NewPost()).ToList();
        var cause = random.Next(3) == 0 ? Cause.None : new Cause(random.Next(2) == 0 ? "intake" : "opener", random.Next(1, 40), random.Next(3));
        return new(stream, version, events, random.Next(3) == 0 ? null : Instant(60), keys, posts, cause);
    }

    private PostRow NewPost()
    {
        var number = random.Next(1, 40);
        return new($"{number}-0", number, random.Next(2) == 0 ? "x" : "whatsapp", "post", $"author{random.Next(4)}", random.Next(5) == 0 ? null : $"p{random.Next(20)}",
            null, "नाम", null, Text(), null, Instant(50), Instant(50), Text(), null);
    }

    private async Task Accept()
    {
        var deliveries = Enumerable.Range(0, random.Next(1, 4)).Select(_ => new Delivery("x", $"x|{random.Next(50)}", Text(), Instant(100), Bytes())).ToList();
        Same("accept", deliveries.Select(model.Accept).ToList(), await journal.Accept(deliveries, cancellation));
        Same("intake head", [model.IntakeHead], [await journal.IntakeHead(cancellation)]);
    }

    private async Task<IEnumerable<Deadline>> Due(int minutes) =>
        (await journal.Due(start.AddMinutes(minutes), 1000, cancellation)).OrderBy(d => d.DueAt).ThenBy(d => d.Stream, StringComparer.Ordinal);

    private async Task Page()
    {
        var (stream, after, limit) = (Names[random.Next(Names.Length)], random.Next(0, 30), random.Next(1, 12));
        Same("read", model.Feed().Where(e => e.Stream == stream && e.Version > after).Take(limit).Select(Show), (await journal.Read(stream, after, limit, cancellation))
            .Select(Show));
        Same("read all", model.Feed().Where(e => e.Position > after).Take(limit).Select(Show), (await journal.ReadAll(after, limit, cancellation)).Select(Show));
        Same("read intake", model.Intake().Where(d => d.Number > after).Take(limit).Select(Show), (await journal.ReadIntake(after, limit, cancellation)).Select(Show));
    }

    private async Task Edit()
    {
        var (id, at, number, text) = ($"{random.Next(1, 40)}-0", Instant(90), random.Next(3) == 0 ? random.Next(1, 30) : 0, Text());
        switch (random.Next(6))
        {
            case 5:
                var answer = $"{random.Next(1, 40)}-0";
                model.NoteAnswer(id, answer);
                await journal.NoteAnswer(id, answer, cancellation);
                Same("answer", [model.Post(answer)], [await journal.Post(answer, cancellation)]);
                break;
            case 0:
                model.NoteBody(id, number);
                await journal.NoteBody(id, number, cancellation);
                break;
            case 1:
                model.Alias(id, "x", $"p{number}");
                await journal.Alias(id, "x", $"p{number}", cancellation);
                break;
            case 2:
                model.ReplaceText(id, text, at, number);
                await journal.ReplaceText(id, text, at, cancellation, number);
                break;
            case 3:
                model.DropBody(number);
                await journal.DropBody(number, cancellation);
                break;
            default:
                model.Erase(id, at);
                await journal.Erase(id, at, cancellation);
                break;
        }
        Same("post", [model.Post(id)], [await journal.Post(id, cancellation)]);
    }

    private async Task Follow()
    {
        var follower = random.Next(2) == 0 ? "f" : IJournal.Intake;
        var (from, to) = (new Checkpoint(random.Next(2), random.Next(3)), new Checkpoint(1, random.Next(3)));
        if (follower == IJournal.Intake) (from, to) = (model.CheckpointOf(follower), new Checkpoint(1, Math.Max(0, model.IntakeHead - random.Next(3))));
        if (random.Next(2) == 0) from = model.CheckpointOf(follower);
        Same("checkpoint", [model.MoveCheckpoint(follower, from, to)], [await journal.MoveCheckpoint(follower, from, to, cancellation)]);
        Same("checkpoint of", [model.CheckpointOf(follower)], [await journal.CheckpointOf(follower, cancellation)]);
    }

    private async Task Park()
    {
        var item = new ParkedItem(random.Next(1, 5), random.Next(2), $"x|{random.Next(3)}", Instant(60), Bytes());
        if (random.Next(3) == 0)
        {
            model.Unpark(item.Number, item.Item);
            await journal.Unpark(item.Number, item.Item, cancellation);
        }
        else
        {
            model.Park(item);
            await journal.Park(item, cancellation);
        }
        Same("parked", model.Parked(item.WaitsFor), (await journal.Parked(item.WaitsFor, 100, cancellation)).Select(JournalModel.Show));
    }

    private async Task Quarantine()
    {
        var stream = Names[random.Next(Names.Length)];
        if (random.Next(2) == 0)
        {
            var fault = new QuarantinedStream(stream, "build", Text(), Instant(60));
            model.Quarantine(fault);
            await journal.Quarantine(fault, cancellation);
        }
        else
        {
            model.Release(stream);
            await journal.Release(stream, cancellation);
        }
        Same("quarantined", model.Quarantined(), (await journal.Quarantined(cancellation)).OrderBy(q => q.Stream, StringComparer.Ordinal));
    }

    private async Task SaveSnapshot()
    {
        var snapshot = new Snapshot(Names[random.Next(Names.Length)], random.Next(10), Text(), Bytes());
        model.SaveSnapshot(snapshot);
        await journal.SaveSnapshot(snapshot, cancellation);
    }

    private async Task Listing()
    {
        var filter = new PostFilter(random.Next(2) == 0 ? null : "x", random.Next(2) == 0 ? null : $"author{random.Next(4)}", random.Next(2) == 0 ? null : Instant(50),
            random.Next(2) == 0 ? null : $"{random.Next(1, 40)}-0", random.Next(1, 20), random.Next(2) == 0);
        Same("posts", model.Posts(filter), await journal.Posts(filter, cancellation));
        var platformId = $"p{random.Next(20)}";
        Same("by platform id", [model.PostByPlatformId("x", platformId)], [await journal.PostByPlatformId("x", platformId, cancellation)]);
    }

    private async Task DropOrClean()
    {
        await journal.CleanUp(cancellation);
        var until = Instant(20);
        model.DropBodies(until);
        await journal.DropBodies(until, cancellation);
    }

    private async Task CompareAll()
    {
        Same("feed", model.Feed().Select(Show), (await journal.ReadAll(0, 100_000, cancellation)).Select(Show));
        Same("intake", model.Intake().Select(Show), (await journal.ReadIntake(0, 100_000, cancellation)).Select(Show));
        var everything = new PostFilter(null, null, null, null, 500);
        Same("posts", model.Posts(everything), await journal.Posts(everything, cancellation));
        Same("due", model.Due(start.AddMinutes(100)), await Due(100));
        foreach (var stream in Names)
        {
            Same("deadline", [model.DeadlineOf(stream)], [await journal.DeadlineOf(stream, cancellation)]);
            Same("causes", model.CausesOf(stream), (await journal.CausesOf(stream, cancellation)).OrderBy(c => c.Source));
            Same("snapshot", [Show(model.SnapshotOf(stream))], [Show(await journal.SnapshotOf(stream, cancellation))]);
        }
    }

    private DateTimeOffset Instant(int minutesMax) => start.AddMinutes(random.Next(minutesMax)).AddTicks(random.Next(10));

    private string Text() => string.Concat(Enumerable.Range(0, random.Next(0, 40)).Select(_ => "abकखಕಖ'\"\\\0"[random.Next(10)]));

    private byte[] Bytes() => Encoding.UTF8.GetBytes(Text());

    private static string Show(StoredEvent e) =>
        $"{e.Position} {e.Stream}#{e.Version} {e.Type}/{e.TypeVersion} {e.At.UtcTicks} {e.Cause.Source}:{e.Cause.Number}.{e.Cause.Item} {Encoding.UTF8.GetString(e.Body.Span)}";

    private static string Show(StoredDelivery d) => $"{d.Number} {d.Channel} {d.Sha256} {d.ReceivedAt.UtcTicks} {Encoding.UTF8.GetString(d.Body.Span)}";

    private static string Show(Snapshot? s) => s is null ? "none" : $"{s.Stream} {s.Version} {s.Fingerprint} {Encoding.UTF8.GetString(s.State.Span)}";

    private void Same<T>(string what, IEnumerable<T> expected, IEnumerable<T> actual)
    {
        var (left, right) = (expected.ToList(), actual.ToList());
        for (var i = 0; i < Math.Max(left.Count, right.Count); i++)
        {
            var (one, other) = (i < left.Count ? $"{left[i]}" : "nothing", i < right.Count ? $"{right[i]}" : "nothing");
            if (one != other) Assert.Fail($"seed {seed}, step {step}, {what}, place {i}:\nexpected {one}\nactual   {other}");
        }
    }
}
