using System.Text.Json;
using Monitor.Core.Organisation;
using Monitor.Core.Sla;

namespace Monitor.Core.Accounts;

/// <summary>Reads the duties of account holders: <c>{"rules":[{"from":"constable","seen":{"amber":"PT8H","red":"PT24H"},"answered":{…},"posted":{…}}]}</c>, rising by
/// rank.</summary>
public static class DutyFile
{
    /// <summary>The duties, or null when there is any fault.</summary>
    public static (DutyBook? Duties, IReadOnlyList<FileFault> Faults) Parse(string json)
    {
        var seed = new SeedJson(json);
        using var document = seed.Open();
        if (document is null || !document.RootElement.TryGetProperty("rules", out var list) || list.ValueKind != JsonValueKind.Array)
        {
            seed.Fault("rules", "rules", "The list of rules is missing.", "Add \"rules\": [ … ].");
            return (null, seed.Faults);
        }

        var rules = new List<DutyRule>();
        foreach (var item in list.EnumerateArray())
        {
            var name = SeedJson.OptionalText(item, "from") ?? "rules";
            var from = seed.Choice<Rank>(item, "from", name, "rules");
            var limits = new List<DutyLimit>();
            foreach (var duty in new[] { Duty.Seen, Duty.Answered, Duty.Posted })
            {
                if (item.TryGetProperty(JsonNamingPolicy.CamelCase.ConvertName(duty.ToString()), out var limit) && limit.ValueKind == JsonValueKind.Object)
                {
                    limits.Add(Limit(seed, limit, duty, name));
                }
            }

            if (rules.Count > 0 && rules[^1].From >= from)
            {
                seed.Fault(name, $"rules[{name}]", "The rules do not rise by rank.", "Put the lowest rank first and name each rank once.");
            }

            rules.Add(new DutyRule(from, limits));
        }

        return (seed.Faults.Count == 0 && rules.Count > 0 ? new DutyBook(rules) : null, seed.Faults);
    }

    private static DutyLimit Limit(SeedJson seed, JsonElement limit, Duty duty, string rule)
    {
        var field = $"rules[{rule}].{JsonNamingPolicy.CamelCase.ConvertName(duty.ToString())}";
        try
        {
            var (amber, red) = (Iso.Duration(seed.Text(limit, "amber", rule, field)), Iso.Duration(seed.Text(limit, "red", rule, field)));
            if (amber >= red)
            {
                seed.Fault(rule, field, "Red does not come after amber.", "Give red the longer time.");
            }

            return new DutyLimit(duty, amber, red);
        }
        catch (FormatException wrong)
        {
            seed.Fault(rule, field, wrong.Message, "Write lengths of time as PT8H.");
            return new DutyLimit(duty, TimeSpan.MaxValue, TimeSpan.MaxValue);
        }
    }
}
