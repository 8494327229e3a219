using Monitor.Core.Organisation;
using Monitor.Core.Posts;

namespace Monitor.Channels.Scenario;

/// <summary>
/// Turns the lines of a scenario into signed bodies for one date: people keep their ids from day to day, posts get new ones. The same line on the same date always gives
/// the same bytes.
/// </summary>
/// <param name="seats">Our accounts and the offices'; a unit without an account on a channel is served by the force's main account there.</param>
/// <param name="midnight">Beginning of the scenario's first day on this run.</param>
public sealed class Poster(Scenario scenario, IReadOnlyList<OfficialAccountSeat> seats, DateTimeOffset midnight, ChannelsOptions options)
{
    private const string OfficePrefix = "office:";

    /// <summary>When the line happens on this date.</summary>
    public DateTimeOffset At(ScenarioLine line) => midnight + line.At;

    /// <summary>What is to be posted for the line.</summary>
    public SignedBody Body(ScenarioLine line)
    {
        var source = line.Deed == Deed.Again ? Source(line) : line;
        return SignedBody.Of(source.Channel, Bytes(source), At(line), options);
    }

    /// <summary>The platform's id of the post that the line makes (or, for an edit, a deletion or a repeat, speaks of).</summary>
    public string PostId(ScenarioLine line) => line.Deed is Deed.Edit or Deed.Delete or Deed.Again
        ? PostId(Source(line))
        : IsPrivate(line) && (line.Channel is Channel.Facebook or Channel.Instagram)
            ? PlatformIds.Message(At(line), line.Number)
            : PlatformIds.Post(line.Channel, Seat(line.Channel, line.Unit).AccountId, At(line), line.Number);

    /// <summary>A post that somebody writes now, from no scenario: the demo's box "write as a citizen".</summary>
    /// <param name="sequence">Tells posts of one millisecond apart.</param>
    public SignedBody Citizen(Channel channel, string unit, string handle, string name, string text, int sequence, DateTimeOffset now)
    {
        var seat = Seat(channel, unit);
        var draft = new Draft
        {
            Id = PlatformIds.Post(channel, seat.AccountId, now, sequence),
            Account = seat.AccountId,
            AuthorId = Citizens.Id(channel, handle),
            AuthorName = name,
            AuthorHandle = channel is Channel.X or Channel.Instagram ? handle : null,
            Number = Citizens.PhoneNumber(channel, handle),
            Text = channel == Channel.X && !text.Contains('@', StringComparison.Ordinal) ? $"@{seat.Handle} {text}" : text,
            PostedAt = now,
        };
        return SignedBody.Of(channel, Incoming(channel, draft, message: false), now, options);
    }

    /// <summary>An answer that an officer types in the platform's own app: the platform tells us by an echo.</summary>
    /// <param name="seat">The account that answers.</param>
    /// <param name="toAuthor">Platform's id of the citizen.</param>
    /// <param name="toPost">Platform's id of the post that is answered.</param>
    /// <param name="isPrivate">Answers a private message.</param>
    public SignedBody Answer(OfficialAccountSeat seat, string toAuthor, string toPost, bool isPrivate, string text, int sequence, DateTimeOffset now)
    {
        var channel = seat.Channel;
        var message = isPrivate && (channel is Channel.Facebook or Channel.Instagram);
        var draft = new Draft
        {
            Id = message ? PlatformIds.Message(now, sequence) : PlatformIds.Post(channel, seat.AccountId, now, sequence),
            Account = seat.AccountId,
            AuthorId = seat.AccountId,
            AuthorHandle = seat.Handle,
            ToId = toAuthor,
            InReplyTo = toPost,
            Text = text,
            PostedAt = now,
        };
        return SignedBody.Of(channel, Outgoing(channel, draft, isPrivate), now, options);
    }

    /// <summary>Something that an account of ours posts of its own, from no scenario: it keeps the account alive.</summary>
    public SignedBody OwnPost(OfficialAccountSeat seat, string text, int sequence, DateTimeOffset now)
    {
        var draft = new Draft
        {
            Id = PlatformIds.Post(seat.Channel, seat.AccountId, now, sequence),
            Account = seat.AccountId,
            AuthorId = seat.AccountId,
            AuthorHandle = seat.Handle,
            Text = text,
            PostedAt = now,
        };
        return SignedBody.Of(seat.Channel, Outgoing(seat.Channel, draft, isPrivate: false), now, options);
    }

    /// <summary>The unit's account on the channel, else the force's main one; throws when the force has none there.</summary>
    public OfficialAccountSeat Seat(Channel channel, string unit) =>
        seats.FirstOrDefault(seat => seat.Channel == channel && seat.UnitId == unit)
        ?? seats.FirstOrDefault(seat => seat.Channel == channel && seat.Role == SeatRole.ForceMain && IsOurs(seat))
        ?? seats.FirstOrDefault(seat => seat.Channel == channel && seat.Role == SeatRole.DistrictMain && IsOurs(seat))
        ?? seats.FirstOrDefault(seat => seat.Channel == channel && IsOurs(seat))
        ?? throw new InvalidOperationException($"No account of {scenario.Force} on {channel} in seeds/policies/accounts.json.");

    private static bool IsPrivate(ScenarioLine line) => line.Deed == Deed.Message || line.Channel == Channel.WhatsApp;

    private bool IsOurs(OfficialAccountSeat seat) => seat.UnitId is { } unit && unit.StartsWith(scenario.Force + "/", StringComparison.Ordinal);

    private ScenarioLine Source(ScenarioLine line) => scenario.Lines[line.Of - 1];

    private byte[] Bytes(ScenarioLine line)
    {
        var draft = DraftOf(line);
        switch (line.Deed)
        {
            case Deed.Post or Deed.Reply or Deed.Message:
                return Incoming(line.Channel, draft, line.Deed == Deed.Message);
            case Deed.Quote:
                return line.Channel == Channel.X ? X.Write.Post(draft, "post.quote.create") : Incoming(line.Channel, draft, message: false);
            case Deed.Echo:
                return Outgoing(line.Channel, draft, line.Of > 0 && IsPrivate(Source(line)));
            case Deed.Edit:
                return Edited(line, draft);
            case Deed.Delete:
                return Deleted(line, draft);
            case Deed.None or Deed.Again:
            default:
                throw new InvalidOperationException($"Line {line.Number} of the scenario does nothing that can be posted: {line.Deed}.");
        }
    }

    private byte[] Edited(ScenarioLine line, Draft draft) => line.Channel switch
    {
        Channel.X => X.Write.Post(draft with { Id = PlatformIds.Post(Channel.X, draft.Account, At(line), line.Number) }, "post.mention.create", draft.Id),
        Channel.Facebook => Facebook.Write.Comment(draft with { PostedAt = At(Source(line)) }, "edited", At(line)),
        Channel.WhatsApp => WhatsApp.Write.Edited(draft, PlatformIds.Post(Channel.WhatsApp, draft.Account, At(line), line.Number)),
        _ => throw new InvalidOperationException($"Line {line.Number}: {line.Channel} tells nobody of an edit."),
    };

    private byte[] Deleted(ScenarioLine line, Draft draft) => line.Channel switch
    {
        Channel.X => X.Write.Deleted(draft),
        Channel.Facebook => Facebook.Write.Comment(draft with { PostedAt = At(Source(line)) }, "remove"),
        Channel.WhatsApp => WhatsApp.Write.Revoked(draft, PlatformIds.Post(Channel.WhatsApp, draft.Account, At(line), line.Number)),
        _ => throw new InvalidOperationException($"Line {line.Number}: {line.Channel} tells nobody of a deletion."),
    };

    private Draft DraftOf(ScenarioLine line)
    {
        var seat = Seat(line.Channel, line.Deed == Deed.Echo ? line.By : line.Unit);
        var office = Office(line);
        var own = line.Deed == Deed.Echo;
        var handle = office?.Handle ?? line.By;
        var answered = line.Of > 0 && (line.Deed is Deed.Reply or Deed.Echo) ? Source(line) : null;
        return new Draft
        {
            Id = PostId(line),
            Account = seat.AccountId,
            AuthorId = own ? seat.AccountId : office?.AccountId ?? Citizens.Id(line.Channel, handle),
            AuthorName = line.Name.Length > 0 ? line.Name : handle,
            AuthorHandle = line.Channel is Channel.X or Channel.Instagram ? own ? seat.Handle : handle : null,
            Number = own || office is not null ? null : Citizens.PhoneNumber(line.Channel, handle),
            Text = line.Text,
            PostedAt = At(line),
            InReplyTo = answered is not null ? PostId(answered) : PageOf(line, seat),
            ToId = answered is not null ? AuthorOf(answered) : null,
            Quotes = line.Deed == Deed.Quote && line.Of > 0 ? PostId(Source(line)) : null,
            Thread = answered is not null && line.Channel == Channel.X ? PostId(Root(answered)) : null,
            Point = line.Channel is Channel.X or Channel.WhatsApp ? line.Point : null,
        };
    }

    /// <summary>What citizens write to a page stands as comments under its latest post.</summary>
    private string? PageOf(ScenarioLine line, OfficialAccountSeat seat) =>
        line.Channel == Channel.Facebook && line.Deed is not (Deed.Message or Deed.Echo) ? $"{seat.AccountId}_{midnight.ToUnixTimeSeconds() / 86400}" : null;

    private ScenarioLine Root(ScenarioLine line) => line.Of > 0 && (line.Deed is Deed.Reply or Deed.Echo) ? Root(Source(line)) : line;

    private string AuthorOf(ScenarioLine line) => line.Deed == Deed.Echo
        ? Seat(line.Channel, line.By).AccountId
        : Office(line)?.AccountId ?? Citizens.Id(line.Channel, line.By);

    private OfficialAccountSeat? Office(ScenarioLine line)
    {
        if (!line.By.StartsWith(OfficePrefix, StringComparison.Ordinal))
        {
            return null;
        }

        var handle = line.By[OfficePrefix.Length..];
        return seats.FirstOrDefault(seat => seat.Office != Core.Posts.Office.None && seat.Channel == line.Channel && seat.Handle == handle)
            ?? throw new InvalidOperationException($"No office's account {handle} on {line.Channel} in seeds/policies/accounts.json.");
    }

    private static byte[] Incoming(Channel channel, Draft draft, bool message) => channel switch
    {
        Channel.X => message ? X.Write.DirectMessage(draft) : X.Write.Post(draft, draft.InReplyTo is null ? "post.mention.create" : "post.reply.create"),
        Channel.Facebook => message ? Facebook.Write.Message(draft with { InReplyTo = null }) : Facebook.Write.Comment(draft),
        Channel.Instagram => message ? Instagram.Write.Message(draft with { InReplyTo = null }) : Instagram.Write.Comment(draft),
        Channel.WhatsApp => WhatsApp.Write.Message(draft),
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, "No webhook brings this channel."),
    };

    private static byte[] Outgoing(Channel channel, Draft draft, bool isPrivate) => channel switch
    {
        Channel.X => isPrivate ? X.Write.DirectMessage(draft) : X.Write.Post(draft, "post.create"),
        Channel.Facebook => isPrivate ? Facebook.Write.Message(draft) : Facebook.Write.Comment(draft),
        Channel.Instagram => isPrivate ? Instagram.Write.Message(draft) : Instagram.Write.Comment(draft),
        Channel.WhatsApp => WhatsApp.Write.Echo(draft),
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, "No webhook brings this channel."),
    };
}
