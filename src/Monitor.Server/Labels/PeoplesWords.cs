using System.Globalization;
using Monitor.Core;
using Monitor.Core.Authors;
using Monitor.Core.Complaints;
using Monitor.Core.Flags;
using Monitor.Core.Posts;
using Monitor.Runtime.Grains;

namespace Monitor.Server.Labels;

/// <summary>
/// What people decided of posts, folded from the feed; of each the last word counts. Triage says whether a post is a complaint, opening by hand and splitting off say of which
/// category, tagging and transferring say where it belongs, a flag's result says whether its labels were right.
/// </summary>
public sealed class PeoplesWords
{
    private readonly Dictionary<string, PeoplesWord> said = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<Label>> flagged = new(StringComparer.Ordinal);

    /// <summary>By post id, in order of the first word.</summary>
    public IEnumerable<(string Post, PeoplesWord Word)> All => said.Where(word => !word.Value.SaysNothing).Select(word => (word.Key, word.Value));

    public void Apply(string stream, IEvent happened)
    {
        switch (happened)
        {
            case AuthorEvent author:
                Apply(author);
                break;
            case ComplaintEvent complaint:
                Apply(StreamName.KeyOf(stream), complaint);
                break;
            case FlagEvent flag:
                Apply(StreamName.KeyOf(stream), flag);
                break;
        }
    }

    private void Apply(AuthorEvent happened)
    {
        switch (happened)
        {
            case AuthorEvent.DocketOpened { By: not null } e:
                Note(e.Post.Id, e.At, word => word with { Complaint = true });
                break;
            case AuthorEvent.PostJoined { Why: Joining.ByOfficer } e:
                Note(e.Post.Id, e.At, word => word with { Complaint = true });
                break;
            case AuthorEvent.TriageDismissed e:
                Note(e.Post, e.At, word => word with { Complaint = false, Category = null });
                break;
        }
    }

    private void Apply(string docket, ComplaintEvent happened)
    {
        switch (happened)
        {
            case ComplaintEvent.Opened { Source: not Source.Post, By: not null } e:
                foreach (var post in e.Posts)
                {
                    Note(post, e.At, word => word with { Complaint = true, Category = e.Category, Unit = e.Unit ?? word.Unit });
                }

                break;
            case ComplaintEvent.Tagged { By: not null, Why: not TagWhy.MainAccount } e:
                Note(FirstPostOf(docket), e.At, word => word with { Unit = e.Unit });
                break;
            case ComplaintEvent.Transferred e:
                Note(FirstPostOf(docket), e.At, word => word with { Unit = e.Unit });
                break;
            case ComplaintEvent.Left { Leave.Way: WayOut.NotAComplaint } e:
                Note(FirstPostOf(docket), e.At, word => word with { Complaint = false, Category = null });
                break;
            case ComplaintEvent.Left { Leave.Way: WayOut.NotPolice } e:
                Note(FirstPostOf(docket), e.At, word => word with { Complaint = true, Category = Category.NotPolice });
                break;
            case ComplaintEvent.Reopened { By: not null } e:
                Note(FirstPostOf(docket), e.At, word => word with { Complaint = true, Category = word.Category == Category.NotPolice ? null : word.Category });
                break;
        }
    }

    /// <summary>An answer with facts says nothing of the labels.</summary>
    private void Apply(string post, FlagEvent happened)
    {
        switch (happened)
        {
            case FlagEvent.Raised e:
                flagged[post] = e.Labels;
                break;
            case FlagEvent.Relabelled e:
                flagged[post] = e.Labels;
                break;
            case FlagEvent.Resolved { Result: FlagResult.Harmless } e:
                Note(post, e.At, word => word with { Labels = [] });
                break;
            case FlagEvent.Resolved { Result: FlagResult.ToStation or FlagResult.ToCase } e:
                Note(post, e.At, word => word with { Labels = flagged.GetValueOrDefault(post) });
                break;
            case FlagEvent.Reopened e:
                Note(post, e.At, word => word with { Labels = null });
                break;
        }
    }

    private void Note(string post, DateTimeOffset at, Func<PeoplesWord, PeoplesWord> change) =>
        said[post] = change(said.GetValueOrDefault(post) ?? new PeoplesWord(at)) with { At = at };

    /// <summary>A docket has its number from its first post: <c>1042-7</c> from <c>1042-0</c>, <c>1042.3-1</c> from <c>1042-3</c>.</summary>
    private static string FirstPostOf(string docket)
    {
        var stem = docket.AsSpan(0, docket.IndexOf('-', StringComparison.Ordinal));
        var dot = stem.IndexOf('.');
        return dot < 0 ? string.Create(CultureInfo.InvariantCulture, $"{stem}-0") : string.Create(CultureInfo.InvariantCulture, $"{stem[..dot]}-{stem[(dot + 1)..]}");
    }
}
