using Monitor.Core.Posts;
using Monitor.Runtime.Intake;
using Monitor.Runtime.Journal;

namespace Monitor.Server.Hosting;

/// <summary>
/// What a restart must not forget of the links: the last deliveries of the intake log teach when each was heard and how long its usual gap is; a link that was last heard
/// before those stands under a checkpoint of its own.
/// </summary>
public sealed class LinkMemory(IJournal journal, Links links)
{
    private const int Reread = 2_000;

    /// <summary>Prefix of the checkpoints, whose position is in milliseconds since 1970: stored, never changes.</summary>
    private const string Heard = "heard:";

    /// <summary>The canary alone is delivered each minute: where the log has nothing for so long, Monitor stood.</summary>
    private static readonly TimeSpan Stopped = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan KeptEvery = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, DateTimeOffset> kept = [];

    /// <summary>Before the first delivery of this process.</summary>
    public async Task Recall(DateTimeOffset now, CancellationToken cancellation)
    {
        var last = DateTimeOffset.MaxValue;
        var read = await journal.ReadIntake(Math.Max(0, await journal.IntakeHead(cancellation) - Reread), Reread, cancellation);
        foreach (var delivery in read.Where(delivery => delivery.ReceivedAt <= now + Links.AheadMax))
        {
            if (delivery.ReceivedAt - Stopped > last)
            {
                links.Begin(last.AddTicks(1));
            }

            last = delivery.ReceivedAt;
            if (Enum.TryParse<Channel>(delivery.Channel, ignoreCase: true, out var channel))
            {
                links.Heard(channel, delivery.ReceivedAt);
            }
        }

        links.Begin(now);
        foreach (var channel in Links.Platforms)
        {
            if ((await journal.CheckpointOf(Heard + ChannelName.Of(channel), cancellation)).Position is > 0 and var milliseconds)
            {
                var at = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
                links.Heard(channel, at < now ? at : now.AddTicks(-1));
            }
        }
    }

    /// <summary>Each link once a minute at most. Another process may have kept a later instant: that one stays, unless a clock that ran ahead told it.</summary>
    public async Task Keep(DateTimeOffset now, CancellationToken cancellation)
    {
        foreach (var link in links.Look(now))
        {
            if (link.HeardAt is not { } at || (at - kept.GetValueOrDefault(link.Id)).Duration() < KeptEvery)
            {
                continue;
            }

            var before = await journal.CheckpointOf(Heard + link.Id, cancellation);
            if (at.ToUnixTimeMilliseconds() > before.Position || before.Position > (now + Links.AheadMax).ToUnixTimeMilliseconds())
            {
                await journal.MoveCheckpoint(Heard + link.Id, before, new Checkpoint(journal.Epoch, at.ToUnixTimeMilliseconds()), cancellation);
            }

            kept[link.Id] = at;
        }
    }
}
