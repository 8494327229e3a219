using System.Reflection;

namespace Monitor.Classifier.Text;

/// <summary>
/// Words of one meaning in all language forms (<c>concepts.tsv</c>): what is learnt of a stolen phone in English serves for one in Kannada. Part of the features, so a
/// change of the file asks for a new fit.
/// </summary>
internal sealed class Concepts
{
    private const int PrefixMin = 2;
    private readonly Dictionary<uint, uint> words = [];
    private readonly Dictionary<uint, uint> prefixes = [];
    private readonly ulong[] seen = new ulong[1 << 9];

    private Concepts()
    {
    }

    public static Concepts Shipped { get; } = ReadShipped();

    /// <summary>The key of the concept that the word speaks of, or 0 for none. A whole word goes before a beginning, a longer beginning before a shorter.</summary>
    public uint Of(ReadOnlySpan<char> word)
    {
        var hash = 0u;
        var concept = 0u;
        for (var i = 0; i < word.Length; i++)
        {
            hash = Step(hash, word[i]);
            if (i + 1 >= PrefixMin && Seen(~hash) && prefixes.TryGetValue(~hash, out var found)) concept = found;
        }
        return Seen(hash) && words.TryGetValue(hash, out var whole) ? whole : concept;
    }

    private static uint Step(uint hash, char c)
    {
        hash = (hash ^ c) * 0x9E3779B1;
        return hash ^ (hash >> 15);
    }

    private bool Seen(uint hash) => (seen[(hash >> 6) & 511] >> (int)(hash & 63) & 1) != 0;

    private void Add(string form, uint concept, Tokens tokens)
    {
        var open = form.EndsWith('*');
        tokens.Read(form.AsSpan().TrimEnd('*'));
        if (tokens.Count != 1) return;
        var hash = 0u;
        foreach (var c in tokens.Word(tokens.Items[0])) hash = Step(hash, c);
        if (open) prefixes[hash = ~hash] = concept;
        else words[hash] = concept;
        seen[(hash >> 6) & 511] |= 1UL << (int)(hash & 63);
    }

    private static Concepts ReadShipped()
    {
        var concepts = new Concepts();
        var tokens = new Tokens();
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("concepts.tsv")!);
        while (reader.ReadLine() is { } row)
        {
            if (row.StartsWith('#') || row.Split('\t') is not [var name, var forms]) continue;
            var concept = 0x51ED270Bu;
            foreach (var c in name) concept = Step(concept, c);
            foreach (var form in forms.Split(' ')) concepts.Add(form, concept, tokens);
        }
        return concepts;
    }
}
