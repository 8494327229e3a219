using System.Text;
using Monitor.Channels.Scenario;
using Monitor.Channels.X;
using Monitor.Core.Organisation;
using Monitor.Core.Posts;
using Xunit;

namespace Monitor.Channels.Tests;

/// <summary>The committed scenarios. <c>MONITOR_MAKE_SCENARIOS=1</c> rewrites them from the stock.</summary>
public sealed class ScenarioTests
{
    private static readonly int[] CityHours = [22, 14, 9, 7, 8, 16, 38, 80, 130, 140, 120, 105, 95, 92, 96, 105, 130, 165, 205, 215, 180, 130, 85, 45];

    private static readonly int[] DistrictNight = [26, 16, 10, 8, 8, 12, 6, 4, 4, 4, 4, 4, 4, 4, 4, 5, 8, 30, 60, 72, 66, 54, 44, 34];

    private static readonly string[] CityWords =
    [
        "Bengaluru", "Bangalore", "Hoysala", "hoysala", "BMTC", "BBMP", "500D", "skywalk", "airport", "BESCOM", "metro", "KA 03", "Mysuru",
        "Silk board", "ring road", "Namma", "हेब्बाल", "बेंगलुरु", "Narayanappa", "makkalu", "Kohli", "amma",
    ];

    private static readonly DateTimeOffset Midnight = new(2026, 11, 20, 18, 30, 0, TimeSpan.Zero);

    public static TheoryData<string> Names => ["bengaluru-day", "bareilly-night"];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_committed_scenario_is_what_the_maker_gives(string name)
    {
        using var made = new StringWriter { NewLine = "\n" };
        ScenarioMaker.Make(Plan(name)).WriteTo(made);
        if (Environment.GetEnvironmentVariable("MONITOR_MAKE_SCENARIOS") == "1")
        {
            File.WriteAllText(PathOf(name + ".jsonl"), made.ToString(), new UTF8Encoding(false));
        }

        Assert.Equal(File.ReadAllText(PathOf(name + ".jsonl")), made.ToString());
    }

    [Fact]
    public void The_day_in_Bengaluru_holds_what_the_demo_promises()
    {
        var lines = Committed("bengaluru-day").Lines;
        var posts = lines.Where(line => line.Deed is Deed.Post or Deed.Message or Deed.Reply or Deed.Quote).ToArray();
        Assert.InRange(posts.Length, 3000, 4500);
        Assert.InRange(posts.Select(line => line.By).Distinct().Count(), 1800, 3000);
        Assert.Equal(4, posts.Select(line => line.Channel).Distinct().Count());
        Assert.Equal(ScenarioStory.FloodCount, lines.Count(line => line.Tag == "flood" && line.Deed == Deed.Post));
        Assert.InRange(lines.Count(line => line.Deed == Deed.Echo), 40, 200);
        Assert.InRange(lines.Count(line => line.Deed == Deed.Again), 40, 200);
        Assert.InRange(lines.Count(line => line.Deed == Deed.Edit), 15, 80);
        Assert.InRange(lines.Count(line => line.Deed == Deed.Delete), 15, 80);
        Assert.InRange(lines.Count(line => line.Deed == Deed.Quote), 5, 20);
        Assert.Single(lines, line => line.Tag == "self-harm");
        var night = posts.Count(line => line.At.Hours is >= 2 and < 4);
        var evening = posts.Count(line => line.At.Hours is >= 18 and < 20 && line.Tag != "flood");
        Assert.True(evening > night * 8, $"{evening} in the evening, {night} at night");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Texts_are_varied_and_fit_their_platform(string name)
    {
        var lines = Committed(name).Lines.Where(line => line.Deed is Deed.Post or Deed.Message && line.Tag != "flood").ToArray();
        Assert.All(lines.Where(line => line is { Channel: Channel.X, Deed: Deed.Post }), line => Assert.InRange(XLength.Weigh(line.Text), 1, XLength.Max));
        var distinct = lines.Where(line => line.Text.Length > 40).Select(line => line.Text).Distinct().Count();
        Assert.True(distinct > lines.Count(line => line.Text.Length > 40) * 0.97, $"{distinct} of {lines.Length} differ.");
        Assert.DoesNotContain(lines, line => line.Text.Contains('{', StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_line_becomes_a_signed_body_that_is_let_in_and_read_as_it_was_meant(string name)
    {
        var scenario = Committed(name);
        var poster = new Poster(scenario, Seats, Midnight, Secrets.All);
        var keys = new Dictionary<string, int>();
        foreach (var line in scenario.Lines)
        {
            var signed = poster.Body(line);
            Assert.Equal(Admission.Ok, Webhook.Check(signed.Channel, Secrets.All, signed.Signature, signed.Body));
            var read = Webhook.Read(signed.Channel, signed.Body);
            Assert.Empty(read.Faults);
            var item = Assert.Single(read.Items);
            Assert.Equal(poster.PostId(line), item.PlatformId);
            Assert.Equal(line.Deed == Deed.Echo, item.Echo);
            Assert.True(line.Deed is Deed.Again or Deed.Delete || item.Text == line.Text, line.Number.ToString());
            Assert.Equal(KindOf(scenario, line), item.Kind);
            Assert.Equal(line.Deed != Deed.Again, keys.TryAdd(item.Key, line.Number));
        }
    }

    [Fact]
    public void The_next_date_has_new_ids_for_posts_and_the_same_people()
    {
        var scenario = Committed("bengaluru-day");
        var today = new Poster(scenario, Seats, Midnight, Secrets.All);
        var tomorrow = new Poster(scenario, Seats, Midnight.AddDays(1), Secrets.All);
        foreach (var line in scenario.Lines.Take(200))
        {
            Assert.NotEqual(today.PostId(line), tomorrow.PostId(line));
            var first = Webhook.Read(line.Channel, today.Body(line).Body).Items[0];
            var second = Webhook.Read(line.Channel, tomorrow.Body(line).Body).Items[0];
            Assert.Equal(first.Author, second.Author);
            Assert.NotEqual(first.Key, second.Key);
            Assert.Equal(today.Body(line).Body, today.Body(line).Body);
        }
    }

    [Fact]
    public void The_story_and_the_officers_fit_their_scenario()
    {
        var scenario = Committed("bengaluru-day");
        var story = Story.Read(File.ReadAllText(PathOf("bengaluru-day.story.json")));
        Assert.Equal([8, 15, 30, 45, 55], story.Cues.Select(cue => cue.RealSeconds));
        foreach (var cue in story.Cues)
        {
            var last = scenario.Lines.Where(line => line.Tag == cue.Tag).ToArray();
            Assert.NotEmpty(last);
            Assert.True(last.Any(line => line.At <= cue.At + TimeSpan.FromMinutes(5)), cue.Id);
            Assert.All(new[] { cue.Caption.En, cue.Caption.Hi, cue.Caption.Kn }, text => Assert.InRange(text.Length, 10, 120));
        }

        foreach (var name in Names)
        {
            var officers = Officers.Read(File.ReadAllText(PathOf(name + ".officers.json")));
            var plans = Enumerable.Range(1, 2000).Select(i => officers.For(Docket.Number(i, 0), "blr/whitefield-ps", "P2")).ToArray();
            Assert.InRange(plans.Count(plan => plan.Finished), 1740, 1860);
            Assert.InRange(plans.Count(plan => plan.ViaApp), 930, 1070);
            Assert.InRange(plans.Count(plan => plan.Late), 200, 600);
            Assert.All(officers.SilentUnits, unit => Assert.False(officers.For("1042-7", unit, "P2").Finished));
            Assert.Equal(officers.For("1042-7", "blr/whitefield-ps", "P2"), officers.For("1042-7", "blr/whitefield-ps", "P2"));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_unit_and_office_of_a_scenario_is_in_the_seeds(string name)
    {
        var organisation = File.ReadAllText(Path.Combine(Seeds, "organisations", name == "bengaluru-day" ? "bengaluru.json" : "bareilly-range.json"));
        var accounts = File.ReadAllText(Path.Combine(Seeds, "policies", "accounts.json"));
        var scenario = Committed(name);
        var officers = Officers.Read(File.ReadAllText(PathOf(name + ".officers.json")));
        var units = scenario.Lines.Select(line => line.Unit).Concat(scenario.Lines.Where(line => line.Deed == Deed.Echo).Select(line => line.By)).Concat(officers.SilentUnits);
        Assert.All(units.Distinct(), unit => Assert.Contains($"\"id\": \"{unit}\"", organisation, StringComparison.Ordinal));
        var handles = scenario.Lines.Where(line => line.By.StartsWith("office:", StringComparison.Ordinal)).Select(line => line.By["office:".Length..]);
        Assert.All(handles.Distinct(), handle => Assert.Contains($"\"handle\": \"{handle}\"", accounts, StringComparison.Ordinal));
        Assert.All(officers.SilentUnits, unit => Assert.Contains($"\"unit\": \"{unit}\"", accounts, StringComparison.Ordinal));
        Assert.All(officers.Behaviours.SelectMany(behaviour => behaviour.Units), prefix => Assert.Contains($"\"id\": \"{prefix}", organisation, StringComparison.Ordinal));
    }

    internal static Scenario.Scenario Committed(string name)
    {
        using var file = File.OpenText(PathOf(name + ".jsonl"));
        return Scenario.Scenario.Read(file);
    }

    private static ItemKind KindOf(Scenario.Scenario scenario, ScenarioLine line) => line.Deed switch
    {
        Deed.Again => KindOf(scenario, scenario.Lines[line.Of - 1]),
        Deed.Edit => ItemKind.Edited,
        Deed.Delete => ItemKind.Deleted,
        Deed.Message => ItemKind.PrivateMessage,
        Deed.Echo when line.Of > 0 => KindOf(scenario, scenario.Lines[line.Of - 1]),
        _ => line.Channel == Channel.WhatsApp ? ItemKind.PrivateMessage : ItemKind.Post,
    };

    private static ScenarioPlan Plan(string name) => name == "bengaluru-day"
        ? new()
        {
            Name = name, Force = "blr", Main = "BlrCityPolice", MainUnit = "blr/police", Traffic = "blrcitytraffic",
            TrafficUnit = "blr/traffic", ChiefMinister = "cmofkarnataka",
            Places = PlaceStock.Read("bengaluru"), Names = NameStock.Bengaluru, HourWeights = CityHours, FirstPosts = 2560, Seed = 20261121, Story = true,
            Forms = [(Stock.Read("en"), 40), (Stock.Read("kn"), 15), (Stock.Read("kn-Latn"), 15), (Stock.Read("hi-Latn"), 14), (Stock.Read("hi"), 8), (Stock.Read("mixed"), 8)],
        }
        : new()
        {
            Name = name, Force = "up", Main = "bareillypolice", MainUnit = "up/bareilly", Traffic = "bareillytraffic",
            TrafficUnit = "up/bareilly/traffic", ChiefMinister = "cmofficeup",
            Places = PlaceStock.Read("bareilly"), Names = NameStock.Bareilly, HourWeights = DistrictNight, FirstPosts = 520, Seed = 20261122,
            Forms = [(Stock.Read("en", CityWords), 14), (Stock.Read("hi", CityWords), 42), (Stock.Read("hi-Latn", CityWords), 44)],
        };

    private static string Seeds => Path.Combine(Fixture.Folder(), "..", "..", "..", "seeds");

    private static string PathOf(string file) => Path.Combine(Seeds, "scenarios", file);

    private static readonly OfficialAccountSeat[] Seats =
    [
        .. new[] { Channel.X, Channel.Facebook, Channel.Instagram, Channel.WhatsApp }.SelectMany(channel => new[]
        {
            new OfficialAccountSeat(channel, $"14000000{(int)channel}1", "blrcitypolice", "blr/police", Rank.Commissioner, SeatRole.ForceMain),
            new OfficialAccountSeat(channel, $"14000000{(int)channel}2", "bareillypolice", "up/bareilly", Rank.SeniorSuperintendent, SeatRole.DistrictMain),
        }),
        new(Channel.X, "1400000103", "blrcitytraffic", "blr/traffic", Rank.JointCommissioner, SeatRole.DistrictMain),
        new(Channel.X, "1400000126", "whitefieldps", "blr/whitefield-ps", Rank.Inspector, SeatRole.Unit),
        new(Channel.X, "1400000192", "cmofkarnataka", null, Rank.None, SeatRole.ChiefMinister),
        new(Channel.X, "1400000194", "cmofficeup", null, Rank.None, SeatRole.ChiefMinister),
    ];
}
