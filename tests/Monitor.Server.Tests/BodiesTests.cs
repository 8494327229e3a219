using System.Net;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Monitor.Server.Tests;

/// <summary>Bodies that a careless or an ill-willed program sends: told what is wrong, never 500.</summary>
public sealed class BodiesTests(LiveServer server) : IClassFixture<LiveServer>
{
    private const string Dcp = "blr/whitefield-division/dcp";

    [Theory]
    [InlineData("/api/complaints", """{"\ud800":1}""", "unreadable-body")]
    [InlineData("/api/complaints", """{"source":"call","category":"NOISE","by":"blr/whitefield-ps/inspector","text":"half \ud800 a character"}""", null)]
    [InlineData("/api/complaints", """{"source":"call","category":"NOISE","by":"blr/whitefield-ps/inspector","text":"x","toldAt":"2026-01-01T10:00:00"}""", "toldAt")]
    [InlineData("/api/complaints", """{"source":"call","category":"NOISE","by":"blr/whitefield-ps/inspector","text":"x","toldAt":"2026-01-01"}""", "toldAt")]
    [InlineData("/api/complaints", """{"source":"call","category":"NOISE","by":"blr/whitefield-ps/inspector","text":"  "}""", "text")]
    [InlineData("/api/admin/backup", """{"directory":"/tmp/a\u0000b","by":"blr/whitefield-division/dcp"}""", "directory")]
    [InlineData("/api/admin/import", """{"file":"/tmp/a\u0000b","by":"blr/whitefield-division/dcp"}""", "file")]
    [InlineData("/api/admin/labels", """{"file":"labels.jsonl","by":"blr/whitefield-division/dcp"}""", "file")]
    public async Task What_cannot_be_is_400_and_names_itself(string path, string body, string? code)
    {
        var (status, problem) = await server.Caller.Post(path, new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.True(status == HttpStatusCode.BadRequest, $"{(int)status} {problem}");
        Assert.True(code is null || problem.GetProperty("code").GetString() == code, problem.ToString());
    }

    [Fact]
    public async Task A_file_that_the_server_may_not_read_is_no_fault_of_the_server()
    {
        if (OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess)
        {
            // Nothing is forbidden to an administrator; a folder cannot be read as a file by anybody.
            var (folder, _) = await server.Caller.Post("/api/admin/import", new { file = "/tmp", by = Dcp });
            Assert.Equal(HttpStatusCode.BadRequest, folder);
            return;
        }

        using var test = new TestFolder();
        await File.WriteAllTextAsync(test.Sub("secret.csv"), "id,text");
        File.SetUnixFileMode(test.Sub("secret.csv"), UnixFileMode.None);
        foreach (var (path, body) in new (string, object)[]
        {
            ("/api/admin/import", new { file = test.Sub("secret.csv"), by = Dcp }),
            ("/api/admin/adopt", new { file = test.Sub("secret.csv"), name = "policies/policy-bengaluru.json", by = Dcp }),
        })
        {
            var (status, problem) = await server.Caller.Post(path, body);
            Assert.Equal((HttpStatusCode.BadRequest, "file"), (status, problem.GetProperty("code").GetString()));
        }
    }
}
