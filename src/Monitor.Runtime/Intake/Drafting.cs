using System.Security.Cryptography;
using System.Text;
using Monitor.Core.Authors;
using Monitor.Core.Organisation;
using Monitor.Core.Posts;
using Monitor.Runtime.Deadlines;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Intake;

/// <summary>Turns one prepared item and what was looked up for it into the Author's command and the post's row. Pure but for the keys' secret.</summary>
internal sealed class Drafting(PersonKeys keys)
{
    /// <summary>Kind of a row: stored, never changes.</summary>
    public const string Private = "private-message";

    /// <summary>Kind of an official account's row: stored, never changes.</summary>
    public const string Ours = "answer";

    private const int MentionsMax = 16;

    public static string StreamOf(string author) => StreamName.Of(Author.Kind, author);

    /// <summary>A citizen's post or message.</summary>
    /// <param name="author">Key of the Author that decides: the writer's, or for an office's forward the quoted citizen's.</param>
    /// <param name="parent">Our id of the post that it answers or quotes.</param>
    public Ask Post(PreparedItem prepared, Seats seats, string author, string? parent, Office office)
    {
        var isPrivate = prepared.Item.Kind == ItemKind.PrivateMessage;
        var facts = FactsOf(prepared, new KnownPost(prepared.PostId, author, ""), isPrivate, office, seats) with { InReplyTo = parent };
        return Asked(prepared, author, new AuthorCommand.Receive(facts), Row(prepared, author, isPrivate ? Private : "post"));
    }

    private PostFacts FactsOf(PreparedItem prepared, KnownPost post, bool isPrivate, Office office, Seats seats)
    {
        var item = prepared.Item;
        return new PostFacts(
            post.Id, item.Channel, post.Author, post.Account.Length > 0 ? post.Account : AccountOf(item, seats), isPrivate, prepared.PostedAt, prepared.Delivery.ReceivedAt, null,
            item.Thread is { } thread ? keys.Thread(item.Channel, thread) : null, office, UnitsOf(item, seats), prepared.Print.Hash, prepared.Print.Likeness,
            prepared.Print.Docket, prepared.Verdict!, prepared.Located!) { History = item.History };
    }

    /// <summary>An official account's post.</summary>
    /// <param name="author">Key of the citizen's Author whom it answers, else of the account's own.</param>
    /// <param name="parent">The citizen's post that it answers, where known.</param>
    public Ask Answer(PreparedItem prepared, Seats seats, OfficialAccountSeat? seat, string author, KnownPost? parent, bool toCitizen)
    {
        var item = prepared.Item;
        var account = seat?.Id ?? $"{ChannelName.Of(item.Channel)}/{item.Author?.Id ?? item.Account}";
        var receiver = parent is { Account.Length: > 0 } known ? seats.FindId(known.Account) : null;
        // Naming the account that was written to is what a report needs; it proposes no unit.
        var namesReceiver = receiver is not null && item.Handles.Any(handle => string.Equals(handle.TrimStart('@'), receiver.Handle, StringComparison.OrdinalIgnoreCase));
        var facts = new AnswerFacts(
            prepared.PostId, item.Channel, account, seat?.UnitId ?? "", seat?.IsMain == true, prepared.PostedAt, prepared.Delivery.ReceivedAt, parent?.Id,
            item.Reference?.StartsWith("receipt", StringComparison.Ordinal) == true, [.. UnitsOf(item, seats).Where(unit => unit != receiver?.UnitId)],
            namesReceiver || (receiver is not null && receiver == seat), item.Kind == ItemKind.PrivateMessage);
        prepared = toCitizen ? prepared with { Item = item with { Text = OurWords.Of(item, seats) } } : prepared;
        AuthorCommand command = toCitizen ? new AuthorCommand.Answer(facts) : new AuthorCommand.NoteOwnPost(facts);
        return Asked(prepared, author, command, Row(prepared, author, Ours));
    }

    /// <summary>An edit, a deletion, a reaction, or a delivery state of a known post; null for any other kind.</summary>
    public Ask? Change(PreparedItem prepared, KnownPost post, bool isPrivate, Seats seats)
    {
        var item = prepared.Item;
        AuthorCommand? command = item.Kind switch
        {
            ItemKind.Edited => new AuthorCommand.Edit(post.Id, prepared.Print.Hash, prepared.Verdict!)
            {
                Facts = FactsOf(prepared, post, isPrivate, seats.Find(item.Channel, item.Author?.Id)?.Office ?? Office.None, seats),
            },
            ItemKind.Deleted => new AuthorCommand.Delete(post.Id),
            ItemKind.Reaction => new AuthorCommand.React(post.Id, item.Detail ?? ""),
            ItemKind.Delivery => new AuthorCommand.Deliver(post.Id, null, item.State, item.Detail, item.PostedAt),
            _ => null,
        };
        return command is null ? null : Asked(prepared, post.Author, command, null);
    }

    public static Ask Canary(PreparedItem prepared) => new(StreamName.Of(Deadlines.Canary.Kind, prepared.Item.Author!.Id), new CanaryCommand.Arrive(prepared.Delivery.Number))
    {
        Cause = new Cause(IntakePipeline.Source, prepared.Delivery.Number, prepared.Number),
    };

    private static Ask Asked(PreparedItem prepared, string author, AuthorCommand command, PostRow? row) => new(StreamOf(author), command)
    {
        Cause = new Cause(IntakePipeline.Source, prepared.Delivery.Number, prepared.Number), Keys = [prepared.Item.Key], Posts = row is null ? [] : [row],
    };

    private static PostRow Row(PreparedItem prepared, string author, string kind)
    {
        var item = prepared.Item;
        var text = item.Text ?? "";
        return new PostRow(
            prepared.PostId, prepared.Delivery.Number, ChannelName.Of(item.Channel), kind, author, item.PlatformId, item.Author?.Id, item.Author?.Name, item.Author?.Handle, text,
            item.InReplyTo, prepared.PostedAt, prepared.Delivery.ReceivedAt, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), null);
    }

    /// <summary>The account that the platform delivered it for, else the first one of that channel that it mentions.</summary>
    private static string AccountOf(Item item, Seats seats)
    {
        if (seats.Find(item.Channel, item.Account) is { } seat)
        {
            return seat.Id;
        }

        foreach (var handle in item.Handles)
        {
            if (seats.FindHandle(handle) is { UnitId: not null } mentioned && mentioned.Channel == item.Channel)
            {
                return mentioned.Id;
            }
        }

        return "";
    }

    private static IReadOnlyList<string> UnitsOf(Item item, Seats seats) => item.Handles.Count == 0
        ? []
        : [.. item.Handles.Select(seats.FindHandle).Select(seat => seat?.UnitId).OfType<string>().Distinct().Take(MentionsMax)];
}
