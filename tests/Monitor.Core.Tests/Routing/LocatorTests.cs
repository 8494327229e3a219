using System.Text.Json.Nodes;
using Monitor.Core.Organisation;
using Monitor.Core.Posts;
using Monitor.Core.Routing;
using Xunit;

namespace Monitor.Core.Tests.Routing;

public sealed class LocatorTests
{
    private static readonly DateOnly Today = new(2026, 11, 20);
    private static readonly Locator Locator = Locator.Build(Seeds.Forces, []);
    private static readonly UnitTree Tree = UnitTree.Of([.. Seeds.Forces.SelectMany(force => force.Units)]).On(Today);

    [Fact]
    public void Sentences_of_both_forces_in_all_language_forms_find_their_unit()
    {
        var lines = File.ReadAllLines(Path.Combine(Seeds.Root, "tests/Monitor.Core.Tests/Routing/sentences.tsv")).Where(line => line is [not '#', ..]).ToList();
        var wrong = new List<string>();
        foreach (var line in lines)
        {
            var (expected, text) = (line.Split('\t')[0].Split('|'), line.Split('\t')[1]);
            var located = Place(text);
            if (!expected.Contains(located.Unit ?? "-"))
            {
                wrong.Add($"{text}\n    expected {expected[0]}, found {located.Unit ?? "-"} {located.Confidence}: {string.Join(", ", located.Reasons)}");
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {lines.Count} sentences:\n{string.Join('\n', wrong)}");
    }

    [Fact]
    public void Every_station_is_found_by_its_own_name_with_the_word_for_station()
    {
        foreach (var unit in Tree.All.Where(unit => unit is { Kind: UnitKind.Station, Wing: Wing.LawAndOrder }))
        {
            var district = Tree.SuperiorsOf(unit.Id).FirstOrDefault(superior => superior.Kind == UnitKind.District);
            var (en, hi, kn) = district is null
                ? ("Bengaluru", "बेंगलुरु", "ಬೆಂಗಳೂರು")
                : (district.Names.En.Split(' ')[0], district.Names.Hi.Split(' ')[0], district.Names.Kn.Split(' ')[0]);
            foreach (var text in new[] { $"{unit.Names.En} police station, {en}", $"थाना {unit.Names.Hi}, {hi} में चोरी", $"{kn} {unit.Names.Kn} ಪೊಲೀಸ್ ಠಾಣೆ" })
            {
                Assert.True(unit.Id == Place(text).Unit, $"{text}: {Place(text)}");
            }
        }
    }

    [Theory]
    [InlineData(Category.TrafficJam, Wing.Traffic, "blr/whitefield-traffic")]
    [InlineData(Category.CyberFraud, Wing.Cyber, "blr/cen-whitefield")]
    [InlineData(Category.WomenSafety, Wing.Women, "blr/women-whitefield")]
    [InlineData(Category.Threat, Wing.Crime, "blr/ccb")]
    [InlineData(Category.BombHoax, Wing.ControlRoom, "blr/command-centre")]
    public void The_category_asks_for_its_wing_only(Category category, Wing wing, string unit)
    {
        var located = Place("near ITPL main gate", category);
        Assert.Equal("blr/whitefield-ps", located.Unit);
        Assert.Equal(new KeyValuePair<Wing, string>(wing, unit), Assert.Single(located.Wings));
    }

    [Fact]
    public void Without_a_category_all_wings_of_the_area_are_named() =>
        Assert.Equal(
            [Wing.Traffic, Wing.Crime, Wing.Women, Wing.Cyber, Wing.ControlRoom, Wing.Vigilance], Place("थाना प्रेमनगर बरेली").Wings.Keys.Order());

    [Theory]
    [InlineData("Whitefield police inspector asked for a bribe", "blr/whitefield-sd")]
    [InlineData("ವೈಟ್‌ಫೀಲ್ಡ್ ಠಾಣೆಯ ಪೊಲೀಸರು ಲಂಚ ಕೇಳಿದರು", "blr/whitefield-sd")]
    [InlineData("थाना बारादरी बरेली के दरोगा ने रिश्वत मांगी", "up/bareilly-city-3-circle")]
    [InlineData("@WhitefieldTrfPS constable took a bribe", "blr/traffic-east-sd")]
    public void Police_conduct_goes_to_the_superior_and_never_to_a_unit_below(string text, string superior)
    {
        var located = Place(text, Category.PoliceMisconduct);
        Assert.Equal(superior, located.Unit);
        Assert.All(located.Wings, wing => Assert.Equal(Wing.Vigilance, wing.Key));
        Assert.Contains(located.Reasons, reason => reason.Clue == PlaceClue.PoliceConduct);
    }

    [Fact]
    public void Coordinates_alone_find_the_station_and_far_ones_find_none()
    {
        Assert.Equal("blr/hebbal-ps", Locator.Locate("help", Category.None, new GeoPoint(13.0386, 77.5896), [], null, Today).Unit);
        Assert.Equal("up/pilibhit/puranpur", Locator.Locate("", Category.None, new GeoPoint(28.51, 80.15), [], null, Today).Unit);
        Assert.Null(Locator.Locate("help", Category.None, new GeoPoint(19.07, 72.87), [], null, Today).Unit);
    }

    [Fact]
    public void A_mention_outside_the_text_counts_like_one_inside() =>
        Assert.Equal("blr/hebbal-ps", Locator.Locate("please help", Category.None, null, ["@HebbalPS"], null, Today).Unit);

    [Fact]
    public void The_thread_decides_where_the_text_says_nothing_and_the_text_decides_where_it_does()
    {
        Assert.Equal("blr/hebbal-ps", Locator.Locate("any update?", Category.None, null, [], "blr/hebbal-ps", Today).Unit);
        Assert.Equal("blr/jayanagar-ps", Locator.Locate("it happened at Jayanagar 4th block", Category.None, null, [], "blr/hebbal-ps", Today).Unit);
    }

    [Fact]
    public void A_correction_teaches_the_phrase_and_the_newest_counts()
    {
        const string Text = "open drain near Gulmohar Enclave gate, bike skidded";
        Assert.Null(Place(Text).Unit);
        var at = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
        const string By = "blr/command-centre/operator-morning-1";
        TaughtAlias[] taught = [new("Gulmohar Enclave", "blr/varthur-ps", By, at), new("gulmohar enclave", "blr/bellandur-ps", By, at.AddDays(1))];
        var located = Locator.Build(Seeds.Forces, taught).Locate(Text, Category.None, null, [], null, Today);
        Assert.Equal("blr/bellandur-ps", located.Unit);
        Assert.Equal("Gulmohar Enclave", Text[located.Reasons[0].Start..located.Reasons[0].End]);
        Assert.Equal(PlaceClue.Taught, located.Reasons[0].Clue);
    }

    [Theory]
    [InlineData("chain snatching near Whitefield market", "Whitefield", "blr/kadugodi-ps", "2026-11-20", "blr/kadugodi-ps")]
    [InlineData("chain snatching near Whitefield market", "whitefield", "blr/rajanukunte-ps", "2026-11-20", "blr/rajanukunte-ps")]
    [InlineData("chain snatching near Whitefield market", "whitefield", "blr/rajanukunte-ps", "2025-06-01", "blr/whitefield-ps")]
    [InlineData("chain snatching near Whitefield, Bengaluru", "bengaluru", "blr/kadugodi-ps", "2026-11-20", "blr/whitefield-ps")]
    public void A_taught_name_means_the_taught_unit_alone_while_that_holds_and_a_citys_name_stays_the_citys(string text, string phrase, string unit, string day, string expected)
    {
        TaughtAlias[] taught = [new(phrase, unit, "blr/command-centre/operator-morning-1", new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero))];
        var onDate = DateOnly.ParseExact(day, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var located = Locator.Build(Seeds.Forces, taught).Locate(text, Category.None, null, [], null, onDate);
        Assert.Equal((expected, true), (located.Unit, located.Confidence >= Locator.Threshold));
    }

    [Fact]
    public void Of_two_taught_spellings_of_one_name_the_newest_counts()
    {
        var at = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
        TaughtAlias[] taught = [new("gulmohar enclave", "blr/varthur-ps", "op", at), new("gulmohar-enclave", "blr/bellandur-ps", "op", at.AddDays(1))];
        var located = Locator.Build(Seeds.Forces, taught).Locate("open drain near Gulmohar Enclave gate", Category.None, null, [], null, Today);
        Assert.Equal("blr/bellandur-ps", located.Unit);
    }

    [Fact]
    public void A_unit_that_was_not_yet_there_is_not_found() =>
        Assert.Null(Locator.Locate("theft at Rajanukunte", Category.None, null, [], null, new DateOnly(2025, 6, 1)).Unit);

    [Fact]
    public void An_ambiguous_name_is_less_sure_than_a_name_of_its_own()
    {
        var road = Place("harassment at MG Road, Bengaluru");
        var station = Place("harassment at Cubbon Park, Bengaluru");
        Assert.Equal("blr/cubbon-park-ps", road.Unit);
        Assert.True(road.Confidence < station.Confidence - 0.1, $"{road.Confidence} against {station.Confidence}");
    }

    [Fact]
    public void Reasons_are_offsets_into_the_text()
    {
        const string Text = "ದಯವಿಟ್ಟು ಮಡಿವಾಳದಲ್ಲಿ ನೋಡಿ";
        var reason = Assert.Single(Place(Text).Reasons);
        Assert.Equal("ಮಡಿವಾಳದಲ್ಲಿ", Text[reason.Start..reason.End]);
    }

    [Fact]
    public void A_line_in_gives_a_line_out_with_English_names()
    {
        var line = JsonNode.Parse(LocateLine.Run("""{"id": 7, "text": "ವೈಟ್‌ಫೀಲ್ಡ್‌ನಲ್ಲಿ ಜಾಮ್"}""", Locator, Tree, _ => Category.None, Today))!;
        Assert.Equal(7, (int)line["id"]!);
        Assert.Equal("Whitefield", (string)line["unit"]!);
        Assert.Equal("Whitefield Traffic", (string)line["wings"]!["traffic"]!);
        Assert.True((double)line["confidence"]! > 0.8);
        Assert.Equal("unitName", (string)line["reasons"]![0]!["clue"]!);
    }

    [Theory]
    [InlineData("""{"id":"a","text":"good morning"}""")]
    [InlineData("""{"id":"a","text":""}""")]
    public void A_line_without_a_place_gives_null(string json)
    {
        var line = JsonNode.Parse(LocateLine.Run(json, Locator, Tree, _ => Category.None, Today))!.AsObject();
        Assert.True(line.ContainsKey("unit"));
        Assert.Null(line["unit"]);
    }

    [Theory]
    [InlineData("no json")]
    [InlineData("[1]")]
    [InlineData("""{"id":"a"}""")]
    public void A_line_that_cannot_be_read_says_so(string json) => Assert.NotNull(JsonNode.Parse(LocateLine.Run(json, Locator, Tree, _ => Category.None, Today))!["error"]);

    [Fact]
    public void Any_text_at_all_is_read_without_a_fault()
    {
        var random = new Random(20261120);
        const string Letters = "ab K.R@#_ 12\u0915\u093C\u094D\u093E\u0C95\u0CCD\u0CBE\u0CC6\u0CC2\u200D\u200C\uD83D\uDE00\n!Whitefield";
        for (var run = 0; run < 3000; run++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => Letters[random.Next(Letters.Length)]));
            var located = Place(text);
            Assert.All(located.Reasons, reason => Assert.InRange(reason.End, reason.Start, text.Length));
        }
    }

    private static Located Place(string text, Category category = Category.None) => Locator.Locate(text, category, null, [], null, Today);
}
