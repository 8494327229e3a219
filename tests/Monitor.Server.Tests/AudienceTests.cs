using Microsoft.Extensions.DependencyInjection;
using Monitor.Server.Live;
using Xunit;

namespace Monitor.Server.Tests;

/// <summary>Walls do not wait for each other.</summary>
public sealed class AudienceTests
{
    [Fact]
    public async Task A_client_that_asks_and_never_reads_is_cut_off_and_everybody_else_hears_every_beat()
    {
        using var folder = new TestFolder();
        await using var running = await Running.Live(folder.Path, "--Journal:Kind=Memory");
        var audience = running.Services.GetRequiredService<Audience>();
        using var stuck = await LiveClient.Connect(running.Port, "map");
        var asking = Flood(stuck);
        using var well = await LiveClient.Connect(running.Port, "wall");
        await Wait.Until("the client that never reads is cut off", async () =>
        {
            await well.Next("beat");
            return audience.Count == 1;
        });
        await well.Next("beat");
        await asking;
    }

    [Fact]
    public async Task A_client_that_changes_its_room_hears_the_frames_of_the_new_one_only()
    {
        using var folder = new TestFolder();
        await using var running = await Running.Live(folder.Path, "--Journal:Kind=Memory");
        using var client = await LiveClient.Connect(running.Port, "map");
        Assert.True((await client.Next("snapshot")).GetProperty("board").TryGetProperty("units", out _));
        await client.Watch("wall");
        Assert.False((await client.Next("snapshot")).GetProperty("board").TryGetProperty("units", out _));
        var opening = new { source = "call", category = "NOISE", by = "blr/whitefield-ps/inspector", text = "Loudspeakers", unit = "blr/whitefield-ps" };
        for (var docket = 0; docket < 3; docket++)
        {
            await running.Caller.Post("/api/complaints", opening);
        }

        await running.Caller.Settled();
        var head = (long)(await running.Caller.Metrics())["monitor_feed_head"];
        var ends = new List<long>();
        while (ends.Count == 0 || ends[^1] < head)
        {
            var frame = await client.Next("frame");
            Assert.False(frame.GetProperty("changes").TryGetProperty("units", out _));
            ends.Add(frame.GetProperty("to").GetInt64());
        }

        Assert.Equal(ends.Distinct(), ends);
    }

    /// <summary>Asks for more than a socket holds, until the server has closed it.</summary>
    private static async Task Flood(LiveClient client)
    {
        try
        {
            for (var asked = 0; asked < 100_000; asked++)
            {
                await client.AskSnapshot();
            }
        }
        catch (Exception closed) when (closed is System.Net.WebSockets.WebSocketException or IOException)
        {
            // Cut off, as it should be.
        }
    }
}
