using System.Globalization;
using Monitor.Core.Posts;

namespace Monitor.Channels.Tests;

/// <summary>The people of a scenario: invented names, handles that are all different.</summary>
internal sealed class ScenarioPeople(Random random, IReadOnlyList<(Stock Stock, int Weight)> forms, IReadOnlyList<PlaceStock> places, NameStock names)
{
    private readonly HashSet<string> handles = new(StringComparer.Ordinal);
    private readonly int weights = forms.Sum(form => form.Weight);

    public Writer Next(Channel channel)
    {
        var first = names.First[random.Next(names.First.Length)];
        var last = names.Last[random.Next(names.Last.Length)];
        var handle = HandleOf(first, last);
        return new(
            handle, $"{first} {last}", channel, Form(), places[random.Next(places.Count)], random.NextDouble() < 0.25, random.NextDouble() < 0.2, random.NextDouble() < 0.35);
    }

    public Stock Form()
    {
        var drawn = random.Next(weights);
        foreach (var (stock, weight) in forms)
        {
            if ((drawn -= weight) < 0)
            {
                return stock;
            }
        }

        return forms[0].Stock;
    }

    private string HandleOf(string first, string last)
    {
        while (true)
        {
            var plain = new string([.. last.Where(char.IsAsciiLetter)]);
            var stem = random.Next(4) switch
            {
                0 => first + plain,
                1 => first + "_" + plain,
                2 => plain + first,
                _ => first,
            };
            var extra = names.Extra[random.Next(names.Extra.Length)];
            var number = random.Next(3) == 0 ? random.Next(1, 999).ToString(CultureInfo.InvariantCulture) : "";
            var handle = stem.ToLowerInvariant() + extra + number;
            if (handle.Length <= 15 && handles.Add(handle))
            {
                return handle;
            }
        }
    }
}
