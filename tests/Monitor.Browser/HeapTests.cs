using System.Globalization;
using System.Text;
using Microsoft.Playwright;
using Xunit;

namespace Monitor.Browser;

/// <summary>
/// A wall runs for months: what the page holds while the demo runs for ten minutes at 60×, which are ten hours of a city. Runs only when asked for (-explicit only).
/// </summary>
public sealed class HeapTests(Chromium chromium)
{
    static readonly int[] Minutes = [1, 5, 10];

    [Theory(Explicit = true)]
    [InlineData("wall")]
    [InlineData("map")]
    [InlineData("trend")]
    public async Task Ten_minutes_of_the_running_demo_leave_nothing_behind(string view)
    {
        await using RealServer server = await RealServer.Of("bengaluru-day", "17:50");
        IPage page = await chromium.Page();
        int frames = 0;
        page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) => frames += frame.Text?.Contains("\"frame\"", StringComparison.Ordinal) == true ? 1 : 0;
        await page.GotoAsync($"{server.Address}/wall?view={view}");
        await page.Phase("live");
        long from = TimeProvider.System.GetTimestamp();
        List<(int Minute, double Mb, int Nodes, int Frames)> seen = [];
        using PeriodicTimer timer = new(TimeSpan.FromSeconds(1), TimeProvider.System);
        while (seen.Count < Minutes.Length && await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken))
        {
            int minute = Minutes[seen.Count];
            if (TimeProvider.System.GetElapsedTime(from) < TimeSpan.FromMinutes(minute)) continue;
            seen.Add((minute, await page.HeapMb(), await page.Nodes(), frames));
        }
        StringBuilder lines = new();
        foreach ((int minute, double mb, int nodes, int heard) in seen)
        {
            lines.AppendLine(CultureInfo.InvariantCulture, $"| {view} | {minute} min | {mb:0.00} MB | {nodes} | {heard} |");
        }
        TestContext.Current.TestOutputHelper?.WriteLine(lines.ToString());
        await File.WriteAllTextAsync(Path.Combine(Repository.Artifacts, $"heap-{view}.md"), lines.ToString(), TestContext.Current.CancellationToken);
        Assert.True(seen[^1].Frames > 100, $"{seen[^1].Frames} frames");
        Assert.InRange(seen[^1].Mb - seen[0].Mb, -10, 1);
        // The map writes a unit's count only where there is more than usual.
        Assert.InRange(seen[^1].Nodes - seen[0].Nodes, -100, view == "wall" ? 0 : 100);
        await page.Context.CloseAsync();
    }
}
