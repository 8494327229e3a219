using System.Text.Json;
using Monitor.Channels.Scenario;
using Monitor.Server.Tests;
using Xunit;

namespace Monitor.Orleans.Tests;

/// <summary>What must hold at every silo after whatever happened.</summary>
internal static class Outcome
{
    /// <summary>Each delivered post once, each docket once, with the posts that its author gave it, and every silo shows the same.</summary>
    /// <param name="byHand">Texts of the dockets that were opened by hand.</param>
    public static async Task SameEverywhere(Cluster cluster, IReadOnlyList<(string Author, string Text, SignedBody Body)> posts, IReadOnlyCollection<string>? byHand = null)
    {
        List<string>? first = null;
        foreach (var caller in cluster.Members.Select(member => member.Caller))
        {
            var stored = await caller.All("/api/posts");
            Assert.Equal(
                posts.Select(post => post.Text).Concat(byHand ?? []).Order(StringComparer.Ordinal),
                stored.Select(post => post.GetProperty("text").GetString()!).Order(StringComparer.Ordinal));
            var listed = (await caller.All("/api/complaints")).Select(item => item.GetProperty("docket").GetString()!).Order(StringComparer.Ordinal).ToList();
            Assert.Equal(listed.Distinct(), listed);
            Assert.True(listed.Count > 20, $"{listed.Count} dockets are too few to tell anything.");
            Assert.Equal(first ??= listed, listed);
            foreach (var docket in stored.Where(post => post.GetProperty("docket").ValueKind == JsonValueKind.String).GroupBy(post => post.GetProperty("docket").GetString()!))
            {
                Assert.Equal(
                    docket.Select(post => post.GetProperty("id").GetString()).Order(StringComparer.Ordinal),
                    (await caller.Get("/api/complaints/" + docket.Key)).GetProperty("postIds").EnumerateArray().Select(id => id.GetString()).Order(StringComparer.Ordinal));
            }
        }
    }

    /// <summary>What the dockets are about, without numbers and instants: posts, unit, priority, category, incident mates.</summary>
    public static async Task<IReadOnlyList<string>> Dockets(Caller caller)
    {
        var textOf = (await caller.All("/api/posts")).ToDictionary(post => post.GetProperty("id").GetString()!, post => post.GetProperty("text").ToString());
        var found = new List<(string Incident, string Line)>();
        foreach (var item in await caller.All("/api/complaints"))
        {
            var complaint = await caller.Get("/api/complaints/" + item.GetProperty("docket").GetString());
            var texts = complaint.GetProperty("postIds").EnumerateArray().Select(id => textOf[id.GetString()!]).Order(StringComparer.Ordinal);
            var told = string.Join(" ", new[] { "unit", "priority", "category", "state" }.Select(name => complaint.GetProperty(name)));
            found.Add((complaint.GetProperty("incident").ToString(), $"{told}: {string.Join(" | ", texts)}"));
        }

        var mates = found.Where(each => each.Incident.Length > 0).GroupBy(each => each.Incident)
            .Select(incident => "incident of " + string.Join(" + ", incident.Select(each => each.Line).Order(StringComparer.Ordinal)));
        return [.. found.Select(each => each.Line).Concat(mates).Order(StringComparer.Ordinal)];
    }
}
