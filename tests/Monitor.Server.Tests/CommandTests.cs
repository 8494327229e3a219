using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Monitor.Conformance;
using Monitor.Server.Commands;
using Monitor.Server.Hosting;
using Xunit;

namespace Monitor.Server.Tests;

/// <summary>The pure commands as scripts see them (design section 12): results on standard output, complaints on standard error, a code.</summary>
public sealed class CommandTests
{
    [Fact]
    public async Task Due_counts_open_hours_and_names_what_it_leaves_out()
    {
        var calendar = Path.Combine(Seeds.Find().Folder, "policies", "calendars", "station.json");
        var (code, output, errors) = await Executable.Run(
            "", "due", "--calendar", calendar, "--from", "2026-03-02T22:00:00+05:30", "--target", "PT4H", "--pause", "2026-03-03T08:00:00+05:30/2026-03-03T09:00:00+05:30");
        Assert.True(code == 0, errors);
        var answer = JsonSerializer.Deserialize<JsonElement>(output);
        // One hour until 23:00, one from 07:00 to 08:00, an hour's pause, two more: 11:00 in India.
        Assert.Equal("2026-03-03T05:30:00Z", answer.GetProperty("due").GetString());
        Assert.Equal(
            ["2026-03-02T16:30:00Z", "2026-03-03T01:30:00Z", "2026-03-03T03:30:00Z"],
            answer.GetProperty("counted").EnumerateArray().Select(part => part.GetProperty("from").GetString()));
        Assert.All(answer.GetProperty("skipped").EnumerateArray(), part => Assert.False(string.IsNullOrEmpty(part.GetProperty("why").GetString())));
    }

    [Fact]
    public async Task Due_refuses_an_instant_without_an_offset()
    {
        var calendar = Path.Combine(Seeds.Find().Folder, "policies", "calendars", "always.json");
        var (code, output, errors) = await Executable.Run("", "due", "--calendar", calendar, "--from", "2026-03-02T22:00:00", "--target", "PT4H");
        Assert.Equal((2, ""), (code, output));
        Assert.NotEmpty(errors);
    }

    [Fact]
    public async Task Locate_answers_each_line_with_unit_wings_confidence_and_reasons()
    {
        var (code, output, errors) = await Executable.Run(
            """
            {"id":1,"text":"Laptop bag stolen from my car at Hope Farm, Whitefield"}
            {"id":"b","text":"good morning"}
            {"id":"c","text":"Signal dead, jam for an hour","channel":"x","latitude":12.9698,"longitude":77.7500}

            """,
            "locate", "--on", "2026-03-02");
        Assert.True(code == 0, errors);
        var lines = Lines(output);
        Assert.Equal(3, lines.Count);
        Assert.Equal("Whitefield", lines[0].GetProperty("unit").GetString());
        Assert.Equal(1, lines[0].GetProperty("id").GetInt32());
        Assert.NotEmpty(lines[0].GetProperty("reasons").EnumerateArray());
        Assert.InRange(lines[0].GetProperty("confidence").GetDouble(), 0.5, 1);
        Assert.Equal(JsonValueKind.Null, lines[1].GetProperty("unit").ValueKind);
        Assert.Equal("b", lines[1].GetProperty("id").GetString());
        Assert.Equal(JsonValueKind.Object, lines[2].GetProperty("wings").ValueKind);
    }

    [Theory]
    [InlineData(null, "2026-03-01T18:29:59Z", "2026-03-01")]
    [InlineData(null, "2026-03-01T18:30:00Z", "2026-03-02")]
    [InlineData("2025-07-09", "2026-03-01T18:30:00Z", "2025-07-09")]
    public void Locate_takes_the_day_in_the_forces_zone_unless_one_is_named(string? named, string now, string day) =>
        Assert.Equal(day, LocateCommand.DayOf(named, DateTimeOffset.Parse(now, CultureInfo.InvariantCulture)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    [Fact]
    public async Task Classify_answers_each_line_and_tells_the_number_of_one_it_cannot_read()
    {
        var (code, output, errors) = await Executable.Run(
            """
            {"id":"a","text":"Chain snatched near Jayanagar metro, two men on a black bike. Please help"}
            not json
            {"id":"k","text":"ಅಂಗಡಿಯವರು ರಸ್ತೆ ಮೇಲೆ ಕಲ್ಲು ಇಟ್ಟು ಜಾಗ ಹಿಡೀತಾರೆ, ಕ್ರಮ ಕೈಗೊಳ್ಳಿ"}

            """,
            "classify");
        Assert.Equal(1, code);
        Assert.Contains("line 2", errors, StringComparison.Ordinal);
        var lines = Lines(output);
        Assert.Equal(["a", "k"], lines.Select(line => line.GetProperty("id").GetString()));
        Assert.Equal(["en", "kn"], lines.Select(line => line.GetProperty("language").GetString()));
        string[] members = ["id", "language", "sentiment", "antisocial", "flags", "complaint", "category", "urgency", "words", "model"];
        Assert.All(lines, line =>
        {
            Assert.Equal(members, line.EnumerateObject().Select(member => member.Name));
            Assert.True(line.GetProperty("complaint").GetBoolean());
            Assert.All(line.GetProperty("words").EnumerateArray(), word => Assert.True(word.GetProperty("start").GetInt32() < word.GetProperty("end").GetInt32()));
        });
        Assert.Equal("THEFT_SNATCH", lines[0].GetProperty("category").GetString());
    }

    [Fact]
    public async Task A_wrong_setting_of_the_executable_is_told_on_standard_error_with_code_2()
    {
        var (code, output, errors) = await Executable.Run("", "--Demo:Speed=7");
        Assert.Equal((2, ""), (code, output));
        Assert.Contains("Set it to 1, 10 or 60.", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--on is 'tomorrow'", "locate", "--on", "tomorrow")]
    [InlineData("bareilly-night", "simulate", "nosuch")]
    [InlineData("bareilly-night", "replay", "nosuch", "--secret", "s", "--date", "2026-03-02")]
    public async Task A_wrong_word_after_a_command_is_told_in_a_sentence_with_code_2(string named, params string[] arguments)
    {
        var (code, output, errors) = await Executable.Run("", arguments);
        Assert.Equal((2, ""), (code, output));
        Assert.Contains(named, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replay_ends_at_a_door_that_is_closed_or_not_there()
    {
        using var folder = new TestFolder();
        await using var closed = await Running.Start("--Demo:Enabled=false", "--Data:Directory=" + folder.Path);
        var (code, _, errors) = await Executable.Run("", Replay($"http://127.0.0.1:{closed.Port}"));
        Assert.Equal(1, code);
        Assert.Contains("No secret is set for", errors, StringComparison.Ordinal);

        await using var other = WebApplication.CreateSlimBuilder().Build();
        other.Urls.Add("http://127.0.0.1:0");
        await other.StartAsync(TestContext.Current.CancellationToken);
        (code, _, errors) = await Executable.Run("", Replay(other.Urls.First()));
        Assert.Equal(1, code);
        Assert.Contains("answered 404", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_replay_to_a_server_that_is_not_up_says_so_once_and_goes_on_trying()
    {
        using var process = Executable.Start(Replay($"http://127.0.0.1:{FreePort.Take()}"));
        var cancellation = TestContext.Current.CancellationToken;
        var said = await process.StandardError.ReadLineAsync(cancellation).AsTask().WaitAsync(TimeSpan.FromMinutes(1), cancellation);
        Assert.False(process.HasExited);
        process.Kill();
        Assert.Contains("It is sent again until one comes", said, StringComparison.Ordinal);
        Assert.Equal("", await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    private static string[] Replay(string to) => ["replay", "bengaluru-day", "--to", to, "--secret", "s", "--date", "2026-03-02", "--speed", "0"];

    private static List<JsonElement> Lines(string output) =>
        [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line))];
}
