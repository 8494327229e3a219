using System.Text.Json.Serialization;
using Monitor.Core.Complaints;
using Monitor.Core.Posts;
using Monitor.Core.Routing;
using Monitor.Runtime.Journal;
using Monitor.Server.Hosting;

namespace Monitor.Server.Api;

/// <summary>What the classifier said, as the API shows it.</summary>
public sealed record VerdictView(
    Language Language, Sentiment Sentiment, IReadOnlyDictionary<string, double> Antisocial, IReadOnlyList<Label> Flags, ComplaintCall Complaint, double ComplaintProbability,
    Category? Category, Urgency? Urgency, IReadOnlyList<WeighedWord> Words, string Model)
{
    public static VerdictView Of(Verdict verdict) => new(
        verdict.Language,
        verdict.Sentiment,
        verdict.Antisocial.ToDictionary(score => LabelName(score.Label), score => Math.Round(score.Probability, 3)),
        verdict.Flags,
        verdict.Complaint,
        Math.Round(verdict.ComplaintProbability, 3),
        verdict.Category == Core.Posts.Category.None ? null : verdict.Category,
        verdict.Urgency == Core.Posts.Urgency.None ? null : verdict.Urgency,
        verdict.Words,
        verdict.Model);

    private static string LabelName(Label label) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(label.ToString());
}

/// <summary>Where a post belongs and why: reasons with offsets into its text.</summary>
public sealed record RoutingView(string? Unit, IReadOnlyDictionary<Wing, string> Wings, double Confidence, IReadOnlyList<PlaceReason> Reasons);

public sealed record ClockAhead(string Clock, DateTimeOffset DueAt);

/// <summary>One post as parsed and decided (design section 12). Text is null once it was deleted on the platform.</summary>
public sealed record PostView(
    string Id, string Channel, string Kind, string AuthorId, string? AuthorName, string? Text, DateTimeOffset PostedAt, DateTimeOffset ReceivedAt, string? InReplyTo)
{
    public bool Deleted { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public VerdictView? Verdict { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Docket { get; init; }

    /// <summary>The docket's unit as it is now; of a post without a docket, the best guess. The guess as it was made stands under <see cref="Routing"/>.</summary>
    public string? Unit { get; init; }

    public RoutingView? Routing { get; init; }

    public ClockAhead? NextDeadline { get; init; }

    public bool Triage { get; init; }
}

/// <summary>Joins a post's words (the post store) with what was decided of it (its author's stream).</summary>
public sealed class PostViews(MonitorNode node, ComplaintViews complaints)
{
    /// <summary>Null where the post, or the docket that it is on, complains of the unit that reads.</summary>
    public async ValueTask<PostView?> Of(PostRow row, Reader reader, CancellationToken cancellation) => (await Of([row], reader, cancellation)).SingleOrDefault();

    /// <summary>In the order of the rows, without those that are hidden from who reads.</summary>
    public async ValueTask<IReadOnlyList<PostView>> Of(IReadOnlyCollection<PostRow> rows, Reader reader, CancellationToken cancellation)
    {
        var decisions = await PostDecisions.Of(node, rows, cancellation);
        var views = new List<PostView>(rows.Count);
        foreach (var row in rows)
        {
            if (await Of(row, decisions.GetValueOrDefault(row.Id), reader) is { } view)
            {
                views.Add(view);
            }
        }

        return views;
    }

    private async ValueTask<PostView?> Of(PostRow row, PostDecision? decided, Reader reader)
    {
        var view = new PostView(row.Id, row.Channel, row.Kind, row.AuthorKey, row.AuthorName, row.Text, row.PostedAt, row.ReceivedAt, row.InReplyTo)
        {
            Deleted = row.Erased is not null,
        };
        if (decided?.Post is not { } facts)
        {
            return view;
        }

        var (docket, located, verdict) = (decided.Docket, facts.Located, decided.Edited ?? facts.Verdict);
        var complaint = docket is null ? null : await complaints.Look(docket);
        if (reader.IsHidden(HiddenFrom(docket, complaint, facts)))
        {
            return null;
        }

        var next = complaint?.Next;
        return view with
        {
            Verdict = VerdictView.Of(verdict),
            Routing = new RoutingView(located.Unit, located.Wings, Math.Round(located.Confidence, 3), Reasons(located, decided.Edited is not null)),
            Docket = docket,
            Unit = complaint is null ? located.Unit : complaint.Unit,
            NextDeadline = next?.DueAt is { } due ? new ClockAhead(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(next.Clock.ToString()), due) : null,
            Triage = decided.WaitsInTriage,
        };
    }

    /// <summary>Of a docket that cannot be read now, as the board has it.</summary>
    private string? HiddenFrom(string? docket, ComplaintView? complaint, PostFacts facts) =>
        complaint is not null ? complaint.HiddenFrom
        : (docket is null ? null : node.Board.Read(board => board.Against(docket))) ?? Conduct.Against(node.Rulebook.Units, facts.Verdict.Category, facts.Located);

    /// <summary>Where a post belongs was read from its first words; in later ones those places stand elsewhere, if at all.</summary>
    private static IReadOnlyList<PlaceReason> Reasons(Located located, bool edited) =>
        edited ? [.. located.Reasons.Select(reason => reason with { Start = 0, End = 0 })] : located.Reasons;
}
