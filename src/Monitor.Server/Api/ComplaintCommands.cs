using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Net.Http.Headers;
using Monitor.Core.Complaints;
using Monitor.Core.Posts;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Journal;
using Monitor.Server.Web;

namespace Monitor.Server.Api;

/// <summary>
/// Runs a person's command on a complaint: <c>If-Match</c> holds the version that was seen (412), <c>Idempotency-Key</c> makes a repeat harmless, a refusal is 409.
/// What an officer writes to a citizen goes through the intake log first, so that its words stand in the post store like everybody's.
/// </summary>
public sealed class ComplaintCommands(IGrainHost grains, IJournal journal, Func<DateTimeOffset> now)
{
    private const int IdempotencyKeyLengthMax = 100;
    private const int TextLengthMax = 4096;

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

        return read switch
        {
            Writing writing => await Write(docket, verb, writing, request, cancellation),
            Splitting part => await Split(docket, part, request, cancellation),
            ComplaintCommand.JoinIncident { By: null } => Problems.Wrong("by", "The body lacks the field by."),
            ComplaintCommand command => await Run(docket, command, request, []),
            _ => throw new InvalidOperationException($"{verb} has a body that no command takes."),
        };
    }

    /// <summary>A docket that no post opened. Answers with its number.</summary>
    public async Task<IResult> Open(Opening opening, HttpRequest request, CancellationToken cancellation)
    {
        if (opening is { Text: null or "", Posts: null or { Count: 0 } })
        {
            return Problems.Wrong("text", "Say what the citizen told (text), or name the posts that it is opened for.");
        }

        if (opening.Text?.Length > TextLengthMax)
        {
            return Problems.Wrong("text", $"The text has {opening.Text.Length} characters; at most {TextLengthMax} are kept.");
        }

        var number = await Accept(opening, cancellation);
        var docket = Docket.Number(number, 0);
        var rows = opening.Text is { Length: > 0 } ? [Row($"{number}-0", number, opening.Text, "hand", "hand/" + docket)] : Array.Empty<PostRow>();
        var posts = new List<PostRef>();
        foreach (var id in opening.Posts ?? [])
        {
            if (await journal.Post(id, cancellation) is not { } row)
            {
                return Problems.NotFound("post", id);
            }

            posts.Add(new PostRef(row.Id, Enum.Parse<Channel>(row.Channel, ignoreCase: true), row.AuthorKey, "", false, row.PostedAt, row.ReceivedAt, Office.None));
        }

        if (rows.Length > 0)
        {
            posts.Insert(0, new PostRef(rows[0].Id, Channel.Hand, rows[0].AuthorKey, "", true, opening.ToldAt ?? now(), now(), Office.None));
        }

        var command = new ComplaintCommand.OpenByHand(
            docket, opening.Source, opening.Category, opening.Priority, opening.Unit, opening.By, opening.Note, opening.ToldAt, posts, Against: opening.Against);
        return await Run(docket, command, request, rows, created: true);
    }

    private async Task<IResult> Write(string docket, string verb, Writing writing, HttpRequest request, CancellationToken cancellation)
    {
        if (writing.Text.Length is 0 or > TextLengthMax)
        {
            return Problems.Wrong("text", $"The text must have 1 to {TextLengthMax} characters.");
        }

        var number = await Accept(writing, cancellation);
        var post = $"{number}-0";
        ComplaintCommand command = verb == "ask"
            ? new ComplaintCommand.Ask(post, writing.Account, writing.By)
            : new ComplaintCommand.Reply(post, writing.Account, writing.By, writing.MentionsReceiver);
        return await Run(docket, command, request, [Row(post, number, writing.Text, "answer", "seat/" + writing.Account)]);
    }

    private async Task<IResult> Split(string docket, Splitting part, HttpRequest request, CancellationToken cancellation)
    {
        var into = Docket.Number(await Accept(part, cancellation), 0);
        return await Run(docket, new ComplaintCommand.Split(into, part.Posts, part.Category, part.Unit, part.By), request, []);
    }

    private async Task<IResult> Run(string docket, ComplaintCommand command, HttpRequest request, IReadOnlyList<PostRow> rows, bool created = false)
    {
        var stream = StreamName.Of("complaint", docket);
        var key = request.Headers["Idempotency-Key"].ToString();
        if (key.Length > IdempotencyKeyLengthMax)
        {
            return Problems.Bad("idempotency-key-too-long", $"An Idempotency-Key has at most {IdempotencyKeyLengthMax} characters.");
        }

        if (!TryReadVersion(request, out var version))
        {
            return Problems.Bad("if-match", "If-Match holds the complaint's version as it was read, for example If-Match: \"7\".");
        }

        var result = await grains.Ask(new Ask(stream, command) { IfVersion = version, Posts = rows, Keys = key.Length > 0 ? [$"request/{docket}/{key}"] : [] });
        return result.Outcome switch
        {
            TurnOutcome.Appended when created => Results.Created($"/api/complaints/{docket}", new { docket, version = result.Version }),
            TurnOutcome.Appended or TurnOutcome.Nothing or TurnOutcome.KeyTaken or TurnOutcome.AlreadyDone => Results.Ok(new { docket, version = result.Version }),
            TurnOutcome.Refused => Problems.Of(result.Refusal!),
            TurnOutcome.OtherVersion => Problems.Of(412, "other-version", $"The complaint is at version {result.Version}: read it again and decide anew."),
            TurnOutcome.Quarantined => Problems.Of(503, "quarantined", "The complaint's history does not fit this build; an administrator has been told."),
            TurnOutcome.Failed => Problems.Of(503, "not-stored", "The journal could not store it: nothing was changed, try again."),
            _ => throw new InvalidOperationException($"{result.Outcome} is not answered."),
        };
    }

    /// <summary>An officer's writing takes an intake number like every delivery: ids and dockets have one source.</summary>
    private async Task<long> Accept<T>(T what, CancellationToken cancellation)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new { what, nonce = Guid.NewGuid() }, ApiJson.Options);
        var hash = Convert.ToHexStringLower(SHA256.HashData(body));
        var accepted = await journal.Accept([new Delivery("hand", $"hand/{hash}", hash, now(), body)], cancellation);
        return accepted[0].Number;
    }

    private PostRow Row(string id, long number, string text, string kind, string author)
    {
        var at = now();
        var hash = Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
        return new PostRow(id, number, "hand", kind, author, null, null, null, null, text, null, at, at, hash, null);
    }

    private static bool TryReadVersion(HttpRequest request, out long? version)
    {
        version = null;
        if (!EntityTagHeaderValue.TryParse(request.Headers.IfMatch.ToString(), out var tag))
        {
            return request.Headers.IfMatch.Count == 0;
        }

        var read = long.TryParse(tag.Tag.AsSpan().Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        version = read ? number : null;
        return read;
    }
}
