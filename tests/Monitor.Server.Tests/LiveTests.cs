using System.Net;
using System.Text.Json;
using Monitor.Channels.Scenario;
using Xunit;

namespace Monitor.Server.Tests;

/// <summary>What a wall hears over <c>/live/board</c> (design section 9).</summary>
public sealed class LiveTests(LiveServer server) : IClassFixture<LiveServer>
{
    [Theory]
    [InlineData("wall", 0)]
    [InlineData("map", 60)]
    [InlineData("trend", 120)]
    public async Task Frames_fit_and_give_the_same_board_as_a_fresh_snapshot(string room, int from)
    {
        using var client = await LiveClient.Connect(server.Running.Port, room);
        var (to, board) = Taken(await client.Next("snapshot"));
        // The second half waits for a frame, so that there is more than one however few a busy machine makes; the server drops a client that stops reading.
        var framed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var posting = Task.Run(async () =>
        {
            var bodies = Story.Posts(180).Skip(from).Take(60).Select(post => post.Body).ToList();
            await Deliver(bodies[..30]);
            await framed.Task.WaitAsync(TimeSpan.FromMinutes(2), TimeProvider.System);
            await Deliver(bodies[30..]);
            await server.Caller.Settled();
        });
        var (frames, lost) = (0, false);
        while (true)
        {
            var (name, content) = await client.Next();
            if (name == "frame" && content.GetProperty("from").GetInt64() == to)
            {
                to = content.GetProperty("to").GetInt64();
                foreach (var change in content.GetProperty("changes").EnumerateObject())
                {
                    Assert.True(board.ContainsKey(change.Name), change.Name);
                    board[change.Name] = change.Value.Clone();
                }

                frames++;
                framed.TrySetResult();
            }
            else if (name == "frame" && content.GetProperty("to").GetInt64() > to)
            {
                // One fell between joining the room and the snapshot: a wall asks once more.
                lost = true;
                await client.AskSnapshot();
            }
            else if (name == "beat" && posting.IsCompleted)
            {
                await posting;
                await client.AskSnapshot();
            }
            else if (name == "snapshot" && lost)
            {
                (lost, (to, board)) = (false, Taken(content));
            }
            else if (name == "snapshot" && posting.IsCompleted && content.GetProperty("to").GetInt64() == to)
            {
                var (_, parts) = Taken(content);
                Assert.Equal(parts.Keys.Order(), board.Keys.Order());
                Assert.All(parts, part => Assert.True(JsonElement.DeepEquals(part.Value, board[part.Key]), $"{room}: {part.Key} is {board[part.Key]}, not {part.Value}"));
                break;
            }
        }

        Assert.True(frames > 1);
        Assert.Equal(room == "map", board.ContainsKey("units"));
        Assert.Equal(room == "trend", board.ContainsKey("trend"));
    }

    [Fact]
    public async Task Each_second_a_beat_says_what_is_not_in_the_journal()
    {
        using var client = await LiveClient.Connect(server.Running.Port, "wall");
        var beats = new List<JsonElement>();
        var instants = new List<DateTimeOffset>();
        while (instants.Count < 2 || instants[^1] - instants[0] < TimeSpan.FromSeconds(3))
        {
            beats.Add(await client.Next("beat"));
            instants.Add(beats[^1].GetProperty("now").GetDateTimeOffset());
        }

        Assert.Equal(instants.Order(), instants);
        // A busy machine may skip beats, and may send one late and the next in time; more than that come of no clock of a second.
        Assert.InRange(beats.Count, 2, 6);
        Assert.All(beats, beat =>
        {
            Assert.Equal(1, beat.GetProperty("rate").GetDouble());
            var vitals = beat.GetProperty("vitals");
            Assert.Equal(["x", "facebook", "instagram", "whatsapp"], vitals.GetProperty("links").EnumerateArray().Select(link => link.GetProperty("channel").GetString()));
            Assert.Equal(vitals.GetProperty("proven").GetBoolean(), vitals.GetProperty("missing").GetArrayLength() == 0);
        });
    }

    [Fact]
    public async Task A_link_that_was_never_heard_keeps_the_wall_from_saying_all_in_time()
    {
        using var folder = new TestFolder();
        await using var fresh = await Running.Live(folder.Path, "--Journal:Kind=Memory");
        using var client = await LiveClient.Connect(fresh.Port, "wall");
        var vitals = (await client.Next("beat")).GetProperty("vitals");
        Assert.False(vitals.GetProperty("proven").GetBoolean());
        Assert.Contains("link:x", vitals.GetProperty("missing").EnumerateArray().Select(lack => lack.GetString()));
        Assert.All(vitals.GetProperty("links").EnumerateArray(), link => Assert.Equal("never", link.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task With_every_door_closed_nothing_is_proven_and_each_link_says_that_it_is_closed()
    {
        using var folder = new TestFolder();
        await using var closed = await Running.Start("--Demo:Enabled=false", "--Journal:Kind=Memory", "--Data:Directory=" + folder.Path);
        using var client = await LiveClient.Connect(closed.Port, "wall");
        var vitals = (await client.Next("beat")).GetProperty("vitals");
        Assert.False(vitals.GetProperty("proven").GetBoolean());
        Assert.Contains("link:none", vitals.GetProperty("missing").EnumerateArray().Select(lack => lack.GetString()));
        Assert.Equal(["closed", "closed", "closed", "closed"], vitals.GetProperty("links").EnumerateArray().Select(link => link.GetProperty("state").GetString()));
    }

    [Fact]
    public async Task Of_a_force_that_uses_one_platform_only_the_other_links_are_closed_and_not_missing()
    {
        using var folder = new TestFolder();
        await using var one = await Running.Start("--Demo:Enabled=false", "--Journal:Kind=Memory", "--Data:Directory=" + folder.Path, Doors.Settings[0]);
        using var client = await LiveClient.Connect(one.Port, "wall");
        var vitals = (await client.Next("beat")).GetProperty("vitals");
        var missing = vitals.GetProperty("missing").EnumerateArray().Select(lack => lack.GetString()!);
        Assert.Equal(["link:x"], missing.Where(lack => lack.StartsWith("link:", StringComparison.Ordinal)));
        Assert.Equal(["never", "closed", "closed", "closed"], vitals.GetProperty("links").EnumerateArray().Select(link => link.GetProperty("state").GetString()));
    }

    private async Task Deliver(IEnumerable<SignedBody> bodies)
    {
        foreach (var body in bodies)
        {
            Assert.Equal(HttpStatusCode.OK, await server.Caller.Deliver(body));
        }
    }

    private static (long To, Dictionary<string, JsonElement> Board) Taken(JsonElement snapshot) => (
        snapshot.GetProperty("to").GetInt64(), snapshot.GetProperty("board").EnumerateObject().ToDictionary(part => part.Name, part => part.Value.Clone()));
}
