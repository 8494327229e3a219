using System.Text.Json;
using Monitor.Core.Posts;

namespace Monitor.Core.Organisation;

/// <summary>
/// Reads the official accounts: <c>{"accounts":[{"channel","account","handle","unit"?,"rank"?,"role"?}]}</c>; <c>account</c> is the platform's id, and only an
/// office's account has no unit. One of a unit that does not hold on the day is its superior's.
/// </summary>
public static class AccountsFile
{
    /// <summary>The seats, or none when there is any fault.</summary>
    public static (IReadOnlyList<OfficialAccountSeat> Seats, IReadOnlyList<FileFault> Faults) Parse(string json, UnitTree tree)
    {
        var seed = new SeedJson(json);
        using var document = seed.Open();
        if (document is null || !document.RootElement.TryGetProperty("accounts", out var accounts) || accounts.ValueKind != JsonValueKind.Array)
        {
            seed.Fault("accounts", "accounts", "The list of accounts is missing.", "Add \"accounts\": [ … ].");
            return ([], seed.Faults);
        }

        var seats = new List<OfficialAccountSeat>();
        foreach (var item in accounts.EnumerateArray())
        {
            var account = seed.Text(item, "account", "accounts", "accounts");
            var field = $"accounts[{account}]";
            var named = SeedJson.OptionalText(item, "unit");
            var unit = Holder(tree, named);
            var role = item.TryGetProperty("role", out _) ? seed.Choice<SeatRole>(item, "role", account, field) : SeatRole.Unit;
            var rank = item.TryGetProperty("rank", out _) ? seed.Choice<Rank>(item, "rank", account, field) : Rank.None;
            var seat = new OfficialAccountSeat(
                seed.Choice<Channel>(item, "channel", account, field), account, seed.Text(item, "handle", account, field).TrimStart('@').ToLowerInvariant(), unit, rank, role);
            if (unit is null == (seat.Office == Office.None))
            {
                seed.Fault(
                    account, field + ".unit", "A unit's account needs its unit, an office's account has none.", "Add \"unit\", or give the role chiefMinister or homeMinister.");
            }
            else if (unit is not null && tree.Find(unit) is null)
            {
                seed.Fault(account, field + ".unit", $"There is no unit \"{named}\".", "Name the id of a unit of seeds/organisations.");
            }

            seats.Add(seat);
        }

        foreach (var twice in seats.GroupBy(seat => seat.Id).Where(same => same.Count() > 1))
        {
            seed.Fault(twice.First().AccountId, $"accounts[{twice.First().AccountId}]", "Two accounts of one channel have the same id.", "Keep one of them.");
        }

        return (seed.Faults.Count == 0 ? seats : [], seed.Faults);
    }

    /// <summary>
    /// The superior's who is left where the unit has ended, or has not begun: the day on which a unit ends must not wait for another list, nor that list for the day.
    /// </summary>
    private static string? Holder(UnitTree tree, string? unit) =>
        unit is not null && tree.Find(unit) is null && tree.Rows.Any(row => row.Id == unit) ? tree.LeftAbove(unit)?.Id ?? unit : unit;
}
