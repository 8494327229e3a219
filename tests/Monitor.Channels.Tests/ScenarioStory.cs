using Monitor.Channels.Scenario;
using Monitor.Core.Posts;

namespace Monitor.Channels.Tests;

/// <summary>The lines of the first minute's story, whose cues stand in <c>bengaluru-day.story.json</c>.</summary>
internal static class ScenarioStory
{
    public const int FloodCount = 150;

    public static void Add(ScenarioPlan plan, ScenarioPeople people, ScenarioWriter writing, Random random, List<Drafted> drafts)
    {
        var english = plan.Forms[0].Stock;
        var story = Stock.Read("story");
        var place = plan.Places.First(one => one.Unit.EndsWith("/whitefield-ps", StringComparison.Ordinal));
        Writer Somebody(Channel channel) => people.Next(channel) with { Stock = english, LowerCase = false, NoStops = false, Typos = false };
        Drafted By(Writer writer, TimeSpan at, Channel channel, Deed deed, string text, string tag) =>
            new(at, channel, deed, writer.Handle, writer.Name, plan.MainUnit, text, null, null, tag, tag, writer);

        var trader = By(Somebody(Channel.X), Clock(17, 50, 40), Channel.X, Deed.Post, story["cm-quote"][0], "cm-quote");
        drafts.Add(trader);
        var office = trader with { At = Clock(17, 58, 0), Deed = Deed.Quote, By = "office:" + plan.ChiefMinister, Name = "Office of the Chief Minister" };
        drafts.Add(office with { Text = story["cm-words"][0], Of = trader });

        drafts.Add(By(Somebody(Channel.WhatsApp), Clock(18, 5, 0), Channel.WhatsApp, Deed.Post, story["self-harm"][0], "self-harm"));

        // Half again its 15 minutes after this the accept clock reaches the ACP: 18:27:35.
        var witness = By(Somebody(Channel.X), Clock(18, 5, 5), Channel.X, Deed.Post, story["accept-breach"][0], "accept-breach");
        drafts.Add(witness);

        // The writer is answered, so that the clock that runs out is the one of accepting and no other.
        drafts.Add(witness with { At = Clock(18, 7, 15), Deed = Deed.Echo, By = plan.MainUnit, Name = "", Text = story["accept-answer"][0], Of = witness, Tag = "own" });

        var walker = By(Somebody(Channel.X), Clock(18, 2, 10), Channel.X, Deed.Post, story["station-reply"][0], "station-reply") with { Unit = place.Unit };
        drafts.Add(walker);
        drafts.Add(walker with { At = Clock(18, 37, 40), Deed = Deed.Echo, By = place.Unit, Name = "", Text = story["station-answer"][0], Of = walker });
        Flood(plan, people, writing, random, drafts);
    }

    /// <summary>One event, 150 people, five and a half minutes: slow, then a wave, then thinning out. Some send on what others wrote, word for word.</summary>
    private static void Flood(ScenarioPlan plan, ScenarioPeople people, ScenarioWriter writing, Random random, List<Drafted> drafts)
    {
        List<string> seen = [];
        for (var i = 0; i < FloodCount; i++)
        {
            var share = (i + 0.5) / FloodCount;
            var at = Clock(18, 11, 30) + TimeSpan.FromSeconds((330 * share * share * 0.4) + (330 * share * 0.6) + random.Next(0, 3));
            var writer = people.Next(random.Next(100) switch { < 62 => Channel.X, < 76 => Channel.Facebook, < 85 => Channel.Instagram, _ => Channel.WhatsApp });
            var own = writing.Short(writer, "flood") + (random.NextDouble() < 0.2 ? " " + writing.Pick(writer.Stock["tail"]) : "");
            var text = seen.Count > 5 && random.NextDouble() < 0.12 ? writing.Pick(seen) : own;
            seen.Add(text);
            var addressed = writer.Channel == Channel.X ? random.Next(3) == 0 ? $"{text} @{plan.Main}" : $"@{(random.Next(3) == 0 ? plan.Traffic : plan.Main)} {text}" : text;
            var unit = addressed.Contains("@" + plan.Traffic, StringComparison.Ordinal) ? plan.TrafficUnit : plan.MainUnit;
            drafts.Add(new(at, writer.Channel, Deed.Post, writer.Handle, writer.Name, unit, addressed, null, null, "flood", "flood", writer));
        }
    }

    private static TimeSpan Clock(int hour, int minute, int second) => new(hour, minute, second);
}
