using Monitor.Core.Complaints;

namespace Monitor.Core.Authors;

/// <summary>What the end and the reopening of a complaint mean for its citizen's Author, and a split for the same person's list of dockets.</summary>
public static class DocketCloser
{
    /// <param name="docket">Of the complaint whose event it is.</param>
    public static IEnumerable<(string Key, AuthorCommand Command)> Of(string docket, ComplaintEvent happened) => happened switch
    {
        ComplaintEvent.Closed { Author: { } author } => [(author, new AuthorCommand.CloseDocket(docket))],
        ComplaintEvent.Left { Author: { } author } => [(author, new AuthorCommand.CloseDocket(docket))],
        ComplaintEvent.Reopened { Author: { } author } => [(author, new AuthorCommand.ReopenDocket(docket))],
        ComplaintEvent.Appealed { Author: { } author } => [(author, new AuthorCommand.ReopenDocket(docket))],
        ComplaintEvent.ReportReturned { Reopens: true, Author: { } author } => [(author, new AuthorCommand.ReopenDocket(docket))],
        ComplaintEvent.Opened { Author: { } author, Source: not Source.Post } e => [(author, new AuthorCommand.AdoptDocket(docket, e.Category, e.Unit))],
        _ => [],
    };

    /// <summary>
    /// Two identifiers of one person: the other's Author takes the open dockets over, hears of their end and reopening, and gives them back when an officer parts the two.
    /// </summary>
    /// <param name="author">Key of the Author whose event it is.</param>
    public static IEnumerable<(string Key, AuthorCommand Command)> Of(string author, AuthorEvent happened) => happened switch
    {
        AuthorEvent.IdentityLinked e => e.Dockets.Select(held => (e.Other, (AuthorCommand)new AuthorCommand.AdoptDocket(held.Docket, held.Category, held.Unit, author))),
        AuthorEvent.DocketClosed { Others: { } others } e => others.Select(other => (other, (AuthorCommand)new AuthorCommand.CloseDocket(e.Docket))),
        AuthorEvent.DocketReopened { Others: { } others } e => others.Select(other => (other, (AuthorCommand)new AuthorCommand.ReopenDocket(e.Docket))),
        AuthorEvent.IdentityUnlinked e => e.Dockets.Select(docket => (e.Other, (AuthorCommand)new AuthorCommand.ForgetDocket(docket))),
        _ => [],
    };
}
