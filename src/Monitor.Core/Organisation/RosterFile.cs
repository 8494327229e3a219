using System.Text.Json;

namespace Monitor.Core.Organisation;

/// <summary>
/// Reads a roster: <c>{"posts":[{"units":{"within","kind","rank"?} or {"id"},"post","name","title","rank","calendar"}]}</c>. A post is filled once for each unit that its
/// <c>units</c> choose; <c>{unit}</c> in the name stands for the unit's English name, and the officer's id is the unit's id and the post.
/// </summary>
public static class RosterFile
{
    /// <summary>The shifts, or none when there is any fault.</summary>
    /// <param name="tree">Units of all forces.</param>
    /// <param name="knowsCalendar">Whether there is a calendar of that name.</param>
    public static (IReadOnlyList<Shift> Shifts, IReadOnlyList<FileFault> Faults) Parse(string json, UnitTree tree, Func<string, bool> knowsCalendar)
    {
        var seed = new SeedJson(json);
        using var document = seed.Open();
        if (document is null || !document.RootElement.TryGetProperty("posts", out var posts) || posts.ValueKind != JsonValueKind.Array)
        {
            seed.Fault("posts", "posts", "The list of posts is missing.", "Add \"posts\": [ … ].");
            return ([], seed.Faults);
        }

        var shifts = new List<Shift>();
        foreach (var item in posts.EnumerateArray())
        {
            var post = seed.Text(item, "post", "posts", "posts");
            var field = $"posts[{post}]";
            var rank = seed.Choice<Rank>(item, "rank", post, field);
            var (name, title) = (seed.Text(item, "name", post, field), seed.Text(item, "title", post, field));
            var calendar = seed.Text(item, "calendar", post, field);
            if (calendar.Length > 0 && !knowsCalendar(calendar))
            {
                seed.Fault(post, field + ".calendar", $"There is no calendar \"{calendar}\".", "Name one of seeds/policies/calendars.");
            }

            var units = item.TryGetProperty("units", out var choice) ? Chosen(seed, choice, tree, post, field) : [];
            if (units.Count == 0)
            {
                seed.Fault(post, field + ".units", "This chooses no unit.", "Write {\"id\": \"blr/police\"} or {\"within\": \"blr/police\", \"kind\": \"station\"}.");
            }

            shifts.AddRange(units.Select(unit => new Shift(
                new Officer($"{unit.Id}/{post}", name.Replace("{unit}", unit.Names.En, StringComparison.Ordinal), title, rank, unit.Id), calendar)));
        }

        foreach (var twice in shifts.GroupBy(shift => (shift.Officer.Id, shift.Calendar)).Where(same => same.Count() > 1))
        {
            seed.Fault(twice.Key.Id, $"posts[{twice.Key.Id}]", "Two posts give the same officer the same shift.", "Give one of them another name.");
        }

        return (seed.Faults.Count == 0 ? shifts : [], seed.Faults);
    }

    private static List<Unit> Chosen(SeedJson seed, JsonElement choice, UnitTree tree, string post, string field)
    {
        if (SeedJson.OptionalText(choice, "id") is { } id)
        {
            return tree.Find(id) is { } unit ? [unit] : [];
        }

        var kind = seed.Choice<UnitKind>(choice, "kind", post, field + ".units");
        var rank = choice.TryGetProperty("rank", out _) ? seed.Choice<Rank>(choice, "rank", post, field + ".units") : (Rank?)null;
        var below = tree.Below(seed.Text(choice, "within", post, field + ".units"));
        return [.. below.Where(unit => unit.Kind == kind && (rank is null || unit.RankOfHead == rank)).OrderBy(unit => unit.Id, StringComparer.Ordinal)];
    }
}
