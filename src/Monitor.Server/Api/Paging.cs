using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Monitor.Core.Board;
using Monitor.Server.Web;

namespace Monitor.Server.Api;

/// <summary>Lists answer <c>{"items":[…],"next":token or null}</c>; <c>after=token</c> goes on, <c>limit</c> sets the size of a page (design section 12).</summary>
public static class Paging
{
    /// <summary>Items of a page when nobody says otherwise.</summary>
    public const int Usual = 50;

    public static IResult Answer<T>(int? limit, int most, Func<int, Page<T>> read) => Wrong(limit, most) ?? Results.Json(read(limit ?? Usual), ApiJson.Options);

    /// <summary>A list that is short enough to be sent whole when nobody asks for pages.</summary>
    public static IResult Answer<T>(IEnumerable<T> all, string? after, int? limit) =>
        after is null || int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? Answer(limit, int.MaxValue, _ => Cut(all, after, limit))
            : WrongToken();

    /// <summary>A list that changes while it is read (<see cref="PageMarks"/>).</summary>
    public static async Task<IResult> Marked<T>(string? after, int? limit, int most, Func<string?, int, ValueTask<Page<T>>> read)
    {
        if (Wrong(limit, most) is { } wrong)
        {
            return wrong;
        }

        var bytes = Encoding.UTF8.GetBytes(after ?? "");
        if (!Base64Url.IsValid(bytes))
        {
            return WrongToken();
        }

        var page = await read(after is null ? null : Encoding.UTF8.GetString(Base64Url.DecodeFromUtf8(bytes)), limit ?? Usual);
        return Results.Json(page with { Next = page.Next is { } mark ? Base64Url.EncodeToString(Encoding.UTF8.GetBytes(mark)) : null }, ApiJson.Options);
    }

    private static IResult? Wrong(int? limit, int most) => limit < 1 || limit > most ? Problems.Wrong("limit", $"A page has 1 to {most} items.") : null;

    private static IResult WrongToken() => Problems.Wrong("after", "after is the token that the page before gave as next.");

    /// <summary>One page of a list whose token is a place in it.</summary>
    /// <param name="after">A number, or null for the beginning.</param>
    /// <param name="limit">Null: all that is left.</param>
    private static Page<T> Cut<T>(IEnumerable<T> all, string? after, int? limit)
    {
        var from = after is null ? 0 : int.Parse(after, CultureInfo.InvariantCulture);
        var rest = all.Skip(from).ToList();
        return limit is { } count && rest.Count > count
            ? new Page<T>([.. rest.Take(count)], (from + count).ToString(CultureInfo.InvariantCulture))
            : new Page<T>(rest, null);
    }
}
