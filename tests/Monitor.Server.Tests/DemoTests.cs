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
            stopped = (await demo.Caller.Post("/api/demo", new { paused = true })).Content.GetProperty("now").GetDateTimeOffset();
        }

        await using var again = await Running.Start(settings);
        var now = (await again.Caller.Get("/api/demo")).GetProperty("now").GetDateTimeOffset();
        // The clock's instant is kept each 10 s, which are 10 minutes at 60×.
        Assert.True(now >= stopped.AddMinutes(-11), $"The demo stopped at {stopped:O} and goes on at {now:O}.");
        Assert.Equal(docket, (await again.Caller.Get("/api/complaints/" + docket)).GetProperty("docket").GetString());
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
