using System.Text.Json;
using Monitor.Runtime.Journal;
using Monitor.Server.Hosting;
using Monitor.Server.Labels;
using Monitor.Server.Web;

namespace Monitor.Server.Api;

/// <param name="File">Full path of a new file on the server's machine.</param>
/// <param name="By">Officer of the roster.</param>
public sealed record LabelsRequest(string File, string By);

/// <summary>What officers decided of posts, for learning from.</summary>
public static class LabelsApi
{
    public static void MapLabels(this IEndpointRouteBuilder api) => api.MapPost("/admin/labels", (JsonElement body, HttpContext http, MonitorNode node) =>
            Progressing.Run(http, progress => Write(body, node, progress, http.RequestAborted)))
        .Takes<LabelsRequest, LabelsDone>("operations", "Write what people decided of posts to a file for monitor train, without authors");

    private static async Task<IResult> Write(JsonElement body, MonitorNode node, IProgress<double>? progress, CancellationToken cancellation)
    {
        if ((Bodies.Read<LabelsRequest>(body, out var request) ?? Standing.Administers(node.Rulebook, request.By)) is { } refused)
        {
            return refused;
        }

        if (!LocalFile.IsName(request.File))
        {
            return Problems.Wrong("file", "Name the file by its full path.");
        }

        try
        {
            var export = new LabelExport(node.Journal, node.Kinds, LabelExport.Official(node.Rulebook));
            return Results.Ok(new LabelsDone(await export.Write(request.File, progress, cancellation)));
        }
        catch (Exception fault) when (fault is IOException and not JournalFullException or UnauthorizedAccessException)
        {
            return Problems.Of(409, "labels-failed", fault.Message);
        }
    }
}
