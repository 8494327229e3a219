using System.Reflection;
using Monitor.Classifier.Text;
using Monitor.Core.Posts;

namespace Monitor.Classifier.Rules;

/// <summary>What a lexicon phrase does to the verdict.</summary>
internal enum Effect : byte { None = 0, Label, Victim, Report, Fiction, Office, Category, Complaint, Notice }

/// <summary>One lexicon phrase: what it speaks for and how strongly, in logits.</summary>
internal readonly record struct Entry(Effect Effect, Label Label, Category Category, float Strength);

/// <summary>
/// The phrases of <c>seeds/lexicons</c>: tab-separated phrase, effect, strength. A phrase has at most five words; a star at its end stands for any ending, since Kannada
/// glues its case endings to the word. Phrases are folded like posts, so they match misspelt repeats, leet and look-alikes.
/// </summary>
internal sealed class Lexicon
{
    private const int WordsMax = 5;
    private const int PrefixMin = 2;
    private readonly Dictionary<ulong, Entry> phrases = [];
    private readonly HashSet<ulong> beginnings = [];
    private readonly ulong[] seen = new ulong[1 << 10];

    public static Lexicon Shipped { get; } = ReadShipped();

    /// <summary>Calls <paramref name="found"/> for every phrase that begins at the token, the longest ending last.</summary>
    public void Match(Tokens tokens, int first, List<(Entry Entry, int First, int Last)> found)
    {
        ulong chain = 0;
        for (var length = 1; length <= WordsMax && first + length <= tokens.Count; length++)
        {
            var last = first + length - 1;
            var token = tokens.Items[last];
            if (token.Kind != TokenKind.Word) return;
            var word = tokens.Word(token);
            var hash = Start(chain);
            for (var i = 0; i < word.Length; i++)
            {
                hash = Step(hash, word[i]);
                if (i + 1 >= PrefixMin && Known(~hash) && phrases.TryGetValue(~hash, out var prefix)) found.Add((prefix, first, last));
            }
            if (!Known(hash)) return;
            if (phrases.TryGetValue(hash, out var entry)) found.Add((entry, first, last));
            if (!beginnings.Contains(hash)) return;
            chain = hash;
        }
    }

    /// <exception cref="InvalidDataException">A row that is no phrase, effect and strength.</exception>
    public void Add(string name, TextReader reader)
    {
        var tokens = new Tokens();
        for (var line = 1; reader.ReadLine() is { } row; line++)
        {
            if (row.Length == 0 || row[0] == '#') continue;
            var cells = row.Split('\t');
            if (cells.Length < 2) throw new InvalidDataException($"{name}, line {line}: expected phrase, effect and strength separated by tabs.");
            var strength = cells.Length > 2 ? float.Parse(cells[2], System.Globalization.CultureInfo.InvariantCulture) : 2f;
            Add(tokens, cells[0], EntryOf(cells[1], strength) ?? throw new InvalidDataException($"{name}, line {line}: unknown effect {cells[1]}."));
        }
    }

    private void Add(Tokens tokens, string phrase, Entry entry)
    {
        var open = phrase.EndsWith('*');
        tokens.Read(phrase.AsSpan(0, open ? phrase.Length - 1 : phrase.Length));
        if (tokens.Count is 0 or > WordsMax) throw new InvalidDataException($"A phrase has 1 to {WordsMax} words: {phrase}");
        ulong chain = 0;
        for (var t = 0; t < tokens.Count; t++)
        {
            var hash = Start(chain);
            foreach (var c in tokens.Word(tokens.Items[t])) hash = Step(hash, c);
            var isLast = t + 1 == tokens.Count;
            if (isLast && open) hash = ~hash;
            if (isLast) phrases[hash] = entry;
            else beginnings.Add(hash);
            seen[(hash >> 6) & 1023] |= 1UL << (int)(hash & 63);
            chain = hash;
        }
    }

    private bool Known(ulong hash) => (seen[(hash >> 6) & 1023] >> (int)(hash & 63) & 1) != 0;

    private static ulong Start(ulong chain) => (chain ^ 0x9E3779B97F4A7C15) * 0xD6E8FEB86659FD93;

    private static ulong Step(ulong hash, char c)
    {
        hash = (hash ^ c) * 0x9E3779B97F4A7C15;
        return hash ^ (hash >> 29);
    }

    private static Entry? EntryOf(string effect, float strength) => effect switch
    {
        "victim" => new(Effect.Victim, Label.None, Category.None, strength),
        "report" => new(Effect.Report, Label.None, Category.None, strength),
        "fiction" => new(Effect.Fiction, Label.None, Category.None, strength),
        "office" => new(Effect.Office, Label.None, Category.None, strength),
        "complaint" => new(Effect.Complaint, Label.None, Category.None, strength),
        "notice" => new(Effect.Notice, Label.None, Category.None, strength),
        _ when Codes.TryLabel(effect, out var label) => new(Effect.Label, label, Category.None, strength),
        _ when Codes.TryCategory(effect, out var category) => new(Effect.Category, Label.None, category, strength),
        _ => null,
    };

    private static Lexicon ReadShipped()
    {
        var lexicon = new Lexicon();
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith("lexicons/", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            lexicon.Add(name, reader);
        }
        return lexicon;
    }
}
