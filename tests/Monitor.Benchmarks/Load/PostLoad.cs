using System.Text;
using Monitor.Channels;
using Monitor.Channels.Scenario;
using Monitor.Core;
using Monitor.Core.Rulebooks;
using Monitor.Server.Demo;
using Monitor.Server.Hosting;

namespace Monitor.Benchmarks.Load;

/// <summary>Whole signed requests in the mix of the seed day, made before the clock runs. Each pass is dated one day earlier, so that every id is fresh.</summary>
public sealed class PostLoad
{
    private readonly Scenario scenario;
    private readonly Rulebook rulebook;
    private readonly DateOnly latest;
    private readonly ChannelsOptions options = new()
    {
        X = new() { ConsumerSecret = ServerProcess.Secret }, Facebook = new() { AppSecret = ServerProcess.Secret },
        Instagram = new() { AppSecret = ServerProcess.Secret }, WhatsApp = new() { AppSecret = ServerProcess.Secret },
    };

    private Poster poster;
    private int pass;
    private int line;

    /// <param name="latest">Date of the first pass; it should be over, so that no post lies in the future.</param>
    public PostLoad(DateOnly latest)
    {
        var seeds = Seeds.Find();
        this.latest = latest;
        scenario = DemoScenario.Load(seeds, "bengaluru-day").Posts;
        var (read, faults) = RulebookReader.Read(seeds.Parts(), [], 1, latest);
        rulebook = read ?? throw new InvalidOperationException($"The seeds have {faults.Count} faults.");
        poster = PosterOf(0);
    }

    /// <summary>The next requests: heads, signatures and bodies as they go over the wire.</summary>
    public IReadOnlyList<PreparedPost> Take(int count)
    {
        var taken = new List<PreparedPost>(count);
        while (taken.Count < count)
        {
            if (line == scenario.Lines.Count)
            {
                line = 0;
                poster = PosterOf(++pass);
            }

            taken.Add(PreparedPost.Of(poster.Body(scenario.Lines[line++])));
        }

        return taken;
    }

    /// <summary>The seed day told so fast that each post bears the instant at which it is sent at an even rate.</summary>
    /// <param name="rate">Posts a second.</param>
    public IReadOnlyList<PreparedPost> TakeAtRate(int count, DateTimeOffset from, double rate)
    {
        ScenarioLine[] lines = [.. scenario.Lines.Select((line, place) => line with { At = TimeSpan.FromSeconds(place / rate) })];
        var taken = new List<PreparedPost>(count);
        for (var first = 0; first < count; first += lines.Length)
        {
            var told = new Poster(scenario with { Lines = lines }, rulebook.Seats.All, from.AddSeconds(first / rate), options);
            taken.AddRange(lines.Take(count - first).Select(line => PreparedPost.Of(told.Body(line))));
        }

        return taken;
    }

    private Poster PosterOf(int daysBefore) =>
        new(scenario, rulebook.Seats.All, new DateTimeOffset(latest.AddDays(-daysBefore).ToDateTime(TimeOnly.MinValue), scenario.Offset), options);
}

/// <summary>A request's bytes, and the body alone: what the intake log keeps of it.</summary>
public readonly record struct PreparedPost(byte[] Request, byte[] Body)
{
    public static PreparedPost Of(SignedBody body)
    {
        var head = $"POST {body.Path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {body.Body.Length}\r\n"
            + $"{body.Header}: {body.Signature}\r\n\r\n";
        return new([.. Encoding.ASCII.GetBytes(head), .. body.Body], body.Body);
    }
}
