using Monitor.Core.Posts;
using Monitor.Core.Sla;

namespace Monitor.Core.Complaints;

/// <summary>
/// Words of ours to the citizen. Only a person's answer that the platform holds stops a clock, and it stops it at the platform's instant, whenever that is learnt.
/// </summary>
internal static class Answering
{
    public static Refusal? Add(Turn turn, ComplaintCommand.AddAnswer c)
    {
        var facts = c.Answer;
        var folder = turn.Folder;
        if (folder.Answers.Any(known => known.Id == facts.Id) || folder.LastReceipt == facts.Id)
        {
            return null;
        }

        if (facts.Automatic)
        {
            turn.Add(new ComplaintEvent.ReceiptSent(facts.Id, turn.Now));
            return null;
        }

        var sent = folder.Outgoing.FirstOrDefault(post => post.Post == facts.Id);
        var right = IsRightAccount(turn, folder, facts.Account, facts.Unit, facts.MainAccount);
        var answer = new AnswerRef(
            facts.Id, facts.Account, facts.Unit, facts.PostedAt, facts.PostedAt, right, facts.MentionsReceiver || facts.Account == folder.Account,
            sent?.Purpose ?? Purpose.Answer, sent?.By);
        if (folder.IsEarly(answer))
        {
            turn.Add(new ComplaintEvent.Answered(answer, false, turn.Now) { Early = true });
            return null;
        }

        Take(turn, answer);
        if (facts.MainAccount)
        {
            Owning.TagByMention(turn, facts);
        }

        return null;
    }

    public static Refusal? Claim(Turn turn, ComplaintCommand.ClaimAnswer c)
    {
        if (turn.MayAct(c.By) is { } refusal)
        {
            return refusal;
        }

        var answer = turn.Folder.Answers.FirstOrDefault(known => known.Id == c.Post);
        if (answer is null)
        {
            return new Refusal("no-such-answer", "This docket has no such answer among its latest.");
        }

        if (answer.By == c.By)
        {
            return null;
        }

        if (answer.By is not null)
        {
            return new Refusal("claimed-already", "Another officer has claimed this answer.");
        }

        turn.Add(new ComplaintEvent.AnswerClaimed(c.Post, c.By, turn.Now));
        return null;
    }

    public static Refusal? Write(Turn turn, ComplaintCommand.Reply c) => Write(turn, c.Post, c.Account, c.By, Purpose.Answer, c.MentionsReceiver);

    public static Refusal? Write(Turn turn, ComplaintCommand.Ask c)
    {
        var folder = turn.Folder;
        if (folder.Pause is not null && folder.Outgoing.All(post => post.Post != c.Post) && folder.Answers.All(answer => answer.Id != c.Post))
        {
            return new Refusal("already-asked", "A question to the citizen is open; wait for the answer or end the pause first.");
        }

        return Write(turn, c.Post, c.Account, c.By, Purpose.Question, false);
    }

    public static Refusal? NoteDelivery(Turn turn, ComplaintCommand.NoteDelivery c)
    {
        var folder = turn.Folder;
        var pending = folder.Outgoing.FirstOrDefault(post => post.Post == c.Post);
        if (c.State == DeliveryState.Failed)
        {
            TakeBack(turn, c.Post, deleted: false);
            return null;
        }

        if (pending is null || c.State is DeliveryState.None or DeliveryState.Queued)
        {
            return null;
        }

        var at = c.StateAt < turn.Now ? c.StateAt.Value : turn.Now;
        var right = IsRightAccount(turn, folder, pending.Account, pending.Unit, turn.Rulebook.Seats.FindId(pending.Account) is { IsMain: true });
        Take(turn, new AnswerRef(
            pending.Post, pending.Account, pending.Unit, at, at, right, pending.MentionsReceiver || pending.Account == folder.Account, pending.Purpose, pending.By));
        return null;
    }

    private static Refusal? Write(Turn turn, string post, string account, string by, Purpose purpose, bool mentionsReceiver)
    {
        var folder = turn.Folder;
        if (folder.Outgoing.Any(known => known.Post == post) || folder.Answers.Any(known => known.Id == post))
        {
            return null;
        }

        if (turn.MayAnswer(by) is { } refusal)
        {
            return refusal;
        }

        if (folder.Outgoing.Count >= Folder.AnswersMax)
        {
            return new Refusal("outbox-full", $"{Folder.AnswersMax} posts of this docket still wait for their delivery id.");
        }

        var seat = turn.Rulebook.Seats.FindId(account);
        var unit = seat?.UnitId ?? turn.Officer(by)!.UnitId;
        turn.Add(new ComplaintEvent.ReplyWritten(post, account, unit, purpose, mentionsReceiver, by, turn.Now));
        return null;
    }

    /// <summary>A person's answer is on the platform.</summary>
    private static void Take(Turn turn, AnswerRef answer)
    {
        var folder = turn.Folder;
        var at = answer.PostedAt;
        var newest = folder.AnsweredAt is not { } last || at > last;
        var informed = newest && turn.State.IsOpen ? turn.Start(folder, ClockKind.KeepInformed, at, at) : null;
        turn.Add(
            new ComplaintEvent.Answered(answer, folder.AnsweredAt is null, turn.Now),
            [
                turn.Meet(ClockKind.Acknowledge, at),
                .. AnsweredAgain(turn, at),
                informed ?? (newest ? turn.Meet(ClockKind.KeepInformed, at) : null),
                informed is not null && folder.Pause is { } pause ? new ClockChange(ClockKind.KeepInformed, ClockTurn.Paused, at > pause.FromAt ? at : pause.FromAt) : null,
                folder.IsFinal(answer) && folder.ReportSeenBy is null && !folder.IsOpen(ClockKind.ReportUp) ? turn.Start(folder, ClockKind.ReportUp, at, at) : null,
            ]);
        if (answer.Purpose == Purpose.Question && answer.By is { } by)
        {
            Pausing.Begin(turn, answer.Id, by, at);
        }
    }

    /// <summary>
    /// Platforms deliver in no order: what the citizen wrote after this answer, and came before it, is not answered by it and waits from its own instant.
    /// </summary>
    private static IEnumerable<ClockChange?> AnsweredAgain(Turn turn, DateTimeOffset at)
    {
        var folder = turn.Folder;
        var meets = folder.Clock(ClockKind.AnswerAgain) is { IsOpen: true } again && at >= again.Plan.CitizenFromAt;
        if (meets)
        {
            yield return turn.Meet(ClockKind.AnswerAgain, at);
        }

        var isFirst = folder.IsOpen(ClockKind.Acknowledge) && !folder.IsOpen(ClockKind.AnswerAgain);
        if ((meets || isFirst) && turn.State.IsOpen && folder.AskedAt > at && folder.Posts.LastOrDefault(post => post.PostedAt == folder.AskedAt) is { } later)
        {
            yield return turn.Start(folder, ClockKind.AnswerAgain, later.ReceivedAt, later.PostedAt);
        }
    }

    /// <summary>An answer failed or was deleted: as if it had never been given. One that is not known changes nothing.</summary>
    public static void TakeBack(Turn turn, string post, bool deleted)
    {
        var folder = turn.Folder;
        var gone = folder.Answers.FirstOrDefault(answer => answer.Id == post);
        if (gone is null && folder.Outgoing.All(known => known.Post != post))
        {
            return;
        }

        turn.Add(
            new ComplaintEvent.DeliveryFailed(post, turn.Now) { Deleted = deleted },
            gone is null ? [] : Restarted(turn, folder, gone).Concat(Undone(turn, folder, gone)).ToList());
        if (folder.Pause?.Question == post)
        {
            Pausing.Resume(turn, PauseEnd.Failed, null, turn.Now);
        }

        if (gone is not null && Ending.RestedOn(turn.State, folder, post))
        {
            Ending.Reopen(turn, ReopenWhy.AnswerGone, post, null, null, turn.Now, folder.CitizenWroteAt ?? folder.PostedAt);
        }
    }

    /// <summary>Clocks that it had stopped run again from where they began.</summary>
    private static IEnumerable<ClockChange> Restarted(Turn turn, Folder folder, AnswerRef gone)
    {
        var others = folder.Answers.Where(answer => answer.Id != gone.Id && !folder.IsEarly(answer)).ToList();
        return folder.Clocks.Where(clock => turn.State.IsOpen && clock.Standing == ClockStanding.Met && clock.EndedAt == gone.PostedAt && clock.Kind switch
            {
                ClockKind.Acknowledge => others.Count == 0,
                ClockKind.AnswerAgain => others.All(answer => answer.PostedAt < clock.Plan.CitizenFromAt),
                _ => false,
            })
            .Select(clock => new ClockChange(clock.Kind, ClockTurn.Moved, turn.Now, clock.Plan));
    }

    /// <summary>Clocks that it had started begin with the answer before it, or are asked for no more.</summary>
    private static IEnumerable<ClockChange?> Undone(Turn turn, Folder folder, AnswerRef gone)
    {
        var left = folder.Answers.Where(answer => answer.Id != gone.Id).ToList();
        if (folder.Clock(ClockKind.KeepInformed) is { IsOpen: true } informed && informed.Plan.FromAt == gone.PostedAt)
        {
            var before = left.MaxBy(answer => answer.PostedAt)?.PostedAt;
            yield return before is { } at ? turn.Start(folder, ClockKind.KeepInformed, at, at) : turn.Drop(ClockKind.KeepInformed);
            if (before is not null && folder.Pause is { } pause)
            {
                yield return new ClockChange(ClockKind.KeepInformed, ClockTurn.Paused, pause.FromAt);
            }
        }

        if (folder.Clock(ClockKind.ReportUp) is { IsOpen: true } report && report.Plan.FromAt == gone.PostedAt)
        {
            yield return left.LastOrDefault(folder.IsFinal) is { } final
                ? turn.Start(folder, ClockKind.ReportUp, final.PostedAt, final.PostedAt)
                : turn.Drop(ClockKind.ReportUp);
        }
    }

    /// <summary>An account of the owner, of a wing that has part in it, of a superior of the owner, the one that was written to, or a main account; never one of the unit
    /// complained of.</summary>
    private static bool IsRightAccount(Turn turn, Folder folder, string account, string unit, bool main)
    {
        if (folder.Against is { } against && turn.Units.IsWithin(unit, against))
        {
            return false;
        }

        return main || (account.Length > 0 && account == folder.Account)
            || (unit == folder.Unit || folder.Wings.Values.Contains(unit) || (folder.Unit is { } owner && turn.Units.IsWithin(owner, unit)));
    }
}
