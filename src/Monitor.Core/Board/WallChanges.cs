namespace Monitor.Core.Board;

/// <summary>The parts of a wall that differ, by their camel-case names, each whole: what a frame carries (design section 9).</summary>
public static class WallChanges
{
    public static Dictionary<string, object?> Of(Wall before, Wall after)
    {
        var changes = new Dictionary<string, object?>();
        Note(changes, "open", before.Open == after.Open, after.Open);
        Note(changes, "triage", before.Triage == after.Triage, after.Triage);
        Note(changes, "atRiskCount", before.AtRiskCount == after.AtRiskCount, after.AtRiskCount);
        Note(changes, "atRisk", before.AtRisk.SequenceEqual(after.AtRisk), after.AtRisk);
        Note(changes, "lateCount", before.LateCount == after.LateCount, after.LateCount);
        Note(changes, "late", before.Late.SequenceEqual(after.Late), after.Late);
        Note(changes, "next", before.Next.SequenceEqual(after.Next), after.Next);
        Note(changes, "unowned", before.Unowned == after.Unowned, after.Unowned);
        Note(changes, "moreLate", Same(before.MoreLate, after.MoreLate), after.MoreLate);
        Note(changes, "floodUnits", before.FloodUnits.SequenceEqual(after.FloodUnits), after.FloodUnits);
        Note(changes, "forwards", before.Forwards == after.Forwards, after.Forwards);
        Note(changes, "flags", Same(before.Flags, after.Flags), after.Flags);
        Note(changes, "silent", Same(before.Silent, after.Silent), after.Silent);
        Note(changes, "answers", before.Answers == after.Answers, after.Answers);
        Note(changes, "units", before.Units.SequenceEqual(after.Units), after.Units);
        Note(changes, "trend", ReferenceEquals(before.Trend, after.Trend) || before.Trend.SequenceEqual(after.Trend), after.Trend);
        Note(changes, "faults", before.Faults.SequenceEqual(after.Faults), after.Faults);
        return changes;
    }

    private static void Note(Dictionary<string, object?> changes, string name, bool same, object? now)
    {
        if (!same)
        {
            changes.Add(name, now);
        }
    }

    private static bool Same(MoreLate one, MoreLate other) => one.Count == other.Count && one.OldestDueAt == other.OldestDueAt && one.Units.SequenceEqual(other.Units);

    private static bool Same(SilentAccounts one, SilentAccounts other) => one.Amber == other.Amber && one.Red == other.Red && one.Longest.SequenceEqual(other.Longest);

    private static bool Same(FlagsWaiting one, FlagsWaiting other) =>
        ReferenceEquals(one, other)
        || (one.Waiting == other.Waiting && one.Late == other.Late && one.OldestAt == other.OldestAt && one.ByLabel.Count == other.ByLabel.Count
            && one.ByLabel.All(label => other.ByLabel.TryGetValue(label.Key, out var count) && count == label.Value));
}
