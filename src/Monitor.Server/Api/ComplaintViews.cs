using System.Text.Json;
using Monitor.Core.Complaints;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Journal;
using Monitor.Server.Hosting;

namespace Monitor.Server.Api;

/// <summary>One line of a docket's history: the stored event's name, who did it, and its content without citizens' words.</summary>
public sealed record HistoryLine(long Version, DateTimeOffset At, string Event, string? By, JsonElement Content);

/// <summary>Reads dockets for the API: the grain's own view and, beside it, its history.</summary>
public sealed class ComplaintViews(IGrainHost grains, IJournal journal, MonitorNode node)
{
    private const int HistoryMax = 500;

    /// <summary>Null for a docket that was never opened, or that is hidden from who reads.</summary>
    /// <exception cref="InvalidOperationException">It cannot be read now: its stream is in quarantine, or the server stops.</exception>
    public async ValueTask<JsonElement?> Of(string docket, Reader reader, CancellationToken cancellation)
    {
        if (View(await grains.Look(StreamName.Of(Complaint.Kind, docket))) is not { } view || reader.IsHidden(view.HiddenFrom))
        {
            return null;
        }

        var stream = StreamName.Of(Complaint.Kind, docket);
        var stored = await journal.Read(stream, Math.Max(0, view.Version - HistoryMax), HistoryMax, cancellation);
        var json = JsonSerializer.SerializeToNode(view, ApiJson.Options)!.AsObject();
        json["history"] = JsonSerializer.SerializeToNode(stored.Select(Line), ApiJson.Options);
        return JsonSerializer.SerializeToElement(json);
    }

    /// <summary>For lists, which one docket in quarantine must not take from everybody: null, too, for one that cannot be read now.</summary>
    public async ValueTask<ComplaintView?> Look(string docket) =>
        await grains.TryLook(StreamName.Of(Complaint.Kind, docket)) is { } seen ? View(seen) : null;

    private ComplaintView? View(GrainView seen) => ComplaintView.Of((Complaint)seen.State, seen.Version, node.Rulebook, node.Clock.Now);

    private static HistoryLine Line(StoredEvent stored)
    {
        using var body = JsonDocument.Parse(stored.Body);
        var content = body.RootElement.Clone();
        var by = content.TryGetProperty("by", out var officer) && officer.ValueKind == JsonValueKind.String ? officer.GetString() : null;
        return new HistoryLine(stored.Version, stored.At, stored.Type, by, content);
    }
}
