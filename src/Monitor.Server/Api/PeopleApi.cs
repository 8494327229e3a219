using System.Text.Json;
using Monitor.Core.Authors;
using Monitor.Runtime.Grains;
using Monitor.Server.Hosting;
using Monitor.Server.Web;

namespace Monitor.Server.Api;

/// <param name="Other">The other's id, as posts and complaints name it.</param>
/// <param name="By">Officer of the roster.</param>
public sealed record PartingPeople(string Other, string By);

/// <summary>Somebody who writes to the police, without name and number.</summary>
/// <param name="Id">A keyed hash; posts and complaints name it as <c>authorId</c>.</param>
/// <param name="Links">Ids that decide for this one, of which the last counts: a telephone number's person names the business-scoped id here.</param>
/// <param name="Apart">Ids that an officer parted from this one: a platform's word does not join them.</param>
/// <param name="OpenDockets">Dockets that a further post of theirs may join.</param>
public sealed record PersonView(string Id, IReadOnlyList<string> Links, IReadOnlyList<string> Apart, IReadOnlyList<string> OpenDockets)
{
    public static PersonView? Of(string id, GrainView seen) => seen.State is Author.Known known
        ? new PersonView(id, known.Links, known.Apart, [.. known.Dockets.Where(held => held.IsOpen).Select(held => held.Docket)])
        : null;
}

/// <param name="Id">Whose link it is, or was.</param>
/// <param name="Other">Who decides for them, or no longer does.</param>
public sealed record PartingDone(string Id, string Other, long Version);

/// <summary>
/// People and who counts as one of them. Two identifiers become one person by a platform's word; an officer can take that back (design section 4), and the parting too. Whom no
/// platform ever joined no officer can: nothing but the platform's word says whose number it is.
/// </summary>
public static class PeopleApi
{
    public static void MapPeople(this IEndpointRouteBuilder api)
    {
        var people = api.MapGroup("/people").WithTags("people");
        people.MapGet("/{id}", One).Produces<PersonView>().Refuses(404, 503).WithSummary("A person by the authorId of posts: linked ids, open dockets");
        people.MapPost("/{id}/unlink", Unlink).Takes<PartingPeople, PartingDone>(
            "people", "Two ids are two persons after all: each writes on dockets of their own from now on, and a platform's word no longer joins them");
        people.MapPost("/{id}/relink", Relink).Takes<PartingPeople, PartingDone>(
            "people", "The parting was a mistake: the two ids are one person again, with the dockets that are open");
    }

    private static async Task<IResult> One(string id, MonitorNode node)
    {
        try
        {
            return PersonView.Of(id, await node.Engine.Host.Look(StreamName.Of(Author.Kind, id))) is { } person
                ? Results.Json(person, ApiJson.Options)
                : Problems.NotFound("person", id);
        }
        catch (InvalidOperationException) when (node.Engine.Grains.Faults.Quarantined.ContainsKey(StreamName.Of(Author.Kind, id)))
        {
            return Problems.Quarantined();
        }
    }

    /// <summary>Either of the two may be named first: the link stands with one of them.</summary>
    private static async Task<IResult> Unlink(string id, JsonElement body, MonitorNode node)
    {
        if ((Bodies.Read<PartingPeople>(body, out var sent) ?? Standing.Administers(node.Rulebook, sent.By)) is { } refused)
        {
            return refused;
        }

        var result = await Parted(id, sent.Other, sent.By, node);
        var (linked, decider) = result.Outcome == TurnOutcome.Nothing ? (sent.Other, id) : (id, sent.Other);
        result = result.Outcome == TurnOutcome.Nothing ? await Parted(linked, decider, sent.By, node) : result;
        return result.Outcome == TurnOutcome.Nothing
            ? Problems.Of(404, "not-linked", "These two are not linked with each other.")
            : result.Answer(new PartingDone(linked, decider, result.Version));
    }

    /// <summary>Only what was parted is joined again; either of the two may be named first.</summary>
    private static async Task<IResult> Relink(string id, JsonElement body, MonitorNode node)
    {
        if ((Bodies.Read<PartingPeople>(body, out var sent) ?? Standing.Administers(node.Rulebook, sent.By)) is { } refused)
        {
            return refused;
        }

        foreach (var (linked, decider) in new[] { (id, sent.Other), (sent.Other, id) })
        {
            var stream = StreamName.Of(Author.Kind, linked);
            if ((await node.Engine.Host.TryLook(stream))?.State is Author.Known known && known.Apart.Contains(decider))
            {
                var result = await node.Engine.Host.Ask(new Ask(stream, new AuthorCommand.LinkIdentity(decider, sent.By)));
                return result.Answer(new PartingDone(linked, decider, result.Version));
            }
        }

        return Problems.Of(404, "not-parted", "No officer parted these two.");
    }

    private static ValueTask<TurnResult> Parted(string id, string other, string by, MonitorNode node) =>
        node.Engine.Host.Ask(new Ask(StreamName.Of(Author.Kind, id), new AuthorCommand.UnlinkIdentity(other, by)));
}
