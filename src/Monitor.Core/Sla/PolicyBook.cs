using System.Collections.Immutable;

namespace Monitor.Core.Sla;

/// <summary>All calendars, and every version of every policy; immutable. The newest version of a policy is in force, older ones explain the clocks that name them.</summary>
public sealed class PolicyBook
{
    private readonly ImmutableDictionary<string, Calendar> calendars;
    private readonly ImmutableDictionary<string, Policy> byName;
    private readonly ImmutableDictionary<string, Policy> inForce;

    private PolicyBook(ImmutableDictionary<string, Calendar> calendars, ImmutableDictionary<string, Policy> byName, ImmutableDictionary<string, Policy> inForce)
    {
        this.calendars = calendars;
        this.byName = byName;
        this.inForce = inForce;
    }

    /// <summary>No policy; the one calendar <c>always</c>.</summary>
    public static PolicyBook Empty { get; } = new(
        ImmutableDictionary<string, Calendar>.Empty.Add(Calendar.Always.Name, Calendar.Always),
        ImmutableDictionary<string, Policy>.Empty,
        ImmutableDictionary<string, Policy>.Empty);

    public IReadOnlyDictionary<string, Calendar> Calendars => calendars;

    public IEnumerable<Policy> InForce => inForce.Values;

    /// <summary>Adds or replaces a calendar. Policies in force get a new revision; what ran by the old one stays explained by it.</summary>
    public PolicyBook With(Calendar calendar)
    {
        if (!calendar.HasWeek && inForce.Values.FirstOrDefault(policy => policy.CalendarsNamed.Contains(calendar.Name)) is { } user)
        {
            throw new FormatException($"Calendar '{calendar.Name}' has extra dates only and would run out, and policy '{user.Id}' runs by it; give it a week.");
        }

        var next = calendars.SetItem(calendar.Name, calendar);
        var names = byName;
        var force = inForce;
        foreach (var policy in inForce.Values)
        {
            var revised = policy.CalendarsNamed.Any(name => name == calendar.Name || name == Policy.UnitCalendar)
                ? policy.With(next, policy.Revision + 1)
                : policy.With(next, policy.Revision);
            names = names.SetItem(revised.Name, revised);
            force = force.SetItem(revised.Id, revised);
        }

        return new PolicyBook(next, names, force);
    }

    /// <summary>Puts a policy in force. Throws <see cref="FormatException"/> where it names a calendar that the book has not, or an older version than the one in force.</summary>
    public PolicyBook With(PolicyFile file)
    {
        foreach (var (name, place) in file.CalendarsNamed())
        {
            var calendar = name == Policy.UnitCalendar ? Calendar.Always : calendars.GetValueOrDefault(name);
            if (calendar is null)
            {
                var known = string.Join(", ", calendars.Keys.Order());
                throw new FormatException($"Policy '{file.Id}', {place}: no calendar '{name}'. Known are {known}, or \"{Policy.UnitCalendar}\" for the unit's own.");
            }

            if (!calendar.HasWeek)
            {
                throw new FormatException($"Policy '{file.Id}', {place}: calendar '{name}' has extra dates only and would run out; give it a week.");
            }
        }

        if (inForce.TryGetValue(file.Id, out var old) && old.Version > file.Version)
        {
            throw new FormatException($"Policy '{file.Id}' has version {old.Version} in force; version {file.Version} is older. Give it a higher version.");
        }

        var revision = old?.Version == file.Version ? old.Revision + 1 : 0;
        var policy = new Policy(file.Id, file.Version, revision, file.Force, file.PauseBound, file.Rules, calendars);
        return new PolicyBook(calendars, byName.SetItem(policy.Name, policy), inForce.SetItem(policy.Id, policy));
    }

    /// <summary>The policy in force for a unit: its force's own, else the one for all, else the first by id; null in an empty book.</summary>
    public Policy? For(string? unit)
    {
        Policy? other = null;
        foreach (var policy in inForce.Values)
        {
            if (policy.Force is { } force && unit is not null && unit.StartsWith(force, StringComparison.Ordinal) && (unit.Length == force.Length || unit[force.Length] == '/'))
            {
                return policy;
            }

            var before = other is null || ((policy.Force is null) == (other.Force is null) ? string.CompareOrdinal(policy.Id, other.Id) < 0 : policy.Force is null);
            other = before ? policy : other;
        }

        return other;
    }

    /// <summary>By the name in an event: <c>standard@3</c>.</summary>
    public Policy? Named(string name) => byName.GetValueOrDefault(name);

    /// <summary>For rosters: whether a calendar is open. False for an unknown name.</summary>
    public bool IsOpen(string calendar, DateTimeOffset now) => calendars.TryGetValue(calendar, out var found) && found.IsOpen(now);
}
