using System.Text.Json;
using Monitor.Channels.Files;
using Monitor.Server.Hosting;
using Monitor.Server.Web;

namespace Monitor.Server.Api;

public sealed record BackupRequest(string Directory);

public sealed record RebuildRequest(string Projection);

public sealed record ReleaseRequest(string Stream);

/// <param name="File">Full path on the server's machine.</param>
/// <param name="As">history, intake, or null: by age.</param>
public sealed record ImportRequest(string File, string? As);

/// <summary>What the commands <c>backup</c>, <c>rebuild</c> and <c>release</c> ask of the running server.</summary>
public static class AdminApi
{
    public static void MapAdmin(this IEndpointRouteBuilder api)
    {
        var admin = api.MapGroup("/admin").WithTags("operations");
        admin.MapPost("/backup", Backup).Takes<BackupRequest>("operations", "Copy the journal while it runs");
        admin.MapPost("/rebuild", Rebuild).Takes<RebuildRequest>("operations", "Drop a projection and build it anew");
        admin.MapPost("/import", Import).Takes<ImportRequest>("operations", "Take posts in from a file, with an error by line");
        admin.MapPost("/release", Release).Takes<ReleaseRequest>("operations", "Try a quarantined stream again, or let a reactor go on after a restore");
    }

    private static async Task<IResult> Backup(JsonElement body, MonitorNode node, CancellationToken cancellation)
    {
        if (Bodies.Read<BackupRequest>(body, out var request) is { } refused)
        {
            return refused;
        }

        if (!Path.IsPathFullyQualified(request.Directory))
        {
            return Problems.Wrong("directory", "Name the folder by its full path.");
        }

        try
        {
            var position = await node.Journal.Backup(request.Directory, null, cancellation);
            node.CopyKeysTo(request.Directory);
            return Results.Ok(new { position });
        }
        catch (Exception fault) when (fault is IOException or InvalidOperationException or UnauthorizedAccessException)
        {
            return Problems.Of(409, "backup-failed", fault.Message);
        }
    }

    private static async Task<IResult> Rebuild(JsonElement body, MonitorNode node, CancellationToken cancellation)
    {
        if (Bodies.Read<RebuildRequest>(body, out var request) is { } refused)
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
        return Results.Ok(new { detail = $"The board was built anew up to position {position}." });
    }

    private static async Task<IResult> Import(JsonElement body, MonitorNode node, CancellationToken cancellation)
    {
        if (Bodies.Read<ImportRequest>(body, out var request) is { } refused)
        {
            return refused;
        }

        if (!Path.IsPathFullyQualified(request.File) || !File.Exists(request.File))
        {
            return Problems.Wrong("file", $"There is no file {request.File}: name it by its full path.");
        }

        if (request.As is not (null or "history" or "intake"))
        {
            return Problems.Wrong("as", "as is history or intake; without it a post's age decides.");
        }

        ImportAs? kind = request.As switch { "history" => ImportAs.History, "intake" => ImportAs.Intake, _ => null };
        var report = Channels.Files.Import.Read(await File.ReadAllBytesAsync(request.File, cancellation), new Channels.Files.Options { As = kind }, node.Clock.Now);
        foreach (var post in report.Posts)
        {
            await node.Intake.Accept(Core.Posts.Channel.None, Parse.DeliveryChannel, post.Body, cancellation);
        }

        return Results.Json(new { taken = report.Posts.Count, report.Encoding, report.Errors, report.Notes }, ApiJson.Options);
    }

    private static async Task<IResult> Release(JsonElement body, MonitorNode node)
    {
        if (Bodies.Read<ReleaseRequest>(body, out var request) is { } refused)
        {
            return refused;
        }

        if (node.Engine.Reactors.FirstOrDefault(reactor => reactor.Name == request.Stream) is { } stopped)
        {
            return await stopped.Release(CancellationToken.None) is { } position
                ? Results.Ok(new { detail = $"{stopped.Name} goes on after position {position} of epoch {node.Journal.Epoch}." })
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
                ? Results.Ok(new { detail = $"{request.Stream} runs again." })
                : Problems.Of(409, "still-unfit", $"{request.Stream} does not fit this build either.");
        }
        catch (ArgumentException fault)
        {
            return Problems.Wrong("stream", fault.Message);
        }
    }
}
