using System.Text.Json;
using Monitor.Core.Posts;

namespace Monitor.Channels.WhatsApp;

/// <summary>Identifiers of one person that changed or belong together: each pair is an item whose author is the newer id with the older beside it.</summary>
internal static class Identities
{
    /// <summary>The field <c>user_id_update</c>: a new business-scoped id, as the person changed the phone.</summary>
    public static void Update(JsonElement value, string where, string account, Findings findings)
    {
        if (value.Child("user_id_update"u8).IsList())
        {
            findings.Each(value.Child("user_id_update"u8), where + ".user_id_update", account, (part, place) => One(part, value, place, account, findings));
        }
        else
        {
            One(value.Child("user_id_update"u8).IsObject() ? value.Child("user_id_update"u8) : value, value, where, account, findings);
        }
    }

    /// <summary>A system message: number or id changed.</summary>
    public static void System(JsonElement message, JsonElement value, string where, string account, Findings findings)
    {
        var system = message.Child("system"u8);
        var at = Instants.FromSeconds(message.Whole("timestamp"u8));
        var id = message.Id("id"u8) ?? "";
        var kind = system.Text("type"u8) ?? "";
        if (kind is not ("user_changed_number" or "user_changed_user_id"))
        {
            findings.Ignored("system " + kind, message, account);
            return;
        }

        var oldId = message.Id("from_user_id"u8);
        var oldNumber = People.Digits(message.Id("from"u8) ?? system.Id("customer"u8));
        var newId = system.Id("user_id"u8);
        var newNumber = People.Digits(system.Id("wa_id"u8) ?? system.Id("new_wa_id"u8));
        Pairs([newId, newNumber, oldId, oldNumber], id, at, message, value, where, account, findings);
    }

    private static void One(JsonElement part, JsonElement value, string where, string account, Findings findings)
    {
        var at = Instants.FromSeconds(part.Whole("timestamp"u8));
        var ids = part.Child("user_id"u8);
        var current = ids.IsObject() ? ids.Id("current"u8) : ids.Id() ?? part.Id("new_user_id"u8);
        var previous = ids.IsObject() ? ids.Id("previous"u8) : part.Id("previous_user_id"u8) ?? part.Id("old_user_id"u8);
        Pairs([current, previous, People.Digits(part.Id("wa_id"u8)), null], "", at, part, value, where, account, findings);
    }

    /// <summary>Links the first id that is there to each of the others.</summary>
    private static void Pairs(
        string?[] ids, string message, DateTimeOffset? at, JsonElement part, JsonElement value, string where, string account, Findings findings)
    {
        var known = ids.OfType<string>().Distinct(StringComparer.Ordinal).ToArray();
        if (known.Length < 2)
        {
            findings.Bad(where, "A change of identity names fewer than two ids.", part, account);
            return;
        }

        var name = People.Of(known[0], null, value)?.Name;
        foreach (var other in known[1..])
        {
            findings.Add(new Item
            {
                Channel = Channel.WhatsApp,
                Kind = ItemKind.Identity,
                Key = PostKey.Of(Channel.WhatsApp, message, $"identity:{known[0]}:{other}", at),
                PlatformId = message,
                Account = account,
                Author = new Person(known[0], other, name, null),
                PostedAt = at,
            });
        }
    }
}
