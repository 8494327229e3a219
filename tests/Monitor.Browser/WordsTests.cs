using System.Text.Json;
using System.Text.RegularExpressions;
using Monitor.Core.Complaints;
using Monitor.Core.Organisation;
using Monitor.Core.Posts;
using Monitor.Core.Sla;
using Xunit;

namespace Monitor.Browser;

/// <summary>A page in Hindi or Kannada falls back to English for a code without a word: so that none is left, the words are held against the code itself.</summary>
public sealed partial class WordsTests
{
    /// <summary>What a docket's page names by its code: reasons, ranks, actions, ways out, states.</summary>
    static readonly Type[] Codes =
    [
        typeof(PriorityWhy), typeof(SkipWhy), typeof(PauseEnd), typeof(ReopenWhy), typeof(TagWhy), typeof(WithdrawnWhy), typeof(LadderStep), typeof(Rank), typeof(ActionKind),
        typeof(WayOut), typeof(ClockState), typeof(Office), typeof(PlaceClue),
    ];

    [Theory]
    [InlineData("hi")]
    [InlineData("kn")]
    public void Every_event_rank_reason_outcome_clock_and_calendar_of_a_docket_has_its_word(string lang)
    {
        string words = Words("start", lang);
        Assert.Empty(Codes.SelectMany(Names).Select(JsonNamingPolicy.CamelCase.ConvertName).Except(Keys(words, "codes")));
        Assert.Empty(Names(typeof(ClockKind)).Select(JsonNamingPolicy.CamelCase.ConvertName).Except(Keys(words, "clocks")));
        Assert.Empty(Names(typeof(HandoffStage)).Select(JsonNamingPolicy.CamelCase.ConvertName).Except(Keys(words, "clocks")));
        IEnumerable<string> events = typeof(ComplaintEvent).GetNestedTypes().Where(t => t.IsSubclassOf(typeof(ComplaintEvent))).Select(t => t.Name);
        Assert.Empty(events.Select(JsonNamingPolicy.KebabCaseLower.ConvertName).Except(Keys(words, "events")));
        string calendars = Path.Combine(Repository.Root, "seeds", "policies", "calendars");
        Assert.Empty(Directory.EnumerateFiles(calendars, "*.json").Select(file => Path.GetFileNameWithoutExtension(file)).Except(Keys(words, "calendars")));
    }

    [Theory]
    [InlineData("hi")]
    [InlineData("kn")]
    public void Every_kind_of_complaint_and_every_title_of_the_seeds_has_its_word_on_the_wall(string lang)
    {
        string words = Words("shared", lang);
        Assert.Empty(Names(typeof(Category)).Select(JsonNamingPolicy.SnakeCaseUpper.ConvertName).Except(Keys(words, "kinds")));
        IEnumerable<string> seeds = new[] { "organisations", "policies" }.SelectMany(f => Directory.EnumerateFiles(Path.Combine(Repository.Root, "seeds", f), "*.json"));
        IEnumerable<string> titles = seeds.SelectMany(file => Title().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value).Distinct();
        Assert.Empty(titles.Except(Keys(words, "titles")));
    }

    static IEnumerable<string> Names(Type values) => Enum.GetNames(values).Where(name => name != "None");

    static string Words(string page, string lang) => File.ReadAllText(Path.Combine(Repository.Root, "dashboards", page, "src", $"words.{lang}.ts"));

    /// <summary>Keys of one named group of words that are not empty.</summary>
    static HashSet<string> Keys(string words, string group)
    {
        int from = words.IndexOf($"\n  {group}: {{", StringComparison.Ordinal);
        Assert.True(from > 0, $"No words called {group}.");
        return [.. Key().Matches(words[from..words.IndexOf("\n  }", from, StringComparison.Ordinal)]).Select(match => match.Groups[1].Value + match.Groups[2].Value)];
    }

    [GeneratedRegex(@"(?:'([^']+)'|(\w+)): '[^']")]
    private static partial Regex Key();

    [GeneratedRegex("\"title\"\\s*:\\s*\"([^\"]+)\"")]
    private static partial Regex Title();
}
