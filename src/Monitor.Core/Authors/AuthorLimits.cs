namespace Monitor.Core.Authors;

/// <summary>Bounds of an Author's memory (design section 4: a grain's state is bounded), and what happens at each.</summary>
public static class AuthorLimits
{
    /// <summary>A further subject joins the docket most like it, else the newest (<see cref="Joining.Full"/>).</summary>
    public const int OpenDockets = 16;

    /// <summary>The longest closed is forgotten: a further post on it opens a new docket unless it names the number.</summary>
    public const int ClosedDockets = 8;

    /// <summary>The oldest is forgotten: an edit or a deletion of it is recorded without its docket.</summary>
    public const int Posts = 32;

    /// <summary>As for posts.</summary>
    public const int Answers = 16;

    /// <summary>A further unsure post opens a docket, so that a person looks.</summary>
    public const int Waiting = 16;

    /// <summary>The oldest is forgotten: it stays in the triage list and can be dismissed.</summary>
    public const int Unmatched = 8;

    public const int Proposals = 8;

    /// <summary>The oldest link is forgotten; the journal keeps it.</summary>
    public const int Links = 8;
}

/// <summary>Short lists that forget their oldest. Every turn of every Author passes here: loops by index, since each enumeration of an interface would be an object.</summary>
internal static class ShortList
{
    public static IReadOnlyList<T> Adding<T>(this IReadOnlyList<T> list, T item, int limit)
    {
        var kept = Math.Min(list.Count, limit - 1);
        var grown = new T[kept + 1];
        for (var i = 0; i < kept; i++)
        {
            grown[i] = list[list.Count - kept + i];
        }

        grown[kept] = item;
        return grown;
    }

    public static IReadOnlyList<T> Without<T>(this IReadOnlyList<T> list, Func<T, bool> leaves) =>
        list.Has(leaves) ? [.. list.Where(item => !leaves(item))] : list;

    public static IReadOnlyList<T> Changing<T>(this IReadOnlyList<T> list, Func<T, bool> which, Func<T, T> change) =>
        list.Has(which) ? [.. list.Select(item => which(item) ? change(item) : item)] : list;

    private static bool Has<T>(this IReadOnlyList<T> list, Func<T, bool> which)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (which(list[i]))
            {
                return true;
            }
        }

        return false;
    }
}
