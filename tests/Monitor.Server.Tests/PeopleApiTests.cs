using System.Net;
using System.Text.Json;
using Monitor.Channels;
using Monitor.Core.Posts;
using Xunit;

namespace Monitor.Server.Tests;

/// <summary>Two identifiers that a platform made one person, and an officer's word that they are two.</summary>
public sealed class PeopleApiTests(LiveServer server) : IClassFixture<LiveServer>
{
    private const string Number = "919812345678";

    private static readonly DateTimeOffset At = TimeProvider.System.GetUtcNow().AddMinutes(-5);

    private Caller Caller => server.Caller;

    [Fact]
    public async Task An_officer_parts_two_ids_and_the_number_writes_on_a_docket_of_its_own_whatever_the_platform_says()
    {
        var byNumber = Draft("Chain snatched at Hope Farm, Whitefield, two men on a bike. Please help", 9501) with { AuthorId = Number };
        var alone = await Delivered(byNumber);
        var both = await Delivered(Draft("Laptop bag stolen from my car at Hope Farm, Whitefield, glass broken. Please help", 9502));
        var (number, person) = (Author(alone), Author(both));
        Assert.NotEqual(number, person);
        Assert.Equal([person], Links(await Caller.Get("/api/people/" + number)));
        Assert.Equal(person, Author(await Delivered(byNumber with { Id = Draft("", 9503).Id, Text = "Any news of the chain? Nobody has called" })));

        await IsRefused(number, person, "blr/whitefield-ps/writer", HttpStatusCode.Conflict, "rank-needed");
        await IsRefused(number, "somebody", Officers.Nodal, HttpStatusCode.NotFound, "not-linked");
        // Named the other way round it is the same link.
        var (status, content) = await Caller.Post($"/api/people/{person}/unlink", new { other = number, by = Officers.Nodal });
        Assert.True((status, content.GetProperty("id").GetString()) == (HttpStatusCode.OK, number), content.ToString());
        await Caller.Settled();
        Assert.Empty(Links(await Caller.Get("/api/people/" + number)));
        var docket = alone.GetProperty("docket").GetString();
        Assert.DoesNotContain(docket, Dockets(await Caller.Get("/api/people/" + person)));

        // The platform names both again, and then the number writes: it is its own person, on its own docket.
        Assert.Equal(person, Author(await Delivered(Draft("Laptop bag stolen: here is the bill number, please add it", 9504))));
        var later = await Delivered(byNumber with { Id = Draft("", 9505).Id, Text = "Chain snatched at Hope Farm: one of the men is here again, please come" });
        Assert.Equal((number, docket), (Author(later), later.GetProperty("docket").GetString()));
        Assert.Empty(Links(await Caller.Get("/api/people/" + number)));
        await IsRefused(number, person, Officers.Nodal, HttpStatusCode.NotFound, "not-linked");
        await IsJoinedAgain(number, person, byNumber, docket!);
    }

    private async Task IsJoinedAgain(string number, string person, Draft byNumber, string docket)
    {
        await IsRefused(person, number, "blr/whitefield-ps/writer", HttpStatusCode.Conflict, "rank-needed", "relink");
        await IsRefused(person, "somebody", Officers.Nodal, HttpStatusCode.NotFound, "not-parted", "relink");
        var (status, content) = await Caller.Post($"/api/people/{person}/relink", new { other = number, by = Officers.Nodal });
        Assert.True((status, content.GetProperty("id").GetString()) == (HttpStatusCode.OK, number), content.ToString());
        await Caller.Settled();
        Assert.Equal([person], Links(await Caller.Get("/api/people/" + number)));
        Assert.Contains(docket, Dockets(await Caller.Get("/api/people/" + person)));
        Assert.Equal(person, Author(await Delivered(byNumber with { Id = Draft("", 9506).Id, Text = "Chain snatched at Hope Farm: they are here a third time" })));
        await IsRefused(number, person, Officers.Nodal, HttpStatusCode.NotFound, "not-parted", "relink");
    }

    [Fact]
    public async Task Nobody_is_no_person() => Assert.Equal("no-such-person", (await Caller.Get("/api/people/nobody")).GetProperty("code").GetString());

    /// <summary>A WhatsApp message that names the business-scoped id and the number.</summary>
    private static Draft Draft(string text, int number) => Doors.Draft(Channel.WhatsApp, "Two Ids", text, number, At) with { Number = Number };

    private async Task<JsonElement> Delivered(Draft draft)
    {
        Assert.Equal(HttpStatusCode.OK, await Caller.Deliver(Doors.Signed(Channel.WhatsApp, draft)));
        var post = await WebhookTests.Decided(Caller, draft.Text);
        await Caller.Settled();
        return post;
    }

    private async Task IsRefused(string id, string other, string by, HttpStatusCode status, string code, string verb = "unlink")
    {
        var (answered, problem) = await Caller.Post($"/api/people/{id}/{verb}", new { other, by });
        Assert.True((answered, problem.GetProperty("code").GetString()) == (status, code), problem.ToString());
    }

    private static string Author(JsonElement post) => post.GetProperty("authorId").GetString()!;

    private static IEnumerable<string?> Links(JsonElement person) => person.GetProperty("links").EnumerateArray().Select(link => link.GetString());

    private static IEnumerable<string?> Dockets(JsonElement person) => person.GetProperty("openDockets").EnumerateArray().Select(docket => docket.GetString());
}
