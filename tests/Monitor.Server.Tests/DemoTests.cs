using System.Net;
using System.Text.Json;
using Xunit;

namespace Monitor.Server.Tests;

/// <summary>The demo as a newcomer meets it.</summary>
public sealed class DemoTests
{
    [Fact]
    public async Task A_visitor_who_writes_reads_docket_unit_and_clocks_and_the_demo_goes_on_after_a_stop()
    {
        using var folder = new TestFolder();
        string[] settings = ["--Demo:Scenario=bareilly-night", "--Demo:From=00:40", "--Data:Directory=" + folder.Path];
        DateTimeOffset stopped;
        string docket;
        await using (var demo = await Running.Start(settings))
        {
            Assert.Contains(demo.Said, line => line.Contains("Nothing is sent to any citizen", StringComparison.Ordinal));
            const string Text = "Chain snatched near Izzatnagar thana, Bareilly, two men on a black bike. Please help";
            var (status, answer) = await demo.Caller.Post("/api/demo/write", new { channel = "x", text = Text });
            Assert.True(status == HttpStatusCode.OK, answer.ToString());
            docket = answer.GetProperty("docket").GetString()!;
            Assert.StartsWith("up/bareilly/", answer.GetProperty("unit").GetString(), StringComparison.Ordinal);
            Assert.Contains("accept", answer.GetProperty("clocks").EnumerateArray().Select(clock => clock.GetProperty("clock").GetString()));
            Assert.Equal(JsonValueKind.Object, answer.GetProperty("verdict").ValueKind);
            Assert.NotEmpty(await demo.Caller.All("/api/posts"));
            var (refused, _) = await demo.Caller.Post("/api/demo/write", new { channel = "pigeon", text = "coo" });
            Assert.Equal(HttpStatusCode.BadRequest, refused);
            await TheCanaryKeepsItsRealAge(demo);
            stopped = (await demo.Caller.Post("/api/demo", new { paused = true })).Content.GetProperty("now").GetDateTimeOffset();
        }

        var started = TimeProvider.System.GetTimestamp();
        await using var again = await Running.Start(settings);
        var now = (await again.Caller.Get("/api/demo")).GetProperty("now").GetDateTimeOffset();
        // What a clean stop keeps, to the millisecond; since then the clock has run at its 60× at most.
        Assert.InRange(now, stopped.AddMilliseconds(-1), stopped + (60 * TimeProvider.System.GetElapsedTime(started)));
        Assert.Equal(docket, (await again.Caller.Get("/api/complaints/" + docket)).GetProperty("docket").GetString());
    }

    /// <summary>It sings each real minute: neither another rate of the demo's clock nor a pause makes it old.</summary>
    private static async Task TheCanaryKeepsItsRealAge(Running demo)
    {
        using var client = await LiveClient.Connect(demo.Port, "wall");
        async Task<double?> Age() =>
            (await client.Next("beat")).GetProperty("vitals").GetProperty("canaryAgeSeconds") is { ValueKind: JsonValueKind.Number } age ? age.GetDouble() : null;
        await Wait.Until("the first canary", async () => await Age() is not null);
        var before = (await Age())!.Value;
        var from = TimeProvider.System.GetTimestamp();
        foreach (object turn in new object[] { new { rate = 1, paused = false }, new { paused = true }, new { rate = 60 }, new { paused = false } })
        {
            await demo.Caller.Post("/api/demo", turn);
            // The first beat may have been on its way already.
            await Age();
            Assert.InRange((await Age())!.Value, 0, before + TimeProvider.System.GetElapsedTime(from).TotalSeconds + 1);
        }
    }

    [Fact]
    public async Task A_live_server_has_no_demo_doors()
    {
        using var folder = new TestFolder();
        await using var live = await Running.Live(folder.Path, "--Journal:Kind=Memory");
        var (status, _) = await live.Caller.Post("/api/demo/write", new { channel = "x", text = "hello" });
        Assert.Equal(HttpStatusCode.NotFound, status);
    }
}
