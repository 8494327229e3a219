using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Net.Http.Headers;
using Monitor.Channels;
using Monitor.Core;
using Monitor.Core.Authors;
using Monitor.Core.Complaints;
using Monitor.Core.Posts;
using Monitor.Core.Rulebooks;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Intake;
using Monitor.Runtime.Journal;
using Monitor.Server.Hosting;
using Monitor.Server.Web;

namespace Monitor.Server.Api;

/// <summary>
/// Runs a person's command on a complaint: <c>If-Match</c> holds the version that was seen (412), <c>Idempotency-Key</c> makes a repeat harmless, a refusal is 409.
/// What an officer writes to a citizen takes a number of the intake log, so that ids have one source; its words stand in the post store like everybody's, and only there.
/// </summary>
public sealed class ComplaintCommands(MonitorNode node)
{
    private const int IdempotencyKeyLengthMax = 100;
    private const int TextLengthMax = 4096;
    private const int PrintLength = 16;

    private static readonly Refusal Reused = new("idempotency-key-reused", "This Idempotency-Key came with another command before: send a new one.");

    private readonly IGrainHost grains = node.Engine.Host;

    /// <param name="Print">Of what is asked, so that a key that comes again with something else is told from a repeat.</param>
    private readonly record struct Headers(string Key, long? Version, string Print)
    {
        /// <summary>The one that says most first: the journal names the first that is taken.</summary>
        public IReadOnlyList<string> Keys(string docket) => Key.Length > 0 ? [$"{Plain(docket)}/{Print}", Plain(docket)] : [];

        public bool IsReused(string docket, TurnResult result) => Key.Length > 0 && result.Outcome == TurnOutcome.KeyTaken && result.Detail == Plain(docket);

        private string Plain(string docket) => $"request/{docket}/{Key}";
    }

    public async Task<IResult> Run(string docket, string verb, JsonElement body, HttpRequest request, CancellationToken cancellation)
    {
        if (!Docket.IsNumber(docket))
        {
            return Problems.NotFound("complaint", docket);
        }

        if (Bodies.Read(body, ComplaintVerbs.All[verb].Body, out var read) is { } refused)
        {
            return refused;
        }

        if (Read(request, verb + body.GetRawText(), out var headers) is { } unfit)
        {
            return unfit;
        }

        return read switch
        {
            Writing writing => await Write(docket, verb, writing, headers, cancellation),
            Splitting part => await Split(docket, part, headers, cancellation),
            Tagging tagging => await Tag(docket, tagging, headers),
            IncidentJoining joining => Answer(docket, await Run(docket, new ComplaintCommand.JoinIncident(joining.Incident, 1, joining.By), headers, [])),
            ComplaintCommand command => Answer(docket, await Run(docket, command, headers, [])),
            _ => throw new InvalidOperationException($"{verb} has a body that no command takes."),
        };
    }

    /// <summary>A docket that no post opened. Answers with its number.</summary>
    public async Task<IResult> Open(Opening opening, HttpRequest request, CancellationToken cancellation)
    {
        if (Read(request, JsonSerializer.Serialize(opening, ApiJson.Options), out var headers) is { } unfit)
        {
            return unfit;
        }

        if (string.IsNullOrWhiteSpace(opening.Text) && opening.Posts is (null or { Count: 0 }))
        {
            return Problems.Wrong("text", "Say what the citizen told (text), or name the posts that it is opened for.");
        }

        if (opening.Text?.Length > TextLengthMax)
        {
            return Problems.Wrong("text", $"The text has {opening.Text.Length} characters; at most {TextLengthMax} are kept.");
        }

        var number = await Number("open", headers, cancellation);
        var docket = Docket.Number(number, 0);
        var rows = !string.IsNullOrWhiteSpace(opening.Text) ? [Row($"{number}-0", number, opening.Text, "hand", "hand/" + docket)] : Array.Empty<PostRow>();
        var posts = new List<PostRef>();
        foreach (var id in opening.Posts ?? [])
        {
            if (await node.Journal.Post(id, cancellation) is not { } row)
            {
                return Problems.NotFound("post", id);
            }

            if (await HeldElsewhere(row, cancellation) is { } held)
            {
                return held;
            }

            posts.Add(new PostRef(row.Id, Enum.Parse<Channel>(row.Channel, ignoreCase: true), row.AuthorKey, "", false, row.PostedAt, row.ReceivedAt, Office.None));
        }

        if (rows.Length > 0)
        {
            posts.Insert(0, new PostRef(rows[0].Id, Channel.Hand, rows[0].AuthorKey, "", true, opening.ToldAt ?? node.Clock.Now, node.Clock.Now, Office.None));
        }

        var command = new ComplaintCommand.OpenByHand(
            docket, opening.Source, opening.Category, opening.Priority, opening.Unit, opening.By, opening.Note, opening.ToldAt, posts, Against: opening.Against);
        var result = await Run(docket, command, headers, rows, [.. (opening.Posts ?? []).Select(id => "by-hand/" + id)]);
        if (result.Outcome == TurnOutcome.KeyTaken && (await grains.TryLook(StreamName.Of(Complaint.Kind, docket)))?.State is not Complaint.Live)
        {
            return Problems.Of(409, "post-has-docket", "One of these posts is on a docket that was opened by hand already: add to that one, or split it.");
        }

        return result.Outcome == TurnOutcome.Appended ? Results.Created($"/api/complaints/{docket}", new DocketDone(docket, result.Version)) : Answer(docket, result);
    }

    /// <summary>One post is on one docket (design section 4): whoever wants another splits it off, links the dockets, or opens what waits in triage.</summary>
    private async Task<IResult?> HeldElsewhere(PostRow row, CancellationToken cancellation)
    {
        if ((await PostDecisions.Of(node, row, cancellation))?.Docket is not null)
        {
            return Problems.Of(409, "post-has-docket", $"Post {row.Id} is on a docket already, which GET /api/posts/{row.Id} names: split it off there, or link the dockets.");
        }

        return (await grains.TryLook(StreamName.Of(Author.Kind, row.AuthorKey)))?.State is Author.Known author && author.Waiting.Any(waiting => waiting.Id == row.Id)
            ? Problems.Of(409, "post-in-triage", $"Post {row.Id} waits in triage: POST /api/posts/{row.Id}/open opens it.")
            : null;
    }

    private async Task<IResult> Write(string docket, string verb, Writing writing, Headers headers, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(writing.Text) || writing.Text.Length > TextLengthMax)
        {
            return Problems.Wrong("text", $"The text must have words, and at most {TextLengthMax} characters.");
        }

        if (node.Rulebook.Seats.FindId(writing.Account) is not { UnitId: not null })
        {
            return Problems.Wrong("account", $"There is no official account {writing.Account}: GET /api/accounts lists them.");
        }

        var number = await Number($"{docket}/{verb}", headers, cancellation);
        var post = $"{number}-0";
        ComplaintCommand command = verb == "ask"
            ? new ComplaintCommand.Ask(post, writing.Account, writing.By)
            : new ComplaintCommand.Reply(post, writing.Account, writing.By, await MentionsReceiver(docket, writing.Text));
        return Answer(docket, await Run(docket, command, headers, [Row(post, number, writing.Text, "answer", "seat/" + writing.Account)]));
    }

    /// <summary>Whether the text names the account that received the complaint, which the action report needs (design section 5).</summary>
    private async Task<bool> MentionsReceiver(string docket, string text) =>
        (await grains.TryLook(StreamName.Of(Complaint.Kind, docket)))?.State is Complaint.Live { Folder.Account: var account }
        && node.Rulebook.Seats.FindId(account) is { } receiver
        && Handles.In(text).Any(handle => handle.AsSpan(1).Equals(receiver.Handle, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// A correction teaches (design section 6): the phrase that names the place means this unit from now on. A docket that is tagged stays so where the phrase is not taken.
    /// </summary>
    private async Task<IResult> Tag(string docket, Tagging tagging, Headers headers)
    {
        var result = await Run(docket, new ComplaintCommand.Tag(tagging.Unit, tagging.By, tagging.Why), headers, []);
        if (tagging.Phrase is not { } phrase || result.Outcome is not (TurnOutcome.Appended or TurnOutcome.Nothing or TurnOutcome.KeyTaken))
        {
            return result.Answer(new TaggingDone(docket, result.Version, null, null));
        }

        var taught = await grains.Ask(new Ask(StreamName.Of(RulebookLog.Kind, RulebookLog.Key), new RulebookCommand.TeachAlias(phrase, tagging.Unit, tagging.By)));
        return result.Answer(new TaggingDone(docket, result.Version, taught.Refusal is null ? phrase : null, taught.Refusal?.Detail));
    }

    /// <summary>Answers with the new docket's number too.</summary>
    private async Task<IResult> Split(string docket, Splitting part, Headers headers, CancellationToken cancellation)
    {
        var into = Docket.Number(await Number($"{docket}/split", headers, cancellation), 0);
        var result = await Run(docket, new ComplaintCommand.Split(into, part.Posts, part.Category, part.Unit, part.By, part.Against), headers, []);
        return result.Answer(new SplittingDone(docket, result.Version, into));
    }

    /// <param name="keys">Claimed for ever with the command, beside the request's own.</param>
    private async Task<TurnResult> Run(string docket, ComplaintCommand command, Headers headers, IReadOnlyList<PostRow> rows, IReadOnlyList<string>? keys = null)
    {
        var result = await grains.Ask(
            new Ask(StreamName.Of(Complaint.Kind, docket), command) { IfVersion = headers.Version, Posts = rows, Keys = [.. headers.Keys(docket), .. keys ?? []] });
        return headers.IsReused(docket, result) || await HasOtherWords(rows, headers, result)
            ? new TurnResult(TurnOutcome.Refused, 0, result.Version, Reused)
            : result;
    }

    /// <summary>A repeat takes the number of the first: what stands there are the first's words, and these would be lost.</summary>
    private async ValueTask<bool> HasOtherWords(IReadOnlyList<PostRow> rows, Headers headers, TurnResult result) =>
        rows.Count > 0 && headers.Key.Length > 0 && result.Outcome is (TurnOutcome.Nothing or TurnOutcome.KeyTaken)
        && await node.Journal.Post(rows[0].Id, CancellationToken.None) is { } stored && stored.TextSha256 != rows[0].TextSha256;

    private static IResult Answer(string docket, TurnResult result) => result.Answer(new DocketDone(docket, result.Version));

    /// <summary>The next number of the intake log; a repeat under the same <c>Idempotency-Key</c> gives the first one's.</summary>
    /// <param name="command">What is asked of which docket; no word of anybody's.</param>
    private ValueTask<long> Number(string command, Headers headers, CancellationToken cancellation)
    {
        var key = headers.Key.Length > 0 ? headers.Key : Guid.NewGuid().ToString("N");
        return node.Intake.Accept(Channel.Hand, ChannelName.Of(Channel.Hand), JsonSerializer.SerializeToUtf8Bytes(new { command, key }, ApiJson.Options), cancellation);
    }

    private PostRow Row(string id, long number, string text, string kind, string author)
    {
        var at = node.Clock.Now;
        var hash = Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
        return new PostRow(id, number, "hand", kind, author, null, null, null, null, text, null, at, at, hash, null);
    }

    /// <summary>Null when they could be read.</summary>
    /// <param name="asked">The command and its body.</param>
    private static IResult? Read(HttpRequest request, string asked, out Headers headers)
    {
        var key = request.Headers["Idempotency-Key"].ToString();
        headers = new Headers(key, null, key.Length > 0 ? Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(asked)))[..PrintLength] : "");
        if (key.Length > IdempotencyKeyLengthMax)
        {
            return Problems.Bad("idempotency-key-too-long", $"An Idempotency-Key has at most {IdempotencyKeyLengthMax} characters.");
        }

        if (request.Headers.IfMatch.Count == 0)
        {
            return null;
        }

        if (!EntityTagHeaderValue.TryParse(request.Headers.IfMatch.ToString(), out var tag)
            || !long.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
        {
            return Problems.Bad("if-match", "If-Match holds the complaint's version as it was read, for example If-Match: \"7\".");
        }

        headers = headers with { Version = version };
        return null;
    }
}
