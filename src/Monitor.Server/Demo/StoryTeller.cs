using System.Collections.Concurrent;
using Monitor.Channels.Scenario;
using Monitor.Core.Complaints;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Intake;
using Monitor.Server.Api;
using Monitor.Server.Hosting;

namespace Monitor.Server.Demo;

/// <summary>
/// The first minute (demo only): shows each cue's caption when its moment comes, slows the replay while a life is at risk until the emergency line is told, and keeps the
/// officers' hands off the dockets whose clocks are to run out.
/// </summary>
public sealed class StoryTeller(DemoScenario scenario, DemoState state, ScriptedOfficers officers, MonitorNode node, DateTimeOffset beginning)
{
    /// <summary>A caption stays for so long on the demo's clock at the story's rate.</summary>
    private static readonly TimeSpan CaptionFor = TimeSpan.FromMinutes(7);

    /// <summary>A clock that ran out for the story is then worked on like any other: nobody would leave it all evening.</summary>
    private static readonly TimeSpan HandsOffFor = TimeSpan.FromMinutes(15);

    /// <summary>A story told again the next day would be a rerun: it belongs to the first hour.</summary>
    private static readonly TimeSpan StoryFor = TimeSpan.FromHours(1.2);

    private readonly ConcurrentDictionary<string, (Core.Posts.Channel Channel, string PlatformId)> tagged = new();
    private readonly Dictionary<string, string> dockets = [];
    private readonly HashSet<string> told = [];
    private DateTimeOffset captionUntil;
    private Cue? slowed;
    private double rateBefore;

    /// <summary>A line was posted: cues that wait for its docket look it up by the platform's id.</summary>
    public void Posted(ScenarioLine line, string platformId)
    {
        if (line.Tag.Length > 0)
        {
            tagged.TryAdd(line.Tag, (line.Channel, platformId));
        }
    }

    /// <summary>Whether the story goes on: until a while after its last cue.</summary>
    public bool IsTold(DateTimeOffset now) => scenario.Story is { Cues: [.., var last] } story && now < beginning - story.StartsAt + last.At + CaptionFor;

    public async Task Tell(DateTimeOffset now, CancellationToken cancellation)
    {
        if (scenario.Story is not { } story)
        {
            return;
        }

        foreach (var cue in story.Cues)
        {
            var at = beginning - story.StartsAt + cue.At;
            if (now >= at && now < at + CaptionFor && now < beginning + StoryFor && told.Add(cue.Id))
            {
                state.Caption = new Live.Caption(cue.Id, cue.Caption.En, cue.Caption.Hi, cue.Caption.Kn);
                captionUntil = now + CaptionFor;
                if (cue is { Deed: CueDeed.SlowUntilLineTold, Rate: { } rate } && rate < state.Rate)
                {
                    (slowed, rateBefore) = (cue, state.Rate);
                    state.Set(rate, null);
                }
            }

            if (cue.Deed is CueDeed.NeverAccepted or CueDeed.StationAnswers && tagged.ContainsKey(cue.Tag) && await DocketOf(cue.Tag, cancellation) is { } docket)
            {
                officers.Leave(docket, alone: now < (cue.Deed == CueDeed.NeverAccepted ? at + HandsOffFor : at));
            }
        }

        if (now >= captionUntil)
        {
            state.Caption = null;
        }

        await GoOn(now, cancellation);
    }

    /// <summary>
    /// Back to the rate before once the line is told, or when it has taken too long to be worth waiting for; told sooner than the story says, it stays in sight until
    /// then, so that what follows comes at its second. Who has chosen another rate meanwhile keeps it.
    /// </summary>
    private async Task GoOn(DateTimeOffset now, CancellationToken cancellation)
    {
        if (slowed is not { } cue || scenario.Story is not { } story)
        {
            return;
        }

        var at = beginning - story.StartsAt + cue.At;
        var isTold = now >= at + (cue.ToldAfter ?? TimeSpan.Zero) && await DocketOf(cue.Tag, cancellation) is { } docket
            && (await node.Engine.Host.Look(StreamName.Of(Complaint.Kind, docket))).State is Complaint.Live { Folder.HandedOff: >= HandoffStage.Told };
        if (isTold || now > at + TimeSpan.FromMinutes(6))
        {
            slowed = null;
            state.Set(state.Rate == cue.Rate ? rateBefore : null, null);
        }
    }

    private async Task<string?> DocketOf(string tag, CancellationToken cancellation)
    {
        if (dockets.TryGetValue(tag, out var known))
        {
            return known;
        }

        if (!tagged.TryGetValue(tag, out var line) || await node.Journal.PostByPlatformId(ChannelName.Of(line.Channel), line.PlatformId, cancellation) is not { } row)
        {
            return null;
        }

        var docket = (await PostDecisions.Of(node, row, cancellation))?.Docket;
        if (docket is not null)
        {
            dockets[tag] = docket;
        }

        return docket;
    }
}
