using System.Text.Json;

namespace Monitor.Core.Sla;

/// <summary>
/// Reads <c>{"id","version","force"?,"clocks":{"P1":{"acknowledge":{"target":"PT10M","calendar":"always"},…}},"ladder":{"warnAt":[0.5,0.8],"climbAt":[1.0,1.5,2.0]},
/// "pause":{"bound":"PT24H"}}</c>. A clock may have a ladder of its own. A clock that is not named does not run. Every fault throws <see cref="FormatException"/>.
/// </summary>
public sealed record PolicyFile(string Id, int Version, string? Force, TimeSpan PauseBound, IReadOnlyDictionary<(Priority Priority, ClockKind Clock), ClockRule> Rules)
{
    private static readonly TimeSpan PauseBoundDefault = TimeSpan.FromHours(48);

    private static readonly Dictionary<string, ClockKind> ClockNames =
        Enum.GetValues<ClockKind>().Where(clock => clock != ClockKind.None).ToDictionary(clock => JsonNamingPolicy.CamelCase.ConvertName(clock.ToString()));

    /// <summary>Calendars that its clocks name, each with the place of one of them.</summary>
    public IEnumerable<(string Name, string Place)> CalendarsNamed() =>
        Rules.GroupBy(rule => rule.Value.Calendar).Select(group => (group.Key, $"{group.First().Key.Priority} {group.First().Key.Clock}"));

    public static PolicyFile Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            return Read(document.RootElement);
        }
        catch (JsonException fault)
        {
            throw new FormatException($"The policy is no JSON: {fault.Message}", fault);
        }
        catch (InvalidOperationException fault)
        {
            throw new FormatException($"The policy has a value of the wrong kind: {fault.Message}", fault);
        }
    }

    private static PolicyFile Read(JsonElement file)
    {
        var id = Text(file, "id") ?? throw new FormatException("A policy needs an \"id\".");
        if (!file.TryGetProperty("version", out var version) || !version.TryGetInt32(out var number) || number < 1)
        {
            throw new FormatException($"Policy '{id}' needs a \"version\" of 1 or more.");
        }

        var ladder = file.TryGetProperty("ladder", out var given) ? Ladder(given, id, ([], [])) : ([50, 80], [100, 150, 200]);
        var bound = file.TryGetProperty("pause", out var pause) && Text(pause, "bound") is { } text ? Iso.Duration(text) : PauseBoundDefault;
        if (!file.TryGetProperty("clocks", out var priorities))
        {
            throw new FormatException($"Policy '{id}' needs \"clocks\".");
        }

        var rules = new Dictionary<(Priority, ClockKind), ClockRule>();
        foreach (var priority in priorities.EnumerateObject())
        {
            var level = Enum.TryParse<Priority>(priority.Name, out var known) && known != Priority.None
                ? known
                : throw new FormatException($"Policy '{id}': '{priority.Name}' is no priority. Write P0, P1, P2, P3 or P4.");
            foreach (var clock in priority.Value.EnumerateObject())
            {
                var kind = ClockNames.TryGetValue(clock.Name, out var found)
                    ? found
                    : throw new FormatException($"Policy '{id}', {priority.Name}: no clock '{clock.Name}'. Known are {string.Join(", ", ClockNames.Keys)}.");
                rules[(level, kind)] = Rule(clock.Value, $"Policy '{id}', {priority.Name} {clock.Name}", ladder);
            }
        }

        return new PolicyFile(id, number, Text(file, "force"), bound, rules);
    }

    private static ClockRule Rule(JsonElement clock, string place, (int[] Warn, int[] Climb) ladder)
    {
        var target = Text(clock, "target") ?? throw new FormatException($"{place} needs a \"target\" such as PT10M.");
        var own = clock.TryGetProperty("ladder", out var given) ? Ladder(given, place, ladder) : ladder;
        return new ClockRule(Iso.Duration(target), Text(clock, "calendar") ?? Calendar.Always.Name, own.Warn, own.Climb);
    }

    private static (int[] Warn, int[] Climb) Ladder(JsonElement ladder, string place, (int[] Warn, int[] Climb) otherwise)
    {
        var warn = ladder.TryGetProperty("warnAt", out var warnAt) ? Shares(warnAt) : otherwise.Warn;
        var climb = ladder.TryGetProperty("climbAt", out var climbAt) ? Shares(climbAt) : otherwise.Climb;
        if (warn.Any(percent => percent is < 1 or > 98) || climb.Any(percent => percent is < 100 or > 1_000) || !Rises(warn) || !Rises(climb))
        {
            throw new FormatException($"{place}: a ladder's warnAt lie between 0.01 and 0.98, its climbAt between 1 and 10, and both rise.");
        }

        return (warn, climb);
    }

    private static int[] Shares(JsonElement list) => [.. list.EnumerateArray().Select(share => (int)Math.Round(share.GetDouble() * 100))];

    private static bool Rises(int[] shares) => shares.Zip(shares.Skip(1)).All(pair => pair.First < pair.Second);

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
