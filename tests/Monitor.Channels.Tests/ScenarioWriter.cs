using System.Text;
using Monitor.Channels.X;
using Monitor.Core.Posts;

namespace Monitor.Channels.Tests;

/// <summary>Somebody of a scenario, with the ways they write.</summary>
internal sealed record Writer(string Handle, string Name, Channel Channel, Stock Stock, PlaceStock Home, bool LowerCase, bool NoStops, bool Typos);

/// <summary>Puts phrases together as people do: sometimes a greeting, what happened, sometimes a plea or a sigh; with slips of the finger.</summary>
internal sealed class ScenarioWriter(Random random, string main, string traffic)
{
    private static readonly string[] TrafficSections = ["jam", "signal", "parking", "wrongside"];

    /// <summary>Fits the limit of X, with the handle that brings it to us.</summary>
    public string Post(Writer writer, string section, PlaceStock place, Channel channel)
    {
        var body = Pick(writer.Stock[section])
            .Replace("{p}", NameOf(place, writer.Stock.Form), StringComparison.Ordinal)
            .Replace("{t}", Pick(writer.Stock["t"]), StringComparison.Ordinal);
        var complains = section is not ("praise" or "question" or "news" or "spam" or "abuse" or "hate" or "incite" or "threat" or "selfharm" or "follow" or "thanks" or "flood");
        var text = new StringBuilder();
        if (complains && random.NextDouble() < 0.3)
        {
            text.Append(Pick(writer.Stock["open"])).Append(' ');
        }

        text.Append(body);
        if (complains && random.NextDouble() < 0.5)
        {
            Sentence(text, Pick(writer.Stock["ask"]));
        }

        if (section is not ("spam" or "news" or "praise" or "selfharm") && random.NextDouble() < 0.22)
        {
            Sentence(text, Pick(writer.Stock["tail"]));
        }

        var written = Styled(writer, text.ToString());
        return channel == Channel.X ? Addressed(written, section, place) : written;
    }

    public string Short(Writer writer, string section) => Styled(writer, Pick(writer.Stock[section]));

    /// <summary>A follow-up under one's own post names the account again, else X would not bring it.</summary>
    public string Follow(Writer writer, string section, Channel channel) =>
        channel == Channel.X && random.NextDouble() < 0.6 ? $"@{main} {Short(writer, section)}" : Short(writer, section);

    public T Pick<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];

    private static void Sentence(StringBuilder text, string more)
    {
        if (char.IsLetterOrDigit(text[^1]))
        {
            text.Append(more[0] is '#' || char.IsSurrogate(more[0]) ? "" : ".");
        }

        text.Append(' ').Append(more);
    }

    private string NameOf(PlaceStock place, string form)
    {
        var native = form switch { "hi" => place.Devanagari, "kn" => place.Kannada, "mixed" => random.Next(3) == 0 ? place.Kannada : place.Latin, _ => place.Latin };
        return Pick(native);
    }

    private string Addressed(string text, string section, PlaceStock place)
    {
        var handle = TrafficSections.Contains(section) && random.NextDouble() < 0.6 ? traffic : random.NextDouble() < 0.1 ? place.Handle : main;
        var second = random.NextDouble() < 0.18 ? " @" + Pick([main, traffic, place.Handle]) : "";
        var whole = random.Next(10) switch
        {
            < 6 => $"@{handle}{second} {text}",
            < 9 => $"{text} @{handle}{second}",
            _ => $"{text} cc @{handle}{second}",
        };
        return XLength.Weigh(whole) <= XLength.Max ? whole : $"@{handle} {text}";
    }

    private string Styled(Writer writer, string text)
    {
        if (writer.LowerCase)
        {
            text = text.ToLowerInvariant();
        }

        if (writer.NoStops)
        {
            text = text.Replace(".", "", StringComparison.Ordinal).Replace(",", "", StringComparison.Ordinal).Replace("।", "", StringComparison.Ordinal);
        }

        return writer.Typos && random.NextDouble() < 0.6 ? Slip(text) : text;
    }

    /// <summary>One slip in a Latin word of at least five letters: two letters swapped, one lost, or the last drawn out.</summary>
    private string Slip(string text)
    {
        var words = text.Split(' ');
        var at = random.Next(words.Length);
        var word = words[at];
        if (word.Length < 5 || !word.All(char.IsAsciiLetterLower))
        {
            return text;
        }

        var i = random.Next(1, word.Length - 2);
        words[at] = random.Next(3) switch
        {
            0 => word[..i] + word[i + 1] + word[i] + word[(i + 2)..],
            1 => word.Remove(i, 1),
            _ => word + new string(word[^1], random.Next(1, 4)),
        };
        return string.Join(' ', words);
    }
}
