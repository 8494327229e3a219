using Monitor.Browser.Feed;
using Xunit;

namespace Monitor.Browser;

/// <summary>Every state in three languages; the fullest at 3840×2160 too, where sizes are the same doubled. The pictures lie in artifacts/screenshots.</summary>
public sealed class WallPictureTests(Inspections inspections) : IClassFixture<Inspections>
{
    static readonly string[] Languages = ["en", "hi", "kn"];

    public static TheoryData<string, string, int> States()
    {
        TheoryData<string, string, int> data = [];
        foreach (string lang in Languages)
        {
            foreach (Scene scene in Scenes.All) data.Add(scene.Name, lang, 1080);
            foreach (string feed in new[] { "waiting", "late", "lost", "clock-off" }) data.Add(feed, lang, 1080);
            data.Add("longest", lang, 2160);
        }
        return data;
    }

    public static TheoryData<string, string, int> AxeStates() => [.. States().Where(row => Inspections.HasAxe(row.Data.Item1, row.Data.Item2, row.Data.Item3))];

    public static TheoryData<string, string> Views() => new()
    {
        { "flood", "map" }, { "flood", "trend" },
    };

    [Theory]
    [MemberData(nameof(States))]
    public async Task Clips_no_cell(string state, string lang, int height) => Inspection.None((await inspections.Wall(state, lang, height)).Clipped);

    [Theory]
    [MemberData(nameof(AxeStates))]
    public async Task Passes_axe_with_no_violation(string state, string lang, int height) => Inspection.None((await inspections.Wall(state, lang, height)).Axe);

    [Theory]
    [MemberData(nameof(States))]
    public async Task Has_text_of_contrast_4_5_and_44_design_pixels_at_least(string state, string lang, int height)
    {
        Inspection seen = await inspections.Wall(state, lang, height);
        Inspection.None(seen.Faint, seen.Tiny);
    }

    [Theory]
    [MemberData(nameof(States))]
    public async Task Is_painted_with_our_own_fonts_only_and_asks_no_other_host(string state, string lang, int height)
    {
        Inspection seen = await inspections.Wall(state, lang, height);
        Inspection.None(seen.ForeignFonts, seen.Strays);
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task The_map_and_the_trend_are_whole_in_three_languages(string state, string view)
    {
        foreach (string lang in Languages)
        {
            (await inspections.Wall(state, lang, 1080, view)).FindsNothing();
        }
    }
}
