using Monitor.Core.Authors;

namespace Monitor.Core.Complaints;

/// <summary>
/// What the Author's decisions, and a complaint's split, ask of complaints (design section 4, reactors). Pure: the follower hands each command to its docket with the
/// event's position as cause, so that a repeated hand-over does nothing.
/// </summary>
public static class ComplaintOpener
{
    public static IEnumerable<(string Docket, ComplaintCommand Command)> Commands(AuthorEvent happened)
    {
        switch (happened)
        {
            case AuthorEvent.DocketOpened e:
                yield return (e.Docket, new ComplaintCommand.Open(e.Docket, e.Post));
                break;
            case AuthorEvent.PostJoined e:
                yield return (e.Docket, new ComplaintCommand.AddPost(e.Post, e.Why));
                break;
            case AuthorEvent.AnswerJoined e:
                yield return (e.Docket, new ComplaintCommand.AddAnswer(e.Answer));
                break;
            case AuthorEvent.PostEdited { Docket: { } docket } e:
                yield return (docket, new ComplaintCommand.EditPost(e.Post, e.Verdict));
                break;
            case AuthorEvent.PostDeleted { Docket: { } docket } e:
                yield return (docket, new ComplaintCommand.DeletePost(e.Post));
                break;
            case AuthorEvent.AnswerDelivered { Docket: { } docket } e:
                yield return (docket, new ComplaintCommand.NoteDelivery(e.Post, e.State, e.StateAt ?? e.At));
                break;
            case AuthorEvent.TagSettled { Taken: true } e:
                yield return (e.Docket, new ComplaintCommand.Tag(e.Unit, e.By, TagWhy.Triage));
                break;
        }
    }

    /// <summary>The docket that was split off. Its citizen's measure runs from the first docket's first word.</summary>
    /// <param name="docket">The docket that was split.</param>
    public static IEnumerable<(string Docket, ComplaintCommand Command)> Commands(string docket, ComplaintEvent happened)
    {
        if (happened is ComplaintEvent.PartSplit e)
        {
            var toldAt = e.Posts.Count > 0 ? e.Posts.Min(post => post.PostedAt) : (DateTimeOffset?)null;
            yield return (e.Into, new ComplaintCommand.OpenByHand(e.Into, Source.Split, e.Category, null, e.Unit, e.By, null, toldAt, e.Posts, docket, e.Against));
        }
    }
}
