using Monitor.Core.Posts;

namespace Monitor.Core.Authors;

public abstract partial record Author
{
    private static readonly TimeSpan WatchAtMost = TimeSpan.FromDays(180);

    private static Decision<AuthorEvent> Receive(Known author, PostFacts post, AuthorPolicy policy, DateTimeOffset now)
    {
        if (author.Knows(post.Id))
        {
            return Decision.Nothing;
        }

        if (post.History)
        {
            return new AuthorEvent.PostNoted(post, now);
        }

        var events = Placed(author, post, policy, now);
        foreach (var label in post.Verdict.Flags)
        {
            if (label != Label.SelfHarm)
            {
                events.Add(new AuthorEvent.StrikeNoted(post.Id, label, now));
            }
        }

        return events;
    }

    /// <summary>What becomes of a post, by the rules of <see cref="DocketChoice"/>.</summary>
    private static List<AuthorEvent> Placed(Known author, PostFacts post, AuthorPolicy policy, DateTimeOffset now)
    {
        var choice = DocketChoice.Of(author, post, policy, now);
        var events = new List<AuthorEvent>(2);
        switch (choice.To)
        {
            case Destination.Open when post.Forwarded != Office.None && author.Waiting.FirstOrDefault(waiting => waiting.Id == post.InReplyTo) is { } forwarded:
                var first = Docket.OfPost(forwarded.Id);
                events.Add(new AuthorEvent.DocketOpened(forwarded, first, now));
                events.Add(new AuthorEvent.PostJoined(post, first, Joining.Forwarded, now));
                break;
            case Destination.Open:
                var docket = Docket.OfPost(post.Id);
                events.Add(new AuthorEvent.DocketOpened(post, docket, now));
                events.AddRange(author.Waiting.Where(waiting => post.Forwarded == Office.None && (post.PostedAt - waiting.PostedAt).Duration() <= policy.Moments)
                    .Select(waiting => new AuthorEvent.PostJoined(waiting, docket, Joining.Moments, now)));
                break;
            case Destination.Join:
                events.Add(new AuthorEvent.PostJoined(post, choice.Docket!, choice.Joining, now));
                break;
            case Destination.Triage:
                events.Add(new AuthorEvent.PostTriaged(post, choice.Triage, now));
                break;
            default:
                events.Add(new AuthorEvent.PostNoted(post, now));
                break;
        }

        return events;
    }

    private Decision<AuthorEvent> PlaceAnew(AuthorCommand.Misplaced misplaced, AuthorPolicy policy, DateTimeOffset now)
    {
        var unknown = new AuthorEvent.DocketUnknown(misplaced.Docket, misplaced.Post.Id, now);
        var again = Receive(((Author)this).Evolve(unknown).Memory, misplaced.Post with { DocketMentioned = null }, policy, now);
        return new List<AuthorEvent>([unknown, .. again.Events.Where(happened => happened is not AuthorEvent.StrikeNoted)]);
    }

    private static Decision<AuthorEvent> Answer(Known author, AnswerFacts answer, AuthorPolicy policy, DateTimeOffset now)
    {
        if (author.Answers.Any(recent => recent.Id == answer.Id && (recent.Docket is not null || recent.State == default)))
        {
            return Decision.Nothing;
        }

        if (DocketChoice.OfAnswer(author, answer, policy, now, out var noted) is { } docket)
        {
            return Joined(answer, docket, null, now);
        }

        return noted ? new AuthorEvent.OwnPostNoted(answer, now) : new AuthorEvent.AnswerUnmatched(answer, now);
    }

    /// <summary>A main account's mention of a unit is a tag, which the complaint's follower carries out; anybody else's waits for a person.</summary>
    private static Decision<AuthorEvent> Joined(AnswerFacts answer, string docket, string? by, DateTimeOffset now)
    {
        var events = new List<AuthorEvent> { new AuthorEvent.AnswerJoined(answer, docket, now) { By = by } };
        if (!answer.MainAccount)
        {
            events.AddRange(answer.Mentions.Where(unit => unit != answer.Unit).Distinct().Take(3).Select(unit => new AuthorEvent.TagProposed(answer, docket, unit, now)));
        }

        return events;
    }

    /// <summary>New words of a post on no docket are placed as if they had just come: "hello" may have become a cry for help. Never those of our own words.</summary>
    private static Decision<AuthorEvent> Edit(Known author, AuthorCommand.Edit edit, AuthorPolicy policy, DateTimeOffset now)
    {
        var post = author.Posts.FirstOrDefault(recent => recent.Id == edit.Post);
        if (post?.TextHash == edit.TextHash || post is { Deleted: true })
        {
            return Decision.Nothing;
        }

        var edited = new AuthorEvent.PostEdited(edit.Post, post?.Docket, edit.Verdict, now)
        {
            TextHash = edit.TextHash, Account = edit.Facts?.Account, Unit = edit.Facts?.Located.Unit,
        };
        var events = new List<AuthorEvent> { edited };
        if (post is { Docket: null } && author.Waiting.FirstOrDefault(waiting => waiting.Id == edit.Post) is { } facts
            && (DocketChoice.IsGrave(edit.Verdict) || edit.Verdict.Complaint == ComplaintCall.Yes))
        {
            events.Add(new AuthorEvent.DocketOpened(facts with { Verdict = edit.Verdict, TextHash = edit.TextHash }, Docket.OfPost(facts.Id), now));
        }
        else if (post is { Docket: null, Unplaced: false } && edit.Facts is { } anew && author.Waiting.All(waiting => waiting.Id != edit.Post)
            && author.Answers.All(answer => answer.Id != edit.Post))
        {
            events.AddRange(Placed(author, anew, policy, now).Where(happened => happened is not AuthorEvent.PostNoted));
        }

        return events;
    }

    private static Decision<AuthorEvent> Deliver(Known author, AuthorCommand.Deliver deliver, DateTimeOffset now)
    {
        var answer = author.Answers.FirstOrDefault(recent => recent.Id == deliver.Message);
        var goesOn = deliver.State > (answer?.State ?? default) && answer?.State != DeliveryState.Failed;
        return goesOn
            ? new AuthorEvent.AnswerDelivered(deliver.Message, answer?.Docket ?? deliver.Docket, deliver.State, deliver.Failure, now) { StateAt = deliver.StateAt }
            : Decision.Nothing;
    }

    private static Decision<AuthorEvent> OpenTriaged(Known author, AuthorCommand.OpenTriaged open, DateTimeOffset now)
    {
        if (author.Posts.FirstOrDefault(recent => recent.Id == open.Post) is { Docket: not null })
        {
            return Decision.Nothing;
        }

        if ((author.Waiting.FirstOrDefault(waiting => waiting.Id == open.Post) ?? open.Facts) is not { } post)
        {
            return new Refusal("not-in-triage", "This post does not wait in triage; open a complaint by hand and name the post.");
        }

        if (open.Docket is { } docket)
        {
            return new AuthorEvent.PostJoined(post, docket, Joining.ByOfficer, now) { By = open.By };
        }

        return author.Dockets.Count(held => held.IsOpen) < AuthorLimits.OpenDockets
            ? new AuthorEvent.DocketOpened(post, Docket.OfPost(post.Id), now) { By = open.By }
            : new Refusal("too-many-dockets", $"This person has {AuthorLimits.OpenDockets} open dockets; say which of them the post belongs to.");
    }

    private static Decision<AuthorEvent> Dismiss(Known author, AuthorCommand.DismissTriaged dismiss, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(dismiss.Why))
        {
            return new Refusal("reason-needed", "Say why the post asks for nothing.");
        }

        var waits = author.Waiting.Any(post => post.Id == dismiss.Post) || author.Unmatched.Any(answer => answer.Id == dismiss.Post);
        return waits ? new AuthorEvent.TriageDismissed(dismiss.Post, dismiss.By, dismiss.Why, now) : Decision.Nothing;
    }

    private static Decision<AuthorEvent> Match(Known author, AuthorCommand.MatchAnswer match, Rulebook rulebook, DateTimeOffset now)
    {
        if (author.Answers.FirstOrDefault(recent => recent.Id == match.Post) is { Docket: not null })
        {
            return Decision.Nothing;
        }

        if (author.Unmatched.FirstOrDefault(answer => answer.Id == match.Post) is not { } answer)
        {
            return new Refusal("not-in-triage", "This answer does not wait in triage.");
        }

        return author.Dockets.Any(docket => docket.Docket == match.Docket)
            ? Joined(answer, match.Docket, match.By, now)
            : new Refusal("not-this-person", $"Docket {match.Docket} is not one of this person's; answers go to whom they were written to.");
    }

    private static Decision<AuthorEvent> StartWatch(Known author, AuthorCommand.Watch watch, DateTimeOffset now)
    {
        if (author.WatchedUntilAt == watch.UntilAt)
        {
            return Decision.Nothing;
        }

        if (string.IsNullOrWhiteSpace(watch.Purpose))
        {
            return new Refusal("purpose-needed", "A person is watched for a stated purpose only.");
        }

        return watch.UntilAt > now && watch.UntilAt - now <= WatchAtMost
            ? new AuthorEvent.WatchStarted(watch.Purpose, watch.By, watch.UntilAt, now)
            : new Refusal("end-needed", $"A watch ends within {WatchAtMost.TotalDays:0} days; name a later or nearer end.");
    }
}
