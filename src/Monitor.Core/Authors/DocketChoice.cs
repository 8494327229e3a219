using System.Globalization;
using System.Numerics;
using Monitor.Core.Posts;

namespace Monitor.Core.Authors;

/// <summary>Where a post goes.</summary>
public enum Destination : byte { None = 0, Open, Join, Triage, Note }

/// <summary>
/// Which docket a post or an answer belongs to (design section 4, "Who decides what"). The rules in order, the first that fits decides:
/// number of a docket named; answer within a thread; an office's forward and danger to life open at once; moments; private; same subject; bare reminder; the verdict.
/// </summary>
public readonly record struct DocketChoice(Destination To, string? Docket, Joining Joining, TriageWhy Triage)
{
    private static readonly DocketChoice Open = new(Destination.Open, null, default, default);
    private static readonly DocketChoice Note = new(Destination.Note, null, default, default);

    private static DocketChoice Join(string docket, Joining why) => new(Destination.Join, docket, why, default);

    public static DocketChoice Of(Author.Known author, PostFacts post, AuthorPolicy policy, DateTimeOffset now)
    {
        if (author.Dockets.Count == 0)
        {
            // Most people write once: no rule about dockets has one to look at.
            return Named(author, post) ?? Grave([], post) ?? ByVerdict(author, post, policy);
        }

        var held = author.Dockets.Where(docket => (docket.IsOpen || (now - docket.ClosedAt <= policy.Reopen && AsksAgain(post))) && MayHold(docket, post)).ToList();
        return Named(author, post) ?? Threaded(author, held, post) ?? Grave(held, post) ?? Momentary(held, post, policy) ?? PrivateWord(held, post, policy)
            ?? SameSubject(held, post, policy) ?? BareReminder(held, post) ?? ByVerdict(author, post, policy);
    }

    /// <summary>The docket that an official account's answer belongs to; null for triage.</summary>
    /// <param name="noted">True when it answers a post of this person that asks for nothing.</param>
    public static string? OfAnswer(Author.Known author, AnswerFacts answer, AuthorPolicy policy, DateTimeOffset now, out bool noted)
    {
        noted = false;
        if (answer.To is { } to)
        {
            var post = author.Posts.FirstOrDefault(recent => recent.Id == to);
            noted = post is { Docket: null, Unplaced: false } && author.Waiting.All(waiting => waiting.Id != to);
            var known = post?.Docket ?? author.Answers.FirstOrDefault(recent => recent.Id == to)?.Docket;
            if (known is not null || post is { Unplaced: false })
            {
                return known;
            }
        }

        return author.Dockets.Where(docket => docket.IsOpen || now - docket.ClosedAt <= policy.Reopen)
            .OrderByDescending(docket => docket.IsOpen)
            .ThenByDescending(docket => docket.LastAnswerAt is null || docket.LastAnswerAt < docket.LastPostAt)
            .ThenByDescending(docket => docket.LastPostAt)
            .FirstOrDefault()?.Docket;
    }

    /// <summary>Self-harm, a bomb, riot, or a threat: never waits in triage, never taken for small talk (design section 5, P0).</summary>
    public static bool IsGrave(Verdict verdict) =>
        verdict.Category is Category.SelfHarm or Category.BombHoax or Category.CommunalRumour || verdict.Urgency == Urgency.Critical
        || verdict.Flags.Any(label => label is Label.SelfHarm or Label.Threat or Label.Incitement);

    /// <summary>Whether a post on a closed docket wants something; "thank you" must not reopen it (peers.md pitfall 7).</summary>
    private static bool AsksAgain(PostFacts post) =>
        IsGrave(post.Verdict) || post.Verdict.Complaint is ComplaintCall.Yes or ComplaintCall.Unsure || post.Verdict.Sentiment == Sentiment.Negative;

    /// <summary>
    /// A complaint about police conduct never goes to the unit named (design section 6), and that unit may well hold the docket in whose thread the citizen writes it: only a
    /// docket about conduct takes it, and so keeps it from the unit.
    /// </summary>
    private static bool IsOfConduct(PostFacts post) => post.Verdict is { Category: Category.PoliceMisconduct, Complaint: ComplaintCall.Yes };

    private static bool MayHold(HeldDocket docket, PostFacts post) => docket.Conduct || docket.Category == Category.PoliceMisconduct || !IsOfConduct(post);

    private static DocketChoice? Named(Author.Known author, PostFacts post)
    {
        if (post.DocketMentioned is not { } number
            || !(author.Dockets.FirstOrDefault(docket => docket.Docket == number) is { } own ? MayHold(own, post) : !IsOfConduct(post) && IsEarlier(number, post.Id)))
        {
            return null;
        }

        var closed = author.Dockets.Any(docket => docket.Docket == number && !docket.IsOpen);
        return closed && !AsksAgain(post) ? Note : Join(number, Joining.DocketMentioned);
    }

    /// <summary>A docket's number comes from an intake number, so a docket that there is has a smaller one than the post that names it.</summary>
    private static bool IsEarlier(string docket, string post) =>
        long.TryParse(docket.AsSpan(0, docket.AsSpan().IndexOfAny('.', '-')), NumberStyles.None, CultureInfo.InvariantCulture, out var first)
        && long.TryParse(post.AsSpan(0, Math.Max(0, post.IndexOf('-', StringComparison.Ordinal))), NumberStyles.None, CultureInfo.InvariantCulture, out var own) && first < own;

    private static DocketChoice? Threaded(Author.Known author, List<HeldDocket> held, PostFacts post)
    {
        var parent = post.InReplyTo is not { } to
            ? null
            : author.Posts.FirstOrDefault(recent => recent.Id == to)?.Docket ?? author.Answers.FirstOrDefault(recent => recent.Id == to)?.Docket;
        var docket = held.FirstOrDefault(docket => docket.Docket == parent)
            ?? (post.Thread is null || post.Private ? null : held.Where(docket => docket.Thread == post.Thread).MaxBy(docket => docket.LastPostAt));
        if (docket is null || (IsGrave(post.Verdict) && !SameGrave(docket, post)))
        {
            return null;
        }

        return Join(docket.Docket, post.Forwarded == Office.None ? Joining.Thread : Joining.Forwarded);
    }

    private static DocketChoice? Grave(List<HeldDocket> held, PostFacts post)
    {
        if (post.Forwarded != Office.None && post.Verdict.Complaint != ComplaintCall.No)
        {
            return Open;
        }

        if (!IsGrave(post.Verdict))
        {
            return null;
        }

        return held.Where(docket => docket.IsOpen && SameGrave(docket, post)).MaxBy(docket => docket.LastPostAt) is { } same ? Join(same.Docket, Joining.Reminder) : Open;
    }

    /// <summary>A life at risk gets a docket of its own beside a parking complaint of the same person.</summary>
    private static bool SameGrave(HeldDocket docket, PostFacts post) => docket.Category == SubjectOf(post.Verdict);

    private static DocketChoice? Momentary(List<HeldDocket> held, PostFacts post, AuthorPolicy policy) =>
        post.Forwarded != Office.None
            ? null
            : held.Where(docket => docket.IsOpen && (post.PostedAt - docket.LastPostAt).Duration() <= policy.Moments).MaxBy(docket => docket.LastPostAt) is { } near
                ? Join(near.Docket, Joining.Moments)
                : null;

    private static DocketChoice? PrivateWord(List<HeldDocket> held, PostFacts post, AuthorPolicy policy)
    {
        if (!post.Private || Newest(held) is not { } newest)
        {
            return null;
        }

        var another = post.Verdict.Complaint == ComplaintCall.Yes && !IsVague(post.Verdict) && !held.Any(docket => IsSameSubject(docket, post, policy));
        return another ? null : Join((held.FirstOrDefault(docket => IsSameSubject(docket, post, policy)) ?? newest).Docket, Joining.Private);
    }

    private static DocketChoice? SameSubject(List<HeldDocket> held, PostFacts post, AuthorPolicy policy)
    {
        if (post.Verdict.Complaint == ComplaintCall.No || post.Forwarded != Office.None)
        {
            return null;
        }

        var same = held.Where(docket => docket.IsOpen ? IsSameSubject(docket, post, policy) : IsAlike(docket, post, policy)).MaxBy(docket => docket.LastPostAt);
        return same is null ? null : Join(same.Docket, Joining.Reminder);
    }

    /// <summary>"Any update?": names no subject of its own, and there is one open.</summary>
    private static DocketChoice? BareReminder(List<HeldDocket> held, PostFacts post)
    {
        var newest = Newest([.. held.Where(docket => docket.IsOpen && (post.Located.Unit is null || docket.Unit is null || docket.Unit == post.Located.Unit))]);
        var bare = post.Verdict.Complaint switch
        {
            ComplaintCall.Yes => IsVague(post.Verdict),
            ComplaintCall.Unsure => true,
            _ => post.Verdict.Sentiment != Sentiment.Positive && post.Forwarded == Office.None,
        };
        return bare && newest is not null ? Join(newest.Docket, Joining.Reminder) : null;
    }

    private static DocketChoice ByVerdict(Author.Known author, PostFacts post, AuthorPolicy policy)
    {
        if (post.Verdict.Complaint is ComplaintCall.No or ComplaintCall.None)
        {
            return Note;
        }

        if (post.Verdict.Complaint == ComplaintCall.Unsure && author.Waiting.Count < AuthorLimits.Waiting)
        {
            return new(Destination.Triage, null, default, TriageWhy.UnsureComplaint);
        }

        var open = author.Dockets.Where(docket => docket.IsOpen).ToList();
        return open.Count < AuthorLimits.OpenDockets ? Open : Join((open.FirstOrDefault(docket => IsAlike(docket, post, policy)) ?? Newest(open)!).Docket, Joining.Full);
    }

    private static HeldDocket? Newest(IReadOnlyList<HeldDocket> dockets) =>
        dockets.OrderByDescending(docket => docket.IsOpen).ThenByDescending(docket => docket.LastPostAt).FirstOrDefault();

    private static bool IsSameSubject(HeldDocket docket, PostFacts post, AuthorPolicy policy) =>
        IsAlike(docket, post, policy)
        || (docket.Category == SubjectOf(post.Verdict) && (docket.Unit is null || post.Located.Unit is null || docket.Unit == post.Located.Unit));

    private static bool IsAlike(HeldDocket docket, PostFacts post, AuthorPolicy policy) =>
        docket.Likeness != 0 && post.Likeness != 0 && BitOperations.PopCount((ulong)(docket.Likeness ^ post.Likeness)) <= policy.AlikeBits;

    /// <summary>What a docket of this verdict is about: a self-harm or threat flag outweighs the category.</summary>
    public static Category SubjectOf(Verdict verdict) =>
        verdict.Flags.Contains(Label.SelfHarm) ? Category.SelfHarm
        : verdict.Category is Category.None or Category.Other or Category.NotPolice && verdict.Flags.Contains(Label.Threat) ? Category.Threat
        : verdict.Category;

    private static bool IsVague(Verdict verdict) => verdict.Category is Category.None or Category.Other && !IsGrave(verdict);
}
