using System.Net;
using System.Text.RegularExpressions;
using Monitor.Server.Hosting;
using Xunit;

namespace Monitor.Orleans.Tests;

/// <summary>Every complaint's first clock, made short so that it runs out while a test watches.</summary>
internal static partial class AcknowledgeClocks
{
    /// <summary>One step of one clock, as the docket's history tells it.</summary>
    /// <param name="Percent">100 and more of the ladder; 0 for the breach itself.</param>
    /// <param name="DueAt">When it was due; not before the docket was opened.</param>
    internal sealed record Step(string Docket, int Percent, DateTimeOffset DueAt, DateTimeOffset At)
    {
        public TimeSpan Late => At - DueAt;
    }

    /// <summary>A policy under which it runs out after so long.</summary>
    public static async Task Within(Cluster.Member member, string target)
    {
        const string Name = "policies/policy-bengaluru.json";
        var seed = await File.ReadAllTextAsync(Path.Combine(Seeds.Find().Folder, Name));
        var file = Path.Combine(member.Folder, "policy.json");
        await File.WriteAllTextAsync(file, Target().Replace(seed, "${1}" + target));
        var (status, content) = await member.Caller.Post("/api/admin/adopt", new { file, name = Name, by = "blr/whitefield-division/dcp" });
        Assert.True(status == HttpStatusCode.OK, content.ToString());
        await member.Caller.Settled();
    }

    /// <summary>All of them that ran out, and their climbs after that.</summary>
    public static async Task<IReadOnlyList<Step>> RunOut(Cluster.Member member)
    {
        var steps = new List<Step>();
        foreach (var item in await member.Caller.All("/api/complaints"))
        {
            var docket = item.GetProperty("docket").GetString()!;
            var history = (await member.Caller.Get("/api/complaints/" + docket)).GetProperty("history").EnumerateArray().ToList();
            var opened = history[0].GetProperty("at").GetDateTimeOffset();
            var climbs = new Dictionary<int, DateTimeOffset>();
            foreach (var line in history.Where(line => line.GetProperty("content").TryGetProperty("clock", out var clock) && clock.GetString() == "acknowledge"))
            {
                var (at, content) = (line.GetProperty("at").GetDateTimeOffset(), line.GetProperty("content"));
                (int Percent, DateTimeOffset DueAt)? due = null;
                if (line.GetProperty("event").GetString() == "complaint.breached")
                {
                    due = (0, content.GetProperty("dueAt").GetDateTimeOffset());
                    climbs = content.GetProperty("climbs").EnumerateArray().ToDictionary(
                        climb => climb.GetProperty("percent").GetInt32(), climb => climb.GetProperty("at").GetDateTimeOffset());
                }
                else if (line.GetProperty("event").GetString() == "complaint.climbed" && climbs.TryGetValue(content.GetProperty("percent").GetInt32(), out var planned))
                {
                    due = (content.GetProperty("percent").GetInt32(), planned);
                }

                if (due is { } step)
                {
                    steps.Add(new Step(docket, step.Percent, step.DueAt > opened ? step.DueAt : opened, at));
                }
            }
        }

        return steps;
    }

    public static TimeSpan Latest(this IEnumerable<Step> steps) => steps.Select(step => step.Late).DefaultIfEmpty().Max();

    [GeneratedRegex("(\"acknowledge\": \\{\"target\": \")[^\"]*")]
    private static partial Regex Target();
}
