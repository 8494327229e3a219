using Monitor.Core.Organisation;

namespace Monitor.Core.Alerts;

/// <summary>Whether to tell, whom, and when again (design section 8).</summary>
public sealed record AlertPolicy
{
    public static AlertPolicy Standard { get; } = new();

    public TimeSpan RepeatP0 { get; init; } = TimeSpan.FromMinutes(3);

    public TimeSpan RepeatP1 { get; init; } = TimeSpan.FromMinutes(15);

    public TimeSpan RepeatOthers { get; init; } = TimeSpan.FromMinutes(60);

    public TimeSpan SnoozeAtMost { get; init; } = TimeSpan.FromHours(8);

    /// <summary>Alerts without a complaint climb one step each time this has passed without an acknowledgement.</summary>
    public TimeSpan ClimbEvery { get; init; } = TimeSpan.FromHours(4);

    /// <summary>As <see cref="ClimbEvery"/>, for a dead link or a machine fault.</summary>
    public TimeSpan ClimbEveryForMachines { get; init; } = TimeSpan.FromMinutes(30);

    public TimeSpan Repeat(int priority) => priority switch { 0 => RepeatP0, 1 => RepeatP1, _ => RepeatOthers };

    public TimeSpan Climb(AlertKind kind) => kind is AlertKind.DeadLink or AlertKind.MachineFault ? ClimbEveryForMachines : ClimbEvery;
}

/// <summary>Who can be told now, and how long.</summary>
internal static class Shifts
{
    private static readonly TimeSpan Probe = TimeSpan.FromMinutes(5);

    /// <summary>After this time, or at the end of the officer's shift if that comes first (to 5 minutes, and at least one of them away).</summary>
    public static DateTimeOffset Until(this Roster roster, string officer, TimeSpan within, DateTimeOffset now)
    {
        if (roster.Find(officer) is null)
        {
            return now + within;
        }

        for (var at = now + Probe; at < now + within; at += Probe)
        {
            if (!roster.IsOnDuty(officer, at))
            {
                return at;
            }
        }

        return now + within;
    }

    /// <summary>Whoever is on duty on the step, else on the next above it with somebody.</summary>
    public static Rung? Reached(this Roster roster, string? unit, LadderStep step, DateTimeOffset now) =>
        unit is null ? null : roster.From(step, unit, now).FirstOrDefault(rung => rung.OnDuty.Count > 0);
}
