using Monitor.Channels.Scenario;
using Monitor.Core.Posts;
using Source = Monitor.Core.Posts.Channel;

namespace Monitor.Channels.Tests;

/// <summary>What a scenario is to hold.</summary>
internal sealed record ScenarioPlan
{
    public required string Name { get; init; }

    public required string Force { get; init; }

    public required string Main { get; init; }

    public required string MainUnit { get; init; }

    public required string Traffic { get; init; }

    public required string TrafficUnit { get; init; }

    public required string ChiefMinister { get; init; }

    public required IReadOnlyList<PlaceStock> Places { get; init; }

    public required NameStock Names { get; init; }

    public required IReadOnlyList<(Stock Stock, int Weight)> Forms { get; init; }

    public required IReadOnlyList<int> HourWeights { get; init; }

    public required int FirstPosts { get; init; }

    public required int Seed { get; init; }

    public bool Story { get; init; }
}

/// <summary>
/// Makes a scenario from the hand-written stock, always the same from the same seed. Lines are drafted with a reference to the draft that they speak of, then sorted by
/// time and numbered.
/// </summary>
internal sealed class ScenarioMaker
{
    private static readonly (string Section, int Day, int Night)[] Mix =
    [
        ("jam", 120, 8), ("signal", 45, 6), ("parking", 70, 20), ("wrongside", 45, 12), ("accident", 28, 30), ("noise", 14, 110),
        ("theft", 60, 35), ("snatch", 22, 14), ("fight", 20, 45),
        ("harass", 34, 24), ("stalk", 14, 10), ("domestic", 14, 26), ("fraud", 60, 14), ("missing", 14, 10), ("drunk", 22, 55),
        ("drugs", 18, 22), ("conduct", 34, 14), ("threatened", 22, 18),
        ("lost", 28, 8), ("praise", 55, 12), ("question", 50, 12), ("news", 60, 30), ("spam", 40, 26), ("abuse", 36, 22), ("hate", 7, 6), ("incite", 3, 3), ("threat", 5, 5),
    ];

    private static readonly string[] PrivateSections = ["harass", "stalk", "domestic", "fraud", "threatened", "drugs", "missing", "conduct"];

    private readonly Random random;
    private readonly ScenarioPlan plan;
    private readonly ScenarioPeople people;
    private readonly ScenarioWriter writing;
    private readonly List<Drafted> drafts = [];

    private ScenarioMaker(ScenarioPlan plan)
    {
        this.plan = plan;
        random = new Random(plan.Seed);
        people = new(random, plan.Forms, plan.Places, plan.Names);
        writing = new(random, plan.Main, plan.Traffic);
    }

    public static Scenario.Scenario Make(ScenarioPlan plan)
    {
        var maker = new ScenarioMaker(plan);
        maker.FirstPosts();
        maker.FollowUps();
        maker.Own();
        maker.Changes();
        if (plan.Story)
        {
            ScenarioStory.Add(plan, maker.people, maker.writing, maker.random, maker.drafts);
        }

        return maker.Numbered();
    }

    private void FirstPosts()
    {
        List<Writer> known = [];
        for (var i = 0; i < plan.FirstPosts; i++)
        {
            var at = Moment();
            var again = known.Count > 200 && random.NextDouble() < 0.16;
            var writer = again ? known[random.Next(known.Count)] : people.Next(Channel());
            if (!again)
            {
                known.Add(writer);
            }

            var section = Section(at, writer.Stock);
            var place = random.NextDouble() < 0.7 ? writer.Home : writing.Pick(plan.Places);
            var isPrivate = writer.Channel is not (Source.WhatsApp) && PrivateSections.Contains(section) && random.NextDouble() < 0.35;
            var text = writing.Post(writer, section, place, isPrivate ? Source.None : writer.Channel);
            var point = (writer.Channel == Source.WhatsApp && random.NextDouble() < 0.06) || (writer.Channel == Source.X && random.NextDouble() < 0.03) ? Near(place.Point) : null;
            drafts.Add(new(at, writer.Channel, isPrivate ? Deed.Message : Deed.Post, writer.Handle, writer.Name, UnitOf(text, place), text, null, point, "", section, writer));
        }
    }

    /// <summary>A further word of the same person: minutes or hours later, now and then moments later.</summary>
    private void FollowUps()
    {
        var asked = drafts.Where(draft => draft.Writer.Stock["follow"].Count > 0 && draft.Section is not ("news" or "spam" or "praise" or "hate" or "incite")).ToArray();
        for (var i = 0; i < plan.FirstPosts / 4; i++)
        {
            var first = asked[random.Next(asked.Length)];
            var wait = random.Next(10) switch
            {
                0 => TimeSpan.FromMilliseconds(random.Next(200, 4000)),
                < 6 => TimeSpan.FromMinutes(random.Next(4, 90)),
                _ => TimeSpan.FromMinutes(random.Next(90, 420)),
            };
            var section = random.NextDouble() < 0.16 && first.Writer.Stock["thanks"].Count > 0 ? "thanks" : "follow";
            var deed = first.Channel == Source.WhatsApp ? Deed.Message : first.Deed == Deed.Message ? Deed.Message : Deed.Reply;
            var text = writing.Follow(first.Writer, section, deed == Deed.Message ? Source.None : first.Channel);
            Add(first with { At = first.At + wait, Deed = deed, Text = text, Of = deed == Deed.Reply ? first : null, Point = null, Section = section });
        }
    }

    /// <summary>Advisories of our accounts, and answers typed in the platform's own app to posts that ask for nothing more.</summary>
    private void Own()
    {
        var english = plan.Forms[0].Stock;
        for (var hour = 7; hour < 23; hour += 2)
        {
            var text = writing.Pick(english["advisory"]).Replace("{p}", writing.Pick(writing.Pick(plan.Places).Latin), StringComparison.Ordinal);
            var at = TimeSpan.FromMinutes((hour * 60) + random.Next(50));
            var unit = hour % 4 == 3 ? plan.TrafficUnit : plan.MainUnit;
            Add(new(at, writing.Pick([Source.X, Source.X, Source.Facebook]), Deed.Echo, unit, "", unit, text, null, null, "own", "advisory", drafts[0].Writer));
        }

        var answerable = drafts.Where(draft => draft.Section is "praise" or "question" && draft.Deed == Deed.Post && draft.Writer.Stock["reply"].Count > 0).ToArray();
        for (var i = 0; i < Math.Min(60, answerable.Length / 2); i++)
        {
            var asked = answerable[random.Next(answerable.Length)];
            Add(asked with
            {
                At = asked.At + TimeSpan.FromMinutes(random.Next(3, 50)), Deed = Deed.Echo, By = asked.Unit, Name = "",
                Text = writing.Pick(asked.Writer.Stock["reply"]), Of = asked,
                Point = null, Tag = "own", Section = "reply",
            });
        }
    }

    /// <summary>Deliveries that come twice, edits, posts taken back, and a few that the Chief Minister's office passes on.</summary>
    private void Changes()
    {
        var posts = drafts.Where(draft => draft.Deed is Deed.Post or Deed.Message && draft.At < TimeSpan.FromHours(23)).ToArray();
        foreach (var post in posts.Where(_ => random.NextDouble() < 0.03))
        {
            Add(post with { At = post.At + TimeSpan.FromSeconds(random.Next(1, 240)), Deed = Deed.Again, Text = "", Of = post, Point = null });
        }

        var changeable = posts.Where(post => (post.Deed == Deed.Post && post.Channel is Source.X or Source.Facebook) || post.Channel == Source.WhatsApp).ToArray();
        foreach (var post in changeable.Where(_ => random.NextDouble() < 0.014))
        {
            var place = post.Writer.Stock.Form switch { "kn" => " ಸ್ಥಳ: ", "hi" => " स्थान: ", _ => " Location: " };
            var text = post.Text + place + writing.Pick(post.Writer.Home.Latin);
            Add(post with { At = post.At + TimeSpan.FromMinutes(random.Next(1, 25)), Deed = Deed.Edit, Text = text, Of = post, Point = null });
        }

        foreach (var post in changeable.Where(_ => random.NextDouble() < 0.014))
        {
            Add(post with { At = post.At + TimeSpan.FromMinutes(random.Next(5, 300)), Deed = Deed.Delete, Text = "", Of = post, Point = null });
        }

        var serious = posts.Where(post => post is { Channel: Source.X, Deed: Deed.Post, Section: "fraud" or "conduct" or "harass" or "threatened" or "theft" }).ToArray();
        foreach (var post in serious.OrderBy(_ => random.Next()).Take(6))
        {
            Add(post with
            {
                At = post.At + TimeSpan.FromMinutes(random.Next(6, 60)), Deed = Deed.Quote, By = "office:" + plan.ChiefMinister, Name = "Office of the Chief Minister",
                Text = $"Forwarded for necessary action. @{plan.Main} to look into this and report.", Of = post, Point = null, Tag = "office",
            });
        }
    }

    private void Add(Drafted draft)
    {
        if (draft.At < TimeSpan.FromHours(24))
        {
            drafts.Add(draft);
        }
    }

    private Scenario.Scenario Numbered()
    {
        var sorted = drafts.Select((draft, index) => (draft, index)).OrderBy(pair => pair.draft.At).ThenBy(pair => pair.index).Select(pair => pair.draft).ToArray();
        var numbers = new Dictionary<Drafted, int>(ReferenceEqualityComparer.Instance);
        List<ScenarioLine> lines = [];
        foreach (var draft in sorted)
        {
            var of = draft.Of is null ? 0 : numbers[draft.Of];
            numbers.Add(draft, lines.Count + 1);
            var at = TimeSpan.FromSeconds(Math.Round(draft.At.TotalSeconds, 1));
            lines.Add(new(lines.Count + 1, at, draft.Channel, draft.Deed, draft.By, draft.Name == draft.By ? "" : draft.Name, draft.Unit, draft.Text, of, draft.Point, draft.Tag));
        }

        return new(plan.Name, plan.Force, TimeSpan.FromMinutes(330), TimeSpan.FromHours(24), lines);
    }

    private TimeSpan Moment()
    {
        var drawn = random.Next(plan.HourWeights.Sum());
        var hour = 0;
        while ((drawn -= plan.HourWeights[hour]) >= 0)
        {
            hour++;
        }

        return TimeSpan.FromHours(hour) + TimeSpan.FromMilliseconds(random.Next(3_600_000));
    }

    private string Section(TimeSpan at, Stock stock)
    {
        var night = at.TotalHours is < 6 or >= 22;
        while (true)
        {
            var drawn = random.Next(Mix.Sum(part => night ? part.Night : part.Day));
            foreach (var part in Mix)
            {
                if ((drawn -= night ? part.Night : part.Day) < 0)
                {
                    if (stock[part.Section].Count > 0)
                    {
                        return part.Section;
                    }

                    break;
                }
            }
        }
    }

    private Channel Channel() => random.Next(100) switch { < 54 => Source.X, < 70 => Source.Facebook, < 79 => Source.Instagram, _ => Source.WhatsApp };

    private string UnitOf(string text, PlaceStock place) =>
        text.Contains("@" + plan.Main, StringComparison.Ordinal) ? plan.MainUnit
        : text.Contains("@" + plan.Traffic, StringComparison.Ordinal) ? plan.TrafficUnit
        : text.Contains("@" + place.Handle, StringComparison.Ordinal) ? place.Unit
        : plan.MainUnit;

    private GeoPoint? Near(GeoPoint? point) => point is { } middle
        ? new GeoPoint(Math.Round(middle.Latitude + ((random.NextDouble() - 0.5) * 0.012), 5), Math.Round(middle.Longitude + ((random.NextDouble() - 0.5) * 0.012), 5))
        : null;
}

/// <summary>A line before it has its number.</summary>
internal sealed record Drafted(
    TimeSpan At, Channel Channel, Deed Deed, string By, string Name, string Unit, string Text, Drafted? Of, GeoPoint? Point, string Tag, string Section, Writer Writer);
