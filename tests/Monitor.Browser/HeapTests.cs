using System.Globalization;
using System.Text;
using Microsoft.Playwright;
using Xunit;

namespace Monitor.Browser;

/// <summary>
/// A wall runs for months: what its three views hold while the demo runs for ten minutes at 60×, which are ten hours of a city. Runs only when asked for (-explicit only).
/// </summary>
public sealed class HeapTests(Chromium chromium)
{
    static readonly string[] Views = ["wall", "map", "trend"];
    static readonly int[] Minutes = [1, 5, 10];

    sealed record Seen(int Minute, double Mb, int Nodes, int Frames);

    [Fact(Explicit = true)]
    public async Task Ten_minutes_of_the_running_demo_leave_nothing_behind()
    {
        await using RealServer server = await RealServer.Of("bengaluru-day", "17:50");
        List<Seen>[] seen = await Task.WhenAll(Views.Select(view => Watch(server, view)));
        StringBuilder lines = new();
        foreach ((string view, List<Seen> looks) in Views.Zip(seen))
        {
            string told = string.Join(" | ", looks.Select(look => string.Create(CultureInfo.InvariantCulture, $"{look.Mb:0.00} MB, {look.Nodes} nodes, {look.Frames} frames")));
            lines.AppendLine(CultureInfo.InvariantCulture, $"| {view} | {told} |");
        }
        TestContext.Current.TestOutputHelper?.WriteLine(lines.ToString());
        await File.WriteAllTextAsync(Path.Combine(Repository.Artifacts, "heap.md"), lines.ToString(), TestContext.Current.CancellationToken);
        Assert.All(seen, looks =>
        {
            Assert.True(looks[^1].Frames > 100, $"{looks[^1].Frames} frames");
            Assert.InRange(looks[^1].Mb - looks[0].Mb, -10, 1);
        });
        Assert.Equal(seen[0][0].Nodes, seen[0][^1].Nodes);
    }

    async Task<List<Seen>> Watch(RealServer server, string view)
    {
        IPage page = await chromium.Page();
        int frames = 0;
        page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) => frames += frame.Text?.Contains("\"frame\"", StringComparison.Ordinal) == true ? 1 : 0;
        await page.GotoAsync($"{server.Address}/wall?view={view}");
        await page.Phase("live");
        long from = TimeProvider.System.GetTimestamp();
        List<Seen> seen = [];
        using PeriodicTimer timer = new(TimeSpan.FromSeconds(1), TimeProvider.System);
        while (seen.Count < Minutes.Length && await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken))
        {
            int minute = Minutes[seen.Count];
            if (TimeProvider.System.GetElapsedTime(from) >= TimeSpan.FromMinutes(minute)) seen.Add(new(minute, await page.HeapMb(), await page.Nodes(), frames));
        }
        await page.Context.CloseAsync();
        return seen;
    }
}
