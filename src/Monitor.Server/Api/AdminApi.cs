using System.Text.Json;
using Monitor.Channels.Files;
using Monitor.Server.Hosting;
using Monitor.Server.Web;

namespace Monitor.Server.Api;

/// <param name="Directory">Full path of a new folder on the server's machine.</param>
/// <param name="By">Officer of the roster: the copy holds everything that citizens wrote, and the people's secret.</param>
public sealed record BackupRequest(string Directory, string By);

/// <param name="By">Officer of the roster.</param>
public sealed record RebuildRequest(string Projection, string By);

/// <param name="By">Officer of the roster.</param>
public sealed record ReleaseRequest(string Stream, string By);

/// <param name="File">Full path on the server's machine.</param>
/// <param name="As">history, intake, or null: by age.</param>
/// <param name="By">Officer of the roster.</param>
public sealed record ImportRequest(string File, string? As, string By);

/// <summary>
/// What the commands <c>backup</c>, <c>import</c>, <c>rebuild</c> and <c>release</c> ask of the running server, each in the name of somebody who answers for how the force works.
/// </summary>
public static class AdminApi
{
    private const int PostsInACommit = 200;

    public static void MapAdmin(this IEndpointRouteBuilder api)
    {
        var admin = api.MapGroup("/admin").WithTags("operations");
        admin.MapPost("/backup", (JsonElement body, HttpContext http, MonitorNode node) =>
            Progressing.Run(http, progress => Backup(body, node, progress, http.RequestAborted))).Takes<BackupRequest, BackupDone>("operations", "Copy the journal while it runs");
        admin.MapPost("/rebuild", Rebuild).Takes<RebuildRequest, Done>("operations", "Drop a projection and build it anew");
        admin.MapPost("/import", (JsonElement body, HttpContext http, MonitorNode node) =>
            Progressing.Run(http, progress => Import(body, node, progress, http.RequestAborted)))
            .Takes<ImportRequest, ImportDone>("operations", "Take posts in from a file, with an error by line");
        admin.MapPost("/release", Release).Takes<ReleaseRequest, Done>("operations", "Try a quarantined stream again, or let a reactor go on after a restore");
    }

    private static async Task<IResult> Backup(JsonElement body, MonitorNode node, IProgress<double>? progress, CancellationToken cancellation)
    {
        if ((Bodies.Read<BackupRequest>(body, out var request) ?? Standing.Administers(node.Rulebook, request.By)) is { } refused)
        {
            return refused;
        }

        if (!LocalFile.IsName(request.Directory))
        {
            return Problems.Wrong("directory", "Name the folder by its full path.");
        }

        try
        {
            var position = await node.Journal.Backup(request.Directory, progress, cancellation);
            node.CopyKeysTo(request.Directory);
            return Results.Ok(new BackupDone(position));
        }
        catch (Exception fault) when (fault is IOException or InvalidOperationException or UnauthorizedAccessException)
        {
            return Problems.Of(409, "backup-failed", fault.Message);
        }
    }

    private static async Task<IResult> Rebuild(JsonElement body, MonitorNode node, CancellationToken cancellation)
    {
        if ((Bodies.Read<RebuildRequest>(body, out var request) ?? Standing.Administers(node.Rulebook, request.By)) is { } refused)
        {
            return refused;
        }

        if (node.Engine.Reactors.Any(reactor => reactor.Name == request.Projection))
        {
            return Problems.Of(409, "is-a-reactor", $"{request.Projection} has effects outside itself; it is never run again over what it has done.");
        }

        if (request.Projection != node.Board.Name)
        {
            return Problems.NotFound("projection", request.Projection);
        }

        var position = await node.RebuildBoard(cancellation);
        return Results.Ok(new Done($"The board was built anew up to position {position}."));
    }

    private static async Task<IResult> Import(JsonElement body, MonitorNode node, IProgress<double>? progress, CancellationToken cancellation)
    {
        if ((Bodies.Read<ImportRequest>(body, out var request) ?? Standing.Administers(node.Rulebook, request.By)) is { } refused)
        {
            return refused;
        }

        if (request.As is not (null or "history" or "intake"))
        {
            return Problems.Wrong("as", "as is history or intake; without it a post's age decides.");
        }

        ImportAs? kind = request.As switch { "history" => ImportAs.History, "intake" => ImportAs.Intake, _ => null };
        if (await LocalFile.Read(request.File, File.ReadAllBytesAsync, cancellation) is not { } bytes)
        {
            return LocalFile.Unreadable(request.File);
        }

        var report = Channels.Files.Import.Read(bytes, new Channels.Files.Options { As = kind }, node.Clock.Now);
        var taken = 0;
        foreach (var posts in report.Posts.Chunk(PostsInACommit))
        {
            await node.Intake.Accept(Core.Posts.Channel.None, Parse.DeliveryChannel, [.. posts.Select(post => post.Body)], cancellation);
            taken += posts.Length;
            progress?.Report((double)taken / report.Posts.Count);
        }

        return Results.Ok(new ImportDone(taken, report.Encoding, report.Errors, report.Notes));
    }

    private static async Task<IResult> Release(JsonElement body, MonitorNode node)
    {
        if ((Bodies.Read<ReleaseRequest>(body, out var request) ?? Standing.Administers(node.Rulebook, request.By)) is { } refused)
        {
            return refused;
        }

        if (node.Engine.Reactors.FirstOrDefault(reactor => reactor.Name == request.Stream) is { } stopped)
        {
            return await stopped.Release(CancellationToken.None) is { } position
                ? Results.Ok(new Done($"{stopped.Name} goes on after position {position} of epoch {node.Journal.Epoch}."))
                : Problems.Of(409, "not-stopped", $"{stopped.Name} has not stopped over another epoch.");
        }

        // From the journal: in a cluster another silo may have found the fault.
        var quarantined = (await node.Journal.Quarantined(CancellationToken.None)).Select(fault => fault.Stream).Order().ToList();
        if (!quarantined.Contains(request.Stream))
        {
            var held = quarantined.Count > 0 ? string.Join(", ", quarantined) : "none";
            return Problems.Of(404, "no-such-quarantine", $"No stream and no reactor '{request.Stream}' is held back. Streams held back: {held}.");
        }

        try
        {
            return await node.Engine.Host.Release(request.Stream)
                ? Results.Ok(new Done($"{request.Stream} runs again."))
                : Problems.Of(409, "still-unfit", $"{request.Stream} does not fit this build either.");
        }
        catch (ArgumentException fault)
        {
            return Problems.Wrong("stream", fault.Message);
        }
    }
}
