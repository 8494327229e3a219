using Monitor.Core.Posts;

namespace Monitor.Core.Authors;

/// <summary>How an Author's memory changes; called by <see cref="Author.Evolve"/> only.</summary>
internal static class AuthorMemory
{
    public static HeldDocket Held(PostFacts post, string docket) =>
        new(docket, DocketChoice.SubjectOf(post.Verdict), post.Located.Unit, post.Likeness, post.Private ? null : post.Thread, post.PostedAt, null, null)
        {
            Conduct = post.Verdict.Category == Category.PoliceMisconduct,
        };

    public static Author.Known Remember(this Author.Known s, PostFacts post, string? docket) => s with
    {
        Waiting = s.Waiting.Count == 0 ? s.Waiting : s.Waiting.Without(waiting => waiting.Id == post.Id),
        Posts = s.Knows(post.Id) ? s.Posts.Replacing(post.Id, docket) : s.Posts.Adding(new(post.Id, docket, post.TextHash, "", false), AuthorLimits.Posts),
    };

    /// <summary>Asked twice of every post: without a closure, which would be made each time.</summary>
    public static bool Knows(this Author.Known s, string post)
    {
        for (var i = 0; i < s.Posts.Count; i++)
        {
            if (s.Posts[i].Id == post)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Apart from <see cref="Remember"/>, which would make its closures for every post.</summary>
    private static IReadOnlyList<RecentPost> Replacing(this IReadOnlyList<RecentPost> posts, string post, string? docket) =>
        posts.Changing(recent => recent.Id == post, recent => recent with { Docket = docket });

    public static Author.Known Hold(this Author.Known s, HeldDocket docket) => s with { Dockets = Bounded([.. s.Dockets.Where(held => held.Docket != docket.Docket), docket]) };

    public static Author.Known Reopen(this Author.Known s, string docket) =>
        s.Dockets.FirstOrDefault(held => held.Docket == docket) is { } held ? s.Hold(held with { ClosedAt = null }) : s;

    public static Author.Known Rejoin(this Author.Known s, PostFacts post, string docket)
    {
        if (s.Dockets.FirstOrDefault(held => held.Docket == docket) is not { } held)
        {
            return s.Hold(Held(post, docket));
        }

        return s.Hold(held with
        {
            LastPostAt = held.LastPostAt > post.PostedAt ? held.LastPostAt : post.PostedAt,
            ClosedAt = null,
            Unit = held.Unit ?? post.Located.Unit,
        });
    }

    public static Author.Known Answered(this Author.Known s, AnswerFacts answer, string docket) => s with
    {
        Answers = s.Answers.Without(recent => recent.Id == answer.Id)
            .Adding(new(answer.Id, docket, s.Answers.FirstOrDefault(recent => recent.Id == answer.Id)?.State ?? default), AuthorLimits.Answers),
        Unmatched = s.Unmatched.Without(unmatched => unmatched.Id == answer.Id),
        Dockets = answer.Automatic ? s.Dockets : s.Dockets.Changing(held => held.Docket == docket, held => held with { LastAnswerAt = Later(held.LastAnswerAt, answer.PostedAt) }),
    };

    public static Author.Known Touch(this Author.Known s, string post, string? docket, Func<RecentPost, RecentPost> change) => s with
    {
        Posts = s.Knows(post)
            ? s.Posts.Changing(recent => recent.Id == post, change)
            : s.Posts.Adding(change(new(post, docket, "", "", false) { Unplaced = true }), AuthorLimits.Posts),
    };

    public static Author.Known Delivered(this Author.Known s, AuthorEvent.AnswerDelivered e) => s with
    {
        Answers = s.Answers.Any(recent => recent.Id == e.Post)
            ? s.Answers.Changing(recent => recent.Id == e.Post, recent => recent with { State = e.State })
            : s.Answers.Adding(new(e.Post, e.Docket, e.State), AuthorLimits.Answers),
    };

    public static Author.Known Close(this Author.Known s, string docket, DateTimeOffset at)
    {
        var dockets = s.Dockets.Changing(held => held.Docket == docket && held.IsOpen, held => held with { ClosedAt = at });
        var surplus = dockets.Count(held => !held.IsOpen) - AuthorLimits.ClosedDockets;
        var forgotten = surplus <= 0 ? null : dockets.Where(held => !held.IsOpen).MinBy(held => held.ClosedAt);
        return s with { Dockets = dockets.Without(held => held == forgotten) };
    }

    /// <summary>The open docket with the oldest word is forgotten: only a grave post, a forward or a reopening can come to that.</summary>
    private static IReadOnlyList<HeldDocket> Bounded(IReadOnlyList<HeldDocket> dockets)
    {
        var forgotten = dockets.Count(held => held.IsOpen) > AuthorLimits.OpenDockets ? dockets.First(held => held.IsOpen) : null;
        return dockets.Without(held => held == forgotten);
    }

    private static DateTimeOffset Later(DateTimeOffset? one, DateTimeOffset other) => one > other ? one.Value : other;
}
