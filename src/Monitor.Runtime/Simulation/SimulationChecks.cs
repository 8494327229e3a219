using System.Text.Json;
using Monitor.Core;
using Monitor.Core.Authors;
using Monitor.Core.Board;
using Monitor.Core.Complaints;
using Monitor.Core.Flags;
using Monitor.Core.Posts;
using Monitor.Core.Sla;
using Monitor.Runtime.Codec;
using Monitor.Runtime.Deadlines;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Intake;
using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Simulation;

/// <summary>What must hold at the end of every simulation, read from the journal alone and compared with what the senders know and the board shows.</summary>
internal sealed partial class SimulationChecks(MemoryJournal journal, SimulatedMachine machine)
{
    private readonly List<string> failures = [];
    private readonly List<(StoredEvent Stored, IEvent Event)> feed = [];

    public IReadOnlyList<string> All(IReadOnlyList<ScriptedDelivery> accepted)
    {
        if (machine.Ended is { } ended)
        {
            failures.Add($"The engine ended: {ended}");
        }

        foreach (var stored in Now(journal.ReadAll(0, int.MaxValue, default)))
        {
            feed.Add((stored, KnownGrains.All.Events.Decode(stored)));
        }

        NothingIsQuarantined();
        EveryAcceptedPostIsThereOnce(accepted);
        ComplaintsHoldWhatAuthorsDecided();
        FlagsAreWhatTheMappingAsksFor();
        CausesNeverGoBack();
        DeletedPostsAreErased(accepted);
        TheBoardIsAFold();
        Fold();
        TheBoardHoldsWhatIsOpen();
        LateClocksAreWithOfficersAndOnTheBoard();
        LivesAtRiskAreWithOfficers();
        OurOwnWordsOpenNothing();
        EachPostIsOnOneDocket();
        TheNewestWordsStand(accepted);
        AnswersReachTheirComplaints();
        IncidentsHoldTheirComplaints();
        AccountsOweWhatIsUnanswered();
        return failures;
    }

    private void NothingIsQuarantined()
    {
        foreach (var fault in Now(journal.Quarantined(default)))
        {
            failures.Add($"{fault.Stream} is in quarantine: {fault.Reason}");
        }

        foreach (var reactor in machine.Engine.Reactors.Where(each => machine.Engine.IsHere(each.Name)
            && (each.Stopped is not null || each.ParkedStreams > 0 || each.Position != journal.Head)))
        {
            failures.Add($"{reactor.Name} stands at {reactor.Position} of {journal.Head}, {reactor.ParkedStreams} parked: {reactor.Stopped}");
        }
    }

    private void EveryAcceptedPostIsThereOnce(IReadOnlyList<ScriptedDelivery> accepted)
    {
        var decided = feed.Select(each => PostOf(each.Event)).OfType<string>().ToHashSet();
        var sent = accepted.SelectMany(delivery => JsonSerializer.Deserialize<Item[]>(delivery.Body, StoredJson.Options)!)
            .Where(item => item.Kind is ItemKind.Post or ItemKind.PrivateMessage).Select(item => item.PlatformId).ToHashSet();
        var rows = new Dictionary<string, int>();
        for (string? after = null; ;)
        {
            var page = Now(journal.Posts(new PostFilter(null, null, null, after, 500), default));
            foreach (var row in page)
            {
                rows[row.PlatformId ?? "erased " + row.Id] = rows.GetValueOrDefault(row.PlatformId ?? "erased " + row.Id) + 1;
                Expect(decided.Contains(row.Id), $"no Author decided on post {row.Id}");
            }

            if (page.Count == 0)
            {
                break;
            }

            after = page[^1].Id;
        }

        sent.ExceptWith(Parked());
        var erased = rows.Keys.Count(key => key.StartsWith("erased ", StringComparison.Ordinal));
        var lost = sent.Where(id => !rows.ContainsKey(id)).ToArray();
        var gone = erased + Withdrawn();
        Expect(lost.Length == gone, $"{lost.Length - gone} accepted posts are lost, among them {string.Join(' ', lost.Take(3))}");
        Expect(rows.Values.All(count => count == 1), "a post is there twice");
    }

    /// <summary>Answers that were deleted while they waited for their post: only that they came is kept.</summary>
    private int Withdrawn() => Now(journal.ParkedUntil(DateTimeOffset.MaxValue, int.MaxValue, default))
        .Where(parked => parked.WaitsFor.StartsWith(ParkedNote.Withdrawn, StringComparison.Ordinal)).Select(ParkedNote.Of)
        .Where(note => note?.Kind is ItemKind.Post or ItemKind.PrivateMessage).DistinctBy(note => note!.Subjects[0]).Count();

    /// <summary>Answers to posts that are gone: they wait for a person.</summary>
    private IEnumerable<string> Parked() => Now(journal.ParkedUntil(DateTimeOffset.MaxValue, int.MaxValue, default))
        .Where(parked => !parked.WaitsFor.StartsWith(ParkedNote.Withdrawn, StringComparison.Ordinal))
        .Select(ItemOf).OfType<Item>().Where(item => item.Kind is ItemKind.Post or ItemKind.PrivateMessage).Select(item => item.PlatformId);

    private Item? ItemOf(ParkedItem parked)
    {
        var own = ParkedNote.Of(parked)?.Own ?? 0;
        var delivery = Now(journal.ReadIntake((own > 0 ? own : parked.Number) - 1, 1, default))[0];
        return delivery.Body.IsEmpty ? null : own > 0 ? OwnPart.Read(delivery) : SimulatedCitizens.Parse(delivery)[parked.Item];
    }

    /// <summary>The post that an Author's event decides on; null for any other event.</summary>
    private static string? PostOf(IEvent happened) => happened switch
    {
        AuthorEvent.DocketOpened e => e.Post.Id,
        AuthorEvent.PostJoined e => e.Post.Id,
        AuthorEvent.PostNoted e => e.Post.Id,
        AuthorEvent.PostTriaged e => e.Post.Id,
        AuthorEvent.AnswerJoined e => e.Answer.Id,
        AuthorEvent.AnswerUnmatched e => e.Answer.Id,
        AuthorEvent.OwnPostNoted e => e.Post.Id,
        _ => null,
    };

    private void ComplaintsHoldWhatAuthorsDecided()
    {
        var opened = feed.Where(each => each.Event is ComplaintEvent.Opened).GroupBy(each => each.Stored.Stream).ToDictionary(group => group.Key, group => group.Count());
        foreach (var (stream, count) in opened)
        {
            Expect(count == 1, $"{stream} was opened {count} times");
        }

        var dockets = feed.SelectMany(each => each.Event switch
        {
            AuthorEvent.DocketOpened e => [e.Docket],
            ComplaintEvent.PartSplit e => [e.Into],
            ComplaintEvent.Opened { Source: Source.Call } e => new[] { e.Docket },
            _ => [],
        }).Select(docket => StreamName.Of(Complaint.Kind, docket)).ToHashSet();
        var odd = string.Join(' ', dockets.Except(opened.Keys).Concat(opened.Keys.Except(dockets)).Take(3));
        Expect(dockets.SetEquals(opened.Keys), $"{dockets.Count} dockets were decided on and {opened.Count} complaints opened: {odd}");
        var decided = feed.Select(each => each.Event).SelectMany(OnDocket).ToHashSet();
        var held = feed.SelectMany(each => InComplaint(each.Stored.Stream, each.Event)).ToList();
        Expect(held.Count == held.Distinct().Count(), "a complaint holds a post twice");
        var differ = string.Join(' ', decided.Except(held).Concat(held.Except(decided)).Take(3));
        Expect(decided.SetEquals(held), $"Authors put {decided.Count} posts on dockets and complaints hold {held.Count}: {differ}");
    }

    private static IEnumerable<(string Docket, string Post)> OnDocket(IEvent happened) => happened switch
    {
        AuthorEvent.DocketOpened e => [(e.Docket, e.Post.Id)],
        AuthorEvent.PostJoined e => [(e.Docket, e.Post.Id)],
        _ => [],
    };

    private static IEnumerable<(string Docket, string Post)> InComplaint(string stream, IEvent happened) => happened switch
    {
        ComplaintEvent.Opened { Post: { } post, Source: Source.Post } => [(StreamName.KeyOf(stream), post.Id)],
        ComplaintEvent.PostAdded e => [(StreamName.KeyOf(stream), e.Post.Id)],
        _ => [],
    };

    private void FlagsAreWhatTheMappingAsksFor()
    {
        var asked = feed.Where(each => each.Event is AuthorEvent).SelectMany(each => FlagRaiser.Of(StreamName.KeyOf(each.Stored.Stream), (AuthorEvent)each.Event))
            .Where(each => each.Command is FlagCommand.Raise).Select(each => each.Key).ToHashSet();
        var raised = feed.Where(each => each.Event is FlagEvent.Raised).Select(each => StreamName.KeyOf(each.Stored.Stream)).ToList();
        Expect(asked.SetEquals(raised) && raised.Count == asked.Count, $"{asked.Count} flags were asked for and {raised.Count} raised");
    }

    /// <summary>An effect that came twice would show as a cause at or below one of its source before it.</summary>
    private void CausesNeverGoBack()
    {
        var last = new Dictionary<(string Stream, string Source), (Cause Cause, long Version)>();
        foreach (var (stored, _) in feed.Where(each => each.Stored.Cause.Source.Length > 0))
        {
            var key = (stored.Stream, stored.Cause.Source);
            if (last.TryGetValue(key, out var before))
            {
                var sameTurn = stored.Cause == before.Cause && stored.Version == before.Version + 1;
                Expect(sameTurn || !stored.Cause.IsAtOrBelow(before.Cause), $"{stored.Stream} had {stored.Cause} after {before.Cause}");
            }

            last[key] = (stored.Cause, stored.Version);
        }
    }

    /// <summary>By whichever version's id the platform named it, in the post store and in every body that it came in.</summary>
    private void DeletedPostsAreErased(IReadOnlyList<ScriptedDelivery> accepted)
    {
        var sent = accepted.SelectMany(delivery => JsonSerializer.Deserialize<Item[]>(delivery.Body, StoredJson.Options)!).ToList();
        var first = sent.SelectMany(item => item.Versions.Select(version => (version, item))).DistinctBy(each => each.version).ToDictionary(
            each => each.version, each => each.item.PlatformId);
        var deleted = sent.Where(item => item.Kind == ItemKind.Deleted).Select(item => (item.Channel, first.GetValueOrDefault(item.PlatformId, item.PlatformId))).ToHashSet();
        foreach (var (channel, id) in deleted)
        {
            Expect(Now(journal.PostByPlatformId(ChannelName.Of(channel), id, default)) is null or { Erased: not null }, $"{channel} {id} was deleted and is not erased");
        }

        foreach (var delivery in Now(journal.ReadIntake(0, int.MaxValue, default)).Where(delivery => !delivery.Body.IsEmpty && delivery.Channel != CanarySender.ChannelName))
        {
            var items = delivery.Channel switch
            {
                OwnPart.Channel => [OwnPart.Read(delivery)!],
                Extract.Channel => [Extract.Read(delivery)!],
                _ => SimulatedCitizens.Parse(delivery),
            };
            var left = items.FirstOrDefault(item => item.Text is not null && item.Embeds.Where(id => CameBefore(delivery, item.Channel, id)).Append(item.PlatformId)
                .Any(id => deleted.Contains((item.Channel, id))));
            Expect(left is null, $"delivery {delivery.Number} still holds words of {left?.PlatformId}, which was deleted");
            var named = items.FirstOrDefault(item => Answered(item) is { } of && deleted.Contains((item.Channel, of)) && CameBefore(delivery, item.Channel, of));
            Expect(named is null, $"delivery {delivery.Number} still names who wrote what was deleted, by {named?.Kind} {named?.PlatformId}");
        }
    }

    /// <summary>What an answer of ours answers, and what a state or a reaction speaks of.</summary>
    private static string? Answered(Item item) => item switch
    {
        { Kind: ItemKind.Delivery or ItemKind.Reaction } => item.PlatformId,
        { Echo: true, Kind: ItemKind.Post or ItemKind.PrivateMessage } => item.InReplyTo,
        _ => null,
    };

    /// <summary>What is quoted before it comes, or while it waits as an answer, is not remembered over a crash.</summary>
    private bool CameBefore(StoredDelivery delivery, Channel channel, string platformId) =>
        Now(journal.PostByPlatformId(ChannelName.Of(channel), platformId, default)) is { Kind: not "answer" } post && post.IntakeNumber < delivery.Number;

    private void TheBoardIsAFold()
    {
        var fold = new LiveBoard();
        foreach (var (stored, happened) in feed)
        {
            fold.Apply(happened, stored.Stream, stored.Position);
        }

        var (expected, shown) = (JsonSerializer.Serialize(fold.View()), machine.Board.Read(board => JsonSerializer.Serialize(board.View())));
        Expect(expected == shown, $"the board is no fold of the journal: {shown.Length} and {expected.Length} letters");
    }

    /// <summary>What the Complaints themselves say, not a second fold by the board's own rules.</summary>
    private void TheBoardHoldsWhatIsOpen()
    {
        var open = Lives().Where(each => each.State.IsOpen).Select(each => each.State.Folder)
            .Select(folder => (folder.Docket, Unit: folder.Lane ?? folder.Unit, Priority: folder.Priority.Number())).ToHashSet();
        var shown = new HashSet<(string, string?, int)>();
        for (string? after = null; ;)
        {
            var page = machine.Board.Read(board => board.Complaints(new ComplaintFilter(null, null, null), after, 500));
            shown.UnionWith(page.Items.Select(item => (item.Docket, item.Unit, item.Priority)));
            if ((after = page.Next) is null)
            {
                break;
            }
        }

        var differ = string.Join(' ', open.Except(shown).Concat(shown.Except(open)).Take(3));
        Expect(open.SetEquals(shown), $"the board shows {shown.Count} open dockets and {open.Count} complaints are open: {differ}");
    }

    private void Expect(bool holds, string otherwise)
    {
        if (!holds && failures.Count < 20)
        {
            failures.Add(otherwise);
        }
    }

    /// <summary>The memory journal answers at once.</summary>
    private static T Now<T>(ValueTask<T> answer) => answer.IsCompleted ? answer.Result : throw new InvalidOperationException("The memory journal waits.");
}
