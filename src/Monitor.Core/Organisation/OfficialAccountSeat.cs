using Monitor.Core.Posts;

namespace Monitor.Core.Organisation;

/// <summary>What an account is to the hub.</summary>
public enum SeatRole : byte
{
    None = 0,

    /// <summary>A unit's own account.</summary>
    Unit,

    /// <summary>The district's or division's main account: a unit's handle in its answers tags that unit (design section 4).</summary>
    DistrictMain,

    /// <summary>The force's main account.</summary>
    ForceMain,

    /// <summary>The Chief Minister's office: an outside account whose forwards go first and have a clock of their own.</summary>
    ChiefMinister,

    /// <summary>The Home Minister's office: as <see cref="ChiefMinister"/>.</summary>
    HomeMinister,
}

/// <summary>An official account and the unit whose duty it is to keep it alive.</summary>
/// <param name="AccountId">The platform's id of the account: what webhooks carry.</param>
/// <param name="Handle">Without @, lower case.</param>
/// <param name="UnitId">Null for the offices, which are no units.</param>
/// <param name="RankOfHolder">Whose duty rule applies (seen, answered, posted).</param>
public sealed record OfficialAccountSeat(Channel Channel, string AccountId, string Handle, string? UnitId, Rank RankOfHolder, SeatRole Role)
{
    /// <summary>What events and rosters call it: <c>x/1400000001</c>.</summary>
    public string Id { get; } = $"{Channel.ToString().ToLowerInvariant()}/{AccountId}";

    /// <summary>The office that speaks from it, or None.</summary>
    public Office Office => Role switch
    {
        SeatRole.ChiefMinister => Office.ChiefMinister,
        SeatRole.HomeMinister => Office.HomeMinister,
        _ => Office.None,
    };

    public bool IsMain => Role is SeatRole.DistrictMain or SeatRole.ForceMain;
}
