using System.Collections.Concurrent;
using Monitor.Channels.Scenario;
using Monitor.Classifier;
using Monitor.Core.Posts;

namespace Monitor.Server.Demo;

/// <summary>
/// The verdicts of a scenario's texts, worked out on another core while the one thread simulates. A text has the same verdict whenever it is read, so the day comes out
/// the same; what is not there yet is worked out by whoever asks.
/// </summary>
internal sealed class VerdictsAhead
{
    private readonly ConcurrentDictionary<string, Verdict> verdicts = new(StringComparer.Ordinal);

    public VerdictsAhead(IReadOnlyList<ScenarioLine> lines) => _ = Task.Run(() =>
    {
        foreach (var line in lines)
        {
            _ = Of(line.Text);
        }
    });

    public Verdict Of(string text) => verdicts.GetOrAdd(text, PostClassifier.Shipped.Classify);
}
