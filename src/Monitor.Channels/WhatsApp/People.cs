using System.Text.Json;
using Monitor.Core.Posts;

namespace Monitor.Channels.WhatsApp;

/// <summary>Who somebody is on WhatsApp: the business-scoped user id where given, else the number; the other beside it.</summary>
internal static class People
{
    /// <summary>Null when neither is given and no contact stands in the body alone.</summary>
    public static Person? Of(string? userId, string? number, JsonElement value)
    {
        number = Digits(number);
        var contact = Contact(userId, number, value);
        userId ??= contact.Id("user_id"u8);
        number ??= Digits(contact.Id("wa_id"u8));
        if ((userId ?? number) is not { } id)
        {
            return null;
        }

        var profile = contact.Child("profile"u8);
        return new Person(id, userId is null ? null : number, profile.Text("name"u8), profile.Text("username"u8));
    }

    /// <summary>A number as digits alone: some fields write it with a plus.</summary>
    public static string? Digits(string? number)
    {
        if (number is null || !number.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            return number;
        }

        return number[0] == '+' && !number.AsSpan(1).ContainsAnyExceptInRange('0', '9') && number.Length > 1 ? number[1..] : number;
    }

    private static JsonElement Contact(string? userId, string? number, JsonElement value)
    {
        JsonElement only = default;
        var count = 0;
        foreach (var contact in value.Items("contacts"u8))
        {
            var sameUser = userId is not null && contact.Id("user_id"u8) == userId;
            var sameNumber = number is not null && Digits(contact.Id("wa_id"u8)) == number;
            if (sameUser || sameNumber)
            {
                return contact;
            }

            only = contact;
            count++;
        }

        return userId is null && number is null && count == 1 ? only : default;
    }
}
