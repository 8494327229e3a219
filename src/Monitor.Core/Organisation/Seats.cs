using System.Collections.Frozen;
using Monitor.Core.Posts;

namespace Monitor.Core.Organisation;

/// <summary>All official accounts, by what webhooks and texts call them.</summary>
public sealed class Seats
{
    private readonly FrozenDictionary<(Channel Channel, string AccountId), OfficialAccountSeat> byAccount;
    private readonly FrozenDictionary<string, OfficialAccountSeat> byHandle;
    private readonly FrozenDictionary<string, OfficialAccountSeat> byId;
    private readonly FrozenDictionary<string, OfficialAccountSeat[]> byUnit;

    /// <summary>Throws when two seats share a channel and account id; the reader of the accounts file reports that beforehand.</summary>
    public Seats(IReadOnlyList<OfficialAccountSeat> all)
    {
        All = all;
        byAccount = all.ToFrozenDictionary(seat => (seat.Channel, seat.AccountId));
        byId = all.ToFrozenDictionary(seat => seat.Id);
        byUnit = all.Where(seat => seat.UnitId is not null).GroupBy(seat => seat.UnitId!).ToFrozenDictionary(group => group.Key, group => group.ToArray());
        byHandle = all.GroupBy(seat => seat.Handle).ToFrozenDictionary(group => group.Key, group => group.First());
    }

    public static Seats Empty { get; } = new([]);

    public IReadOnlyList<OfficialAccountSeat> All { get; }

    /// <summary>The accounts of one unit, in the order of the list.</summary>
    public IReadOnlyList<OfficialAccountSeat> Of(string unitId) => byUnit.TryGetValue(unitId, out var seats) ? seats : [];

    /// <summary>Who stands for each force on a platform: its main accounts there, else those of its districts.</summary>
    public IEnumerable<OfficialAccountSeat> MainsOf(Channel channel, UnitTree units) => All.Where(seat => seat.IsMain && seat.Channel == channel)
        .GroupBy(seat => units.ForceOf(seat.UnitId)).SelectMany(force => force.GroupBy(seat => seat.Role).MaxBy(role => role.Key)!);

    public OfficialAccountSeat? Find(Channel channel, string? accountId) =>
        accountId is not null && byAccount.TryGetValue((channel, accountId), out var seat) ? seat : null;

    /// <summary>By the id in events: <c>x/1400000001</c>.</summary>
    public OfficialAccountSeat? FindId(string id) => byId.TryGetValue(id, out var seat) ? seat : null;

    /// <summary>By a mention, with or without @, in any case.</summary>
    public OfficialAccountSeat? FindHandle(string handle) => byHandle.TryGetValue(handle.TrimStart('@').ToLowerInvariant(), out var seat) ? seat : null;
}
