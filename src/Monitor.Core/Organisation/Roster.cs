namespace Monitor.Core.Organisation;

/// <summary>An officer's hours: on duty while the named calendar is open.</summary>
public sealed record Shift(Officer Officer, string Calendar);

/// <summary>One step of the ladder: whom to tell now.</summary>
/// <param name="UnitId">The unit whose head stands here; null when the force has no such step.</param>
/// <param name="OnDuty">The highest rank on duty first; empty when the step is passed at once.</param>
/// <param name="PassedBecause">A sentence for the screen when nobody can be told here; else null.</param>
public sealed record Rung(LadderStep Step, string? UnitId, IReadOnlyList<Officer> OnDuty, string? PassedBecause);

/// <summary>Who is on duty for a unit at an instant, and who stands on each step above it.</summary>
public sealed class Roster
{
    private static readonly LadderStep[] Steps =
        [LadderStep.StationHead, LadderStep.AssistantCommissioner, LadderStep.DeputyCommissioner, LadderStep.JointCommissioner, LadderStep.Commissioner];

    private readonly UnitTree tree;
    private readonly Func<string, DateTimeOffset, bool> isOpen;
    private readonly Dictionary<string, Shift[]> shiftsByUnit;
    private readonly Dictionary<string, Officer> officers;
    private readonly Dictionary<string, string[]> calendarsByOfficer;

    /// <param name="isOpen">Whether the calendar of that name is open at an instant. Must answer from the same rulebook version.</param>
    public Roster(UnitTree tree, IReadOnlyList<Shift> shifts, Func<string, DateTimeOffset, bool> isOpen)
    {
        this.tree = tree;
        this.isOpen = isOpen;
        shiftsByUnit = shifts.GroupBy(shift => shift.Officer.UnitId)
            .ToDictionary(group => group.Key, group => group.OrderByDescending(shift => shift.Officer.Rank).ToArray());
        officers = shifts.Select(shift => shift.Officer).DistinctBy(officer => officer.Id).ToDictionary(officer => officer.Id);
        calendarsByOfficer = shifts.GroupBy(shift => shift.Officer.Id).ToDictionary(group => group.Key, group => group.Select(shift => shift.Calendar).Distinct().ToArray());
    }

    public static Roster Empty { get; } = new(UnitTree.Empty, [], (_, _) => false);

    public IEnumerable<Officer> Officers => officers.Values;

    public Officer? Find(string? officerId) => officerId is not null && officers.TryGetValue(officerId, out var officer) ? officer : null;

    /// <summary>The highest rank first; empty when nobody is.</summary>
    public IReadOnlyList<Officer> OnDuty(string unitId, DateTimeOffset now) =>
        shiftsByUnit.TryGetValue(unitId, out var shifts) ? OnDuty(shifts, now) : [];

    private List<Officer> OnDuty(Shift[] shifts, DateTimeOffset now)
    {
        var found = new List<Officer>(shifts.Length);
        foreach (var shift in shifts)
        {
            if (isOpen(shift.Calendar, now))
            {
                found.Add(shift.Officer);
            }
        }

        return found;
    }

    /// <summary>False for nobody of the roster.</summary>
    public bool IsOnDuty(string officerId, DateTimeOffset now)
    {
        if (calendarsByOfficer.TryGetValue(officerId, out var calendars))
        {
            foreach (var calendar in calendars)
            {
                if (isOpen(calendar, now))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The five steps from the unit up (design section 5). A step with nobody on duty is passed at once, and its rung says so.</summary>
    public IReadOnlyList<Rung> Ladder(string unitId, DateTimeOffset now) => [.. From(LadderStep.None, unitId, now)];

    /// <summary>The same from a step on; those above are looked up only when they are asked for.</summary>
    public IEnumerable<Rung> From(LadderStep lowest, string unitId, DateTimeOffset now)
    {
        var chain = tree.Chain(unitId);
        foreach (var step in Steps)
        {
            if (step < lowest)
            {
                continue;
            }

            if (chain.FirstOrDefault(link => link.Step == step).Unit is not { } unit)
            {
                yield return new Rung(step, null, [], "The chain of this unit has no such step.");
                continue;
            }

            var onDuty = OnDuty(unit.Id, now);
            yield return new Rung(step, unit.Id, onDuty, onDuty.Count > 0 ? null : $"Nobody is on duty at {unit.Names.En}.");
        }
    }
}
