using Monitor.Channels.Scenario;
using Monitor.Core.Posts;
using Monitor.Server.Demo;
using Monitor.Server.Hosting;

namespace Monitor.Server.Tests;

/// <summary>Posts of a made-up day: eighty people who write again and again, each on one platform, in the words of the demo's citizens.</summary>
internal static class Story
{
    private const int People = 80;

    private static readonly Channel[] Channels = [Channel.X, Channel.Facebook, Channel.Instagram, Channel.WhatsApp];

    /// <summary>Signed bodies in the order of writing, with the text that each must appear as.</summary>
    public static IReadOnlyList<(string Author, string Text, SignedBody Body)> Posts(int count)
    {
        var begins = TimeProvider.System.GetUtcNow().AddMinutes(-10);
        var at = new DateTimeOffset(begins.Ticks - (begins.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
        var words = DemoScenario.Load(Seeds.Find(), "bengaluru-day").Posts.Lines
            .Where(line => line.Deed == Deed.Post && line.Text.Length > 0).Select(line => line.Text).Take(count).ToList();
        return [.. Enumerable.Range(0, count).Select(number =>
        {
            var person = (number * 7) % People;
            var channel = Channels[person % Channels.Length];
            var draft = Doors.Draft(channel, $"Citizen {person}", $"{words[number % words.Count]} ({number})", number, at.AddSeconds(number));
            return ($"Citizen {person}", draft.Text, Doors.Signed(channel, draft));
        })];
    }
}
