using Monitor.Channels.Scenario;
using Monitor.Server.Hosting;
using Monitor.Server.Settings;

namespace Monitor.Server.Demo;

/// <summary>One scenario of <c>seeds/scenarios</c>: its posts, its officers, and its story if it has one.</summary>
public sealed record DemoScenario(Scenario Posts, Officers Officers, Story? Story)
{
    /// <summary>One day's posts. Each day's citizens have handles of their own: the same people with the same words would only remind of yesterday's dockets.</summary>
    public Scenario On(DateTimeOffset midnight)
    {
        var day = DateOnly.FromDateTime(midnight.Date).DayNumber % 10;
        return Posts with { Lines = [.. Posts.Lines.Select(line => IsCitizens(line) ? line with { By = $"{line.By}{day}" } : line)] };
    }

    private static bool IsCitizens(ScenarioLine line) => line.Deed != Deed.Echo && !line.By.StartsWith("office:", StringComparison.Ordinal);

    /// <exception cref="WrongSettingException">There is no such scenario; the message names those there are.</exception>
    public static DemoScenario Load(Seeds seeds, string name)
    {
        var folder = Path.Combine(seeds.Folder, "scenarios");
        var posts = Path.Combine(folder, name + ".jsonl");
        if (!File.Exists(posts))
        {
            var known = Directory.EnumerateFiles(folder, "*.jsonl").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal);
            throw new WrongSettingException($"Demo:Scenario is '{name}'. Set it to one of: {string.Join(", ", known)}.");
        }

        using var reader = new StreamReader(posts);
        var story = Path.Combine(folder, name + ".story.json");
        return new DemoScenario(
            Scenario.Read(reader), Officers.Read(File.ReadAllText(Path.Combine(folder, name + ".officers.json"))), File.Exists(story) ? Story.Read(File.ReadAllText(story)) : null);
    }
}
