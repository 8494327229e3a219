using System.Globalization;
using Monitor.Core.Posts;

namespace Monitor.Channels.Tests;

/// <summary>Phrases written by hand, in one language form: sections of a file in <c>stock</c>, each line one phrase.</summary>
internal sealed class Stock
{
    private readonly Dictionary<string, List<string>> sections = [];

    private Stock(string form, IEnumerable<string> lines)
    {
        Form = form;
        List<string>? section = null;
        foreach (var line in lines.Where(line => line.Length > 0))
        {
            if (line.StartsWith("== ", StringComparison.Ordinal))
            {
                sections.Add(line[3..], section = []);
            }
            else
            {
                section!.Add(line);
            }
        }
    }

    /// <summary>en, hi, hi-Latn, kn, kn-Latn, mixed.</summary>
    public string Form { get; }

    /// <param name="without">Lines with one of these words are left out: they belong to another city.</param>
    public static Stock Read(string form, params string[] without) =>
        new(form, Lines(form + ".txt").Where(line => !without.Any(word => line.Contains(word, StringComparison.Ordinal))));

    internal static string[] Lines(string file) => File.ReadAllLines(Path.Combine(Fixture.Folder(), "..", "stock", file));

    /// <summary>Empty when this form has none.</summary>
    public IReadOnlyList<string> this[string section] => sections.TryGetValue(section, out var lines) ? lines : [];
}

/// <summary>A station's limits as citizens name them.</summary>
internal sealed record PlaceStock(string Unit, string Handle, string[] Latin, string[] Devanagari, string[] Kannada, GeoPoint? Point)
{
    public static IReadOnlyList<PlaceStock> Read(string force) =>
        [.. Stock.Lines($"places-{force}.txt").Select(One)];

    private static PlaceStock One(string line)
    {
        var parts = line.Split('|');
        var point = parts[5].Split(',') is [var latitude, var longitude]
            ? new GeoPoint(double.Parse(latitude, CultureInfo.InvariantCulture), double.Parse(longitude, CultureInfo.InvariantCulture))
            : (GeoPoint?)null;
        return new(parts[0], parts[1], parts[2].Split(';'), parts[3].Split(';'), parts[4].Split(';'), point);
    }
}
