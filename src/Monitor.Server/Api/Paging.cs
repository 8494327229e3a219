using System.Globalization;
using Monitor.Core.Board;
using Monitor.Server.Web;

namespace Monitor.Server.Api;

/// <summary>Lists answer <c>{"items":[…],"next":token or null}</c>; <c>after=token</c> goes on, <c>limit</c> sets the size of a page (design section 12).</summary>
public static class Paging
{
    /// <summary>Items of a page when nobody says otherwise.</summary>
    public const int Usual = 50;

    public static IResult Answer<T>(int? limit, int most, Func<int, Page<T>> read) =>
        limit is { } asked && (asked < 1 || asked > most) ? Problems.Wrong("limit", $"A page has 1 to {most} items.") : Results.Json(read(limit ?? Usual), ApiJson.Options);

    /// <summary>A list that is short enough to be sent whole when nobody asks for pages.</summary>
    public static IResult Answer<T>(IEnumerable<T> all, string? after, int? limit) => Answer(after, limit, int.MaxValue, _ => Cut(all, after, limit));

    /// <summary>One page of a list whose token is a place in it.</summary>
    /// <param name="after">A number, or null for the beginning.</param>
    /// <param name="limit">Null: all that is left.</param>
    public static Page<T> Cut<T>(IEnumerable<T> all, string? after, int? limit)
    {
        var from = after is null ? 0 : int.Parse(after, CultureInfo.InvariantCulture);
        var rest = all.Skip(from).ToList();
        return limit is { } count && rest.Count > count
            ? new Page<T>([.. rest.Take(count)], (from + count).ToString(CultureInfo.InvariantCulture))
            : new Page<T>(rest, null);
    }

    /// <summary>For lists whose token is a place in the list.</summary>
    public static IResult Answer<T>(string? after, int? limit, int most, Func<int, Page<T>> read) =>
        after is null || int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? Answer(limit, most, read)
            : Problems.Wrong("after", "after is the token that the page before gave as next.");
}
