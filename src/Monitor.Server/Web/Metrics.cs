using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Monitor.Server.Web;

/// <summary>
/// Counters and gauges in the OpenMetrics text form. No exporter package restores here, and what Monitor measures is a page long; names never hold anything personal.
/// </summary>
public sealed class Metrics
{
    private readonly ConcurrentDictionary<string, Metric> metrics = new();
    private Func<CancellationToken, Task> first = static _ => Task.CompletedTask;

    private sealed record Metric(string Name, string Kind, string Help, Func<IEnumerable<(string Labels, double Value)>> Read);

    /// <summary>Something read when asked for.</summary>
    public void Gauge(string name, string help, Func<double> read) => metrics[name] = new Metric(name, "gauge", help, () => [("", read())]);

    public void Gauges(string name, string help, Func<IEnumerable<(string Labels, double Value)>> read) => metrics[name] = new Metric(name, "gauge", help, read);

    /// <summary>Something that only grows, kept elsewhere.</summary>
    public void Counter(string name, string help, Func<double> read) => metrics[name] = new Metric(name, "counter", help, () => [("", read())]);

    public void Counters(string name, string help, Func<IEnumerable<(string Labels, double Value)>> read) => metrics[name] = new Metric(name, "counter", help, read);

    /// <summary>What is asked of elsewhere, once before each writing, so that no gauge waits for an answer.</summary>
    public void AskFirst(Func<CancellationToken, Task> ask) => first = ask;

    public async Task<string> Write(CancellationToken cancellation)
    {
        await first(cancellation);
        var text = new StringBuilder();
        foreach (var metric in metrics.Values.OrderBy(m => m.Name, StringComparer.Ordinal))
        {
            text.Append("# TYPE ").Append(metric.Name).Append(' ').Append(metric.Kind).Append('\n');
            text.Append("# HELP ").Append(metric.Name).Append(' ').Append(metric.Help).Append('\n');
            foreach (var (labels, value) in metric.Read())
            {
                text.Append(metric.Name).Append(metric.Kind == "counter" ? "_total" : "");
                if (labels.Length > 0)
                {
                    text.Append('{').Append(labels).Append('}');
                }

                text.Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
            }
        }

        return text.Append("# EOF\n").ToString();
    }
}
