using System.Net;
using System.Text.Json;
using Monitor.Server.Commands;
using Monitor.Server.Web;
using Xunit;

namespace Monitor.Server.Tests;

/// <summary>Long work of the running server tells whoever asks how far it is.</summary>
public sealed class ProgressTests(LiveServer server) : IClassFixture<LiveServer>
{
    private const int Posts = 1_000;

    [Fact]
    public async Task An_import_tells_its_share_line_by_line_and_at_the_end_what_it_did()
    {
        using var folder = new TestFolder();
        await File.WriteAllTextAsync(folder.Sub("posts.csv"), Csv("told"));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/admin/import") { Content = JsonContent(new { file = folder.Sub("posts.csv"), by = Officers.Nodal }) };
        request.Headers.Accept.ParseAdd(Progressing.ContentType);
        using var answer = await server.Caller.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(Progressing.ContentType, answer.Content.Headers.ContentType?.MediaType);
        var lines = (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize<JsonElement>(line)).ToList();
        var shares = lines[..^1].Select(line => line.GetProperty("done").GetDouble()).ToList();
        Assert.NotEmpty(shares);
        Assert.Equal(shares.Order(), shares);
        Assert.All(shares, share => Assert.InRange(share, 0, 1));
        Assert.Equal((200, Posts), (lines[^1].GetProperty("status").GetInt32(), lines[^1].GetProperty("answer").GetProperty("taken").GetInt32()));
    }

    [Fact]
    public async Task What_is_refused_says_so_in_its_last_line_and_to_others_as_a_problem()
    {
        var body = new { file = "/nowhere/posts.csv", by = Officers.Nodal };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/admin/import") { Content = JsonContent(body) };
        request.Headers.Accept.ParseAdd(Progressing.ContentType);
        using var answer = await server.Caller.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var said = JsonSerializer.Deserialize<JsonElement>(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal((400, "file"), (said.GetProperty("status").GetInt32(), said.GetProperty("answer").GetProperty("code").GetString()));
        var (status, problem) = await server.Caller.Post("/api/admin/import", body);
        Assert.Equal((HttpStatusCode.BadRequest, "file"), (status, problem.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task Import_and_backup_against_a_running_server_write_plain_lines_of_progress_where_no_terminal_is()
    {
        using var folder = new TestFolder();
        await File.WriteAllTextAsync(folder.Sub("posts.csv"), Csv("lines"));
        var (code, output, errors) = await Executable.Run("", "import", folder.Sub("posts.csv"), "--data", server.Directory, "--by", Officers.Nodal);
        Assert.True(code == 0, errors);
        Assert.Contains($"{Posts} posts taken", output, StringComparison.Ordinal);
        Assert.Contains("Import: 100%", errors, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', errors);
        (code, output, errors) = await Executable.Run("", "backup", "--data", server.Directory, "--to", folder.Sub("backup"), "--by", Officers.Nodal);
        Assert.True(code == 0, errors);
        Assert.StartsWith("Copied up to position", output, StringComparison.Ordinal);
        Assert.Contains("Backup: 100%", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_of_which_lines_were_not_taken_ends_with_code_1()
    {
        using var folder = new TestFolder();
        await File.WriteAllTextAsync(folder.Sub("posts.csv"), Csv("some") + "bad,x,Street light dead,no day\n");
        var (code, output, errors) = await Executable.Run("", "import", folder.Sub("posts.csv"), "--data", server.Directory, "--by", Officers.Nodal);
        Assert.Equal(1, code);
        Assert.Contains($"{Posts} posts taken", output, StringComparison.Ordinal);
        Assert.Contains($"line {Posts + 2}:", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Plain_lines_come_for_each_tenth_once_and_in_order()
    {
        using var written = new StringWriter();
        var lines = new PlainLines("Work", written);
        Array.ForEach([0.05, 0.1, 0.19, 0.42, 0.3, 1.0, 1.0], lines.Report);
        Assert.Equal(["Work: 10%", "Work: 40%", "Work: 100%"], written.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    private static string Csv(string prefix) => "id,platform,text,created_at\n"
        + string.Concat(Enumerable.Range(1, Posts).Select(number => $"{prefix}-{number},x,Street light dead at Hope Farm {number},2024-03-02T10:00:00Z\n"));

    private static StringContent JsonContent(object body) => new(JsonSerializer.Serialize(body), System.Text.Encoding.UTF8, "application/json");
}
