using System.Globalization;
using System.Text.Json;
using Monitor.Core.Board;
using Monitor.Core.Posts;

namespace Monitor.Core.Organisation;

/// <summary>Reads an organisation file of <c>seeds/organisations</c>; the format is described in the SOURCES.md beside it.</summary>
public static class OrganisationFile
{
    private const int WallNameLengthMax = 12;

    /// <summary>The force, or null when there is any fault. Never throws for what stands in the text.</summary>
    /// <param name="wasAdopted">It is in force already: a unit whose parent does not hold on some day is then no fault, so that what an earlier build took stays in force.</param>
    public static (Force? Force, IReadOnlyList<FileFault> Faults) Parse(string json, bool wasAdopted = false)
    {
        var seed = new SeedJson(json);
        using var document = seed.Open();
        if (document is null)
        {
            return (null, seed.Faults);
        }

        var root = document.RootElement;
        var units = new List<Unit>();
        if (root.TryGetProperty("units", out var list) && list.ValueKind == JsonValueKind.Array)
        {
            units.AddRange(list.EnumerateArray().Select(item => ReadUnit(seed, item)));
        }
        else
        {
            seed.Fault("units", "units", "The list of units is missing.", "Add \"units\": [ … ].");
        }

        CheckTree(seed, units, wasAdopted);
        var force = new Force(
            seed.Text(root, "id", "id", ""),
            (int)seed.Number(root, "version", 1, 1, int.MaxValue, "version", ""),
            seed.Text(root, "zone", "zone", ""),
            seed.Text(root, "language", "language", ""),
            units,
            seed.Texts(root, "elsewhere", "elsewhere", ""),
            seed.Texts(root, "notPlaces", "notPlaces", ""));
        return (seed.Faults.Count == 0 ? force : null, seed.Faults);
    }

    private static Unit ReadUnit(SeedJson seed, JsonElement item)
    {
        var id = seed.Text(item, "id", "units", "units");
        var field = $"units[{id}]";
        var names = Triple(seed, item, "name", id, field);
        var wall = Triple(seed, item, "wall", id, field);
        foreach (var name in new[] { wall.En, wall.Hi, wall.Kn }.Distinct().Where(name => new StringInfo(name).LengthInTextElements > WallNameLengthMax))
        {
            seed.Fault(id, field + ".wall", $"\"{name}\" is longer than {WallNameLengthMax} characters.", "Shorten it: the wall's grid gives it no more room.");
        }

        return new Unit
        {
            Id = id,
            ParentId = SeedJson.OptionalText(item, "parent"),
            Kind = seed.Choice<UnitKind>(item, "kind", id, field),
            Wing = seed.Choice<Wing>(item, "wing", id, field),
            RankOfHead = seed.Choice<Rank>(item, "rank", id, field),
            HeadTitle = seed.Text(item, "title", id, field),
            Names = names,
            WallName = new WallName(wall.En, wall.Hi, wall.Kn),
            Aliases = seed.Texts(item, "aliases", id, field),
            Ambiguous = seed.Texts(item, "ambiguous", id, field),
            Shared = seed.Texts(item, "shared", id, field),
            Handles = [.. seed.Texts(item, "handles", id, field).Select(handle => handle.TrimStart('@').ToLowerInvariant())],
            Localities = ReadLocalities(seed, item, id, field),
            Point = item.TryGetProperty("point", out var point) ? ReadPoint(seed, point, id, field + ".point") : null,
            Polygon = item.TryGetProperty("polygon", out var polygon) && polygon.ValueKind == JsonValueKind.Array
                ? [.. polygon.EnumerateArray().Select(corner => ReadPoint(seed, corner, id, field + ".polygon") ?? default)]
                : null,
            Covers = seed.Texts(item, "covers", id, field),
            Calendar = SeedJson.OptionalText(item, "calendar") ?? "always",
            ValidFrom = seed.Date(item, "from", id, field),
            ValidTo = seed.Date(item, "to", id, field),
            Source = SeedJson.OptionalText(item, "source") ?? "",
            Confidence = SeedJson.OptionalText(item, "confidence") ?? "",
        };
    }

    private static UnitNames Triple(SeedJson seed, JsonElement item, string name, string id, string field)
    {
        if (!item.TryGetProperty(name, out var triple) || triple.ValueKind != JsonValueKind.Object)
        {
            seed.Fault(id, $"{field}.{name}", "The names are missing.", $"Add \"{name}\": {{\"en\": \"…\", \"hi\": \"…\", \"kn\": \"…\"}}.");
            return new UnitNames("", "", "");
        }

        var english = seed.Text(triple, "en", id, $"{field}.{name}");
        return new UnitNames(english, SeedJson.OptionalText(triple, "hi") ?? english, SeedJson.OptionalText(triple, "kn") ?? english);
    }

    private static List<Locality> ReadLocalities(SeedJson seed, JsonElement item, string id, string field)
    {
        var localities = new List<Locality>();
        if (!item.TryGetProperty("localities", out var list) || list.ValueKind != JsonValueKind.Array)
        {
            return localities;
        }

        foreach (var place in list.EnumerateArray())
        {
            var names = place.ValueKind == JsonValueKind.Object ? seed.Texts(place, "names", id, field + ".localities") : [];
            if (names.Count == 0)
            {
                seed.Fault(id, field + ".localities", "A locality has no name.", "Add \"names\": [\"…\"], or take the locality out.");
                continue;
            }

            var point = place.TryGetProperty("at", out var at) ? ReadPoint(seed, at, id, field + ".localities.at") : null;
            var radius = (int)seed.Number(place, "radius", point is null ? 0 : 500, 0, 50_000, id, field + ".localities");
            localities.Add(new Locality(names, point, radius, seed.Number(place, "weight", 1, 0, 1, id, field + ".localities")));
        }

        return localities;
    }

    private static GeoPoint? ReadPoint(SeedJson seed, JsonElement pair, string id, string field)
    {
        if (pair.ValueKind == JsonValueKind.Array && pair.GetArrayLength() == 2 && pair[0].TryGetDouble(out var latitude) && pair[1].TryGetDouble(out var longitude)
            && Math.Abs(latitude) <= 90 && Math.Abs(longitude) <= 180)
        {
            return new GeoPoint(latitude, longitude);
        }

        seed.Fault(id, field, "This is no point.", "Write [latitude, longitude] in degrees, for example [12.97, 77.59].");
        return null;
    }

    private static void CheckTree(SeedJson seed, List<Unit> units, bool wasAdopted)
    {
        var ids = units.Select(unit => unit.Id).ToHashSet();
        foreach (var unit in units)
        {
            if (unit.ParentId is { } parent && !ids.Contains(parent))
            {
                seed.Fault(unit.Id, $"units[{unit.Id}].parent", $"There is no unit \"{parent}\".", "Name the id of a unit in this file, or leave the parent out for the head.");
            }

            foreach (var covered in unit.Covers.Where(covered => !ids.Contains(covered)))
            {
                seed.Fault(unit.Id, $"units[{unit.Id}].covers", $"There is no unit \"{covered}\".", "Name ids of units in this file.");
            }

            if (unit.ValidTo < unit.ValidFrom)
            {
                seed.Fault(unit.Id, $"units[{unit.Id}].to", "The last day is before the first.", "Exchange \"from\" and \"to\".");
            }
        }

        foreach (var rows in units.GroupBy(unit => unit.Id).Where(rows => rows.Count() > 1))
        {
            var ordered = rows.OrderBy(unit => unit.ValidFrom ?? DateOnly.MinValue).ToList();
            if (ordered.Zip(ordered.Skip(1)).Any(pair => pair.First.ValidTo is not { } end || end >= pair.Second.ValidFrom.GetValueOrDefault()))
            {
                seed.Fault(rows.Key, $"units[{rows.Key}]", "Two rows of this unit hold on the same day.", "End the older row with \"to\" the day before the newer one's \"from\".");
            }
        }

        var reported = new HashSet<Unit>(ReferenceEqualityComparer.Instance);
        var begins = units.GroupBy(unit => unit.Id).ToDictionary(same => same.Key, same => same.Min(unit => unit.ValidFrom ?? DateOnly.MinValue));
        foreach (var day in DaysOfChange(units))
        {
            var rows = units.Where(unit => unit.IsValidOn(day)).DistinctBy(unit => unit.Id).ToDictionary(unit => unit.Id);
            if (!wasAdopted)
            {
                CheckParents(seed, begins, rows, day, reported);
            }

            if (!CheckCircles(seed, rows, day))
            {
                return;
            }
        }
    }

    /// <summary>The days on which the tree becomes another one; between them it stays what it is.</summary>
    private static IEnumerable<DateOnly> DaysOfChange(List<Unit> units) => units
        .SelectMany(unit => new[] { unit.ValidFrom ?? DateOnly.MinValue, unit.ValidTo < DateOnly.MaxValue ? unit.ValidTo.Value.AddDays(1) : DateOnly.MinValue })
        .Distinct().Order();

    /// <summary>
    /// A unit whose parent does not hold would be a force of its own on that day: no ladder, and no officers above it. A row without a first day says nothing of the time
    /// before its parent was made.
    /// </summary>
    private static void CheckParents(SeedJson seed, Dictionary<string, DateOnly> begins, Dictionary<string, Unit> rows, DateOnly day, HashSet<Unit> reported)
    {
        foreach (var unit in rows.Values.Where(unit => unit.ParentId is { } parent && !rows.ContainsKey(parent)))
        {
            if (begins.TryGetValue(unit.ParentId!, out var first) && (unit.ValidFrom is not null || first <= day) && reported.Add(unit))
            {
                seed.Fault(unit.Id, $"units[{unit.Id}].parent", $"The parent \"{unit.ParentId}\" does not hold on {Written(day)}.",
                    "End this row of the unit with \"to\" the day before, and add one with \"from\" under the parent that holds then.");
            }
        }
    }

    private static bool CheckCircles(SeedJson seed, Dictionary<string, Unit> rows, DateOnly day)
    {
        foreach (var id in rows.Keys)
        {
            var steps = 0;
            for (var at = rows[id].ParentId; at is not null && steps <= rows.Count; at = rows.GetValueOrDefault(at)?.ParentId)
            {
                steps++;
            }

            if (steps > rows.Count)
            {
                seed.Fault(id, $"units[{id}].parent", $"The unit stands above itself on {Written(day)}.", "Break the circle of parents.");
                return false;
            }
        }

        return true;
    }

    private static string Written(DateOnly day) => day == DateOnly.MinValue ? "the first day" : day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
