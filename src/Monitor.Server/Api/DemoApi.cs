using System.Text.Json;
using Monitor.Channels;
using Monitor.Core.Complaints;
using Monitor.Core.Posts;
using Monitor.Core.Sla;
using Monitor.Runtime.Intake;
using Monitor.Server.Hosting;
using Monitor.Server.Web;

namespace Monitor.Server.Api;

/// <param name="Rate">1, 10 or 60.</param>
public sealed record DemoControl(int? Rate = null, bool? Paused = null);

/// <param name="Channel">x, facebook, instagram or whatsapp.</param>
public sealed record CitizenWriting(string Channel, string Text);

/// <param name="Now">On the demo's clock.</param>
/// <param name="Rate">Of the demo's clock against the real one.</param>
public sealed record DemoClock(DateTimeOffset Now, double Rate, bool Paused, string Scenario);

/// <param name="DueAt">Null while paused.</param>
public sealed record WrittenClock(ClockKind Clock, Measure Measure, DateTimeOffset StartedAt, DateTimeOffset? DueAt, ClockState State, string Policy);

/// <summary>What became of a post that was written as a citizen.</summary>
/// <param name="Docket">Null where it opened none.</param>
/// <param name="Triage">It waits for a person.</param>
public sealed record WrittenPost(
    string PostId, string? Docket, string? Unit, VerdictView Verdict, RoutingView? Routing, bool Triage, IReadOnlyList<WrittenClock> Clocks);

/// <summary>The demo's own controls; not there in a live server.</summary>
public static class DemoApi
{
    private const int TextLengthMax = 1000;

    /// <summary>The page shows what became of a post within a second; this is how long the answer waits for it where the machine is busy.</summary>
    private static readonly TimeSpan DecidedWithin = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(15);

    public static void MapDemo(this IEndpointRouteBuilder api)
    {
        var demo = api.MapGroup("/demo").WithTags("demo");
        demo.MapGet("", (OpenedNode opened) => State(opened)).Produces<DemoClock>().WithSummary("Clock, rate, pause");
        demo.MapPost("", Control).Takes<DemoControl, DemoClock>("demo", "Set the rate (1, 10, 60) or pause");
        demo.MapPost("/write", Write).Takes<CitizenWriting, WrittenPost>("demo", "Write as a citizen: a signed webhook is sent, and what became of it comes back");
    }

    private static IResult State(OpenedNode opened) => Results.Json(
        new DemoClock(opened.Node.Clock.Now, opened.Demo!.State.Rate, opened.Demo.State.Paused, opened.Demo.State.Vitals.Scenario), ApiJson.Options);

    private static IResult Control(JsonElement body, OpenedNode opened)
    {
        if (Bodies.Read<DemoControl>(body, out var control) is { } refused)
        {
            return refused;
        }

        if (control.Rate is not (null or 1 or 10 or 60))
        {
            return Problems.Wrong("rate", "The rate is 1, 10 or 60.");
        }

        opened.Demo!.State.Set(control.Rate, control.Paused);
        return State(opened);
    }

    private static async Task<IResult> Write(
        JsonElement sent, OpenedNode opened, PostViews posts, ComplaintViews complaints, TimeProvider time, CancellationToken cancellation)
    {
        if (Bodies.Read<CitizenWriting>(sent, out var writing) is { } refused)
        {
            return refused;
        }

        if (Links.Platforms.FirstOrDefault(each => ChannelName.Of(each) == writing.Channel.ToLowerInvariant()) is var channel && channel == Channel.None)
        {
            return Problems.Wrong("channel", "The channel is x, facebook, instagram or whatsapp.");
        }

        if (writing.Text.Trim().Length is 0 or > TextLengthMax)
        {
            return Problems.Wrong("text", $"Write 1 to {TextLengthMax} characters.");
        }

        var body = await opened.Demo!.Write(channel, writing.Text.Trim(), cancellation);
        var platformId = Webhook.Read(channel, body.Body).Items[0].PlatformId;
        var started = time.GetTimestamp();
        while (time.GetElapsedTime(started) < DecidedWithin)
        {
            if (await opened.Node.Journal.PostByPlatformId(ChannelName.Of(channel), platformId, cancellation) is { } row)
            {
                var view = await posts.Of(row, Reader.ControlRoom, cancellation);
                var complaint = view?.Docket is { } docket ? await complaints.Look(docket) : null;
                if (view?.Verdict is not null && (view.Docket is null || complaint is not null))
                {
                    return Results.Json(
                        new WrittenPost(
                            view.Id, view.Docket, complaint?.Unit ?? view.Unit, view.Verdict, view.Routing, view.Triage,
                            [.. (complaint?.Clocks ?? []).Select(clock => new WrittenClock(clock.Clock, clock.Measure, clock.StartedAt, clock.DueAt, clock.State, clock.Policy))]),
                        ApiJson.Options);
                }
            }

            await Task.Delay(LookEvery, time, cancellation);
        }

        return Problems.Of(503, "not-decided-yet", "The post is stored and will be decided on; it took longer than a page should wait.");
    }
}
