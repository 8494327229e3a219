using Monitor.Core.Posts;
using Monitor.Runtime.Intake;
using Monitor.Server.Live;

namespace Monitor.Server.Hosting;

/// <summary>
/// When each platform's link was last heard, and whether that is usual for the hour: the gap is learnt as a running mean for every hour of the day that it crosses.
/// Until an hour has been lived through, five minutes count as usual. A platform without a secret has no link: it is closed. A link that was heard before a restart
/// and not since is quiet, never live, and dead once it should have been heard: as long as usual since the start, and far longer than usual since it was heard.
/// What was heard under a clock that ran ahead counts as heard before a restart.
/// </summary>
/// <param name="open">Platforms whose door is open.</param>
public sealed class Links(IReadOnlyCollection<Channel> open)
{
    public static readonly IReadOnlyList<Channel> Platforms = [Channel.X, Channel.Facebook, Channel.Instagram, Channel.WhatsApp];

    /// <summary>An instant so far ahead of now was told by a wrong clock; silos differ by less.</summary>
    public static readonly TimeSpan AheadMax = TimeSpan.FromMinutes(1);

    private const double QuietFactor = 6;
    private const double DeadFactor = 24;
    private const double Weight = 0.05;
    private const double UsualBeforeLearnt = 300;
    private const double LeastUsual = 20;

    private readonly Lock gate = new();
    private DateTimeOffset startedAt = DateTimeOffset.MinValue;
    private readonly Dictionary<Channel, (DateTimeOffset? HeardAt, double[] UsualByHour)> links =
        open.ToDictionary(channel => channel, _ => ((DateTimeOffset?)null, Enumerable.Repeat(UsualBeforeLearnt, 24).ToArray()));

    /// <summary>Nothing can have been heard between the last delivery of the process before and now.</summary>
    public void Begin(DateTimeOffset now)
    {
        lock (gate)
        {
            startedAt = now;
        }
    }

    public void Heard(Channel channel, DateTimeOffset now)
    {
        lock (gate)
        {
            if (!links.TryGetValue(channel, out var link))
            {
                return;
            }

            if (link.HeardAt is { } before && now > before && (before >= startedAt || now <= startedAt))
            {
                Learn(link.UsualByHour, before, now);
            }

            links[channel] = (now > link.HeardAt ? now : link.HeardAt ?? now, link.UsualByHour);
        }
    }

    /// <summary>A gap may be an outage that nobody noted: it teaches no more than what calls the link dead.</summary>
    private static void Learn(double[] usualByHour, DateTimeOffset before, DateTimeOffset now)
    {
        var gap = (now - before).TotalSeconds;
        var (first, last) = (Hour(before), Hour(now));
        for (var hour = Math.Max(first, last - 23); hour <= last; hour++)
        {
            ref var usual = ref usualByHour[hour % 24];
            usual += Weight * (Math.Min(gap, DeadFactor * Math.Max(LeastUsual, usual)) - usual);
        }
    }

    /// <summary>Hours since the year 1, of which each 24th is the same hour of the day.</summary>
    private static long Hour(DateTimeOffset at) => at.UtcTicks / TimeSpan.TicksPerHour;

    /// <summary>The links that were heard, and when last: for the other silos of a cluster.</summary>
    public IReadOnlyDictionary<Channel, DateTimeOffset> HeardAt()
    {
        lock (gate)
        {
            return links.Where(link => link.Value.HeardAt is not null).ToDictionary(link => link.Key, link => link.Value.HeardAt!.Value);
        }
    }

    public IReadOnlyList<LinkVitals> Look(DateTimeOffset now)
    {
        lock (gate)
        {
            Correct(now);
            return [.. Platforms.Select(channel => links.TryGetValue(channel, out var link)
                ? Of(channel, link.HeardAt, Math.Max(LeastUsual, link.UsualByHour[Hour(now) % 24]), startedAt, now)
                : new LinkVitals(ChannelName.Of(channel), ChannelName.Of(channel), "closed", null, null))];
        }
    }

    /// <summary>When it was heard in truth nobody knows: before now, and it proves nothing of now.</summary>
    private void Correct(DateTimeOffset now)
    {
        var ahead = links.Where(link => link.Value.HeardAt > now + AheadMax).ToList();
        if (ahead.Count > 0 || startedAt > now + AheadMax)
        {
            startedAt = now;
        }

        foreach (var (channel, link) in ahead)
        {
            links[channel] = (now.AddTicks(-1), link.UsualByHour);
        }
    }

    private static LinkVitals Of(Channel channel, DateTimeOffset? heardAt, double usual, DateTimeOffset startedAt, DateTimeOffset now)
    {
        var state = heardAt is not { } at ? "never"
            : at < startedAt && (now - startedAt).TotalSeconds <= usual * QuietFactor ? "quiet"
            : (now - at).TotalSeconds <= usual * QuietFactor ? "live"
            : (now - at).TotalSeconds <= usual * DeadFactor ? "quiet"
            : "dead";
        var name = ChannelName.Of(channel);
        return new LinkVitals(name, name, state, heardAt, Math.Round(usual, 1));
    }
}
