using Monitor.Core.Organisation;

namespace Monitor.Core.Accounts;

/// <summary>What holders of a rank, and those above it up to the next rule, owe their official account.</summary>
public sealed record DutyRule(Rank From, IReadOnlyList<DutyLimit> Limits);

/// <summary>Duties by rank.</summary>
/// <param name="Rules">Rising by rank; the first holds for every rank below it too.</param>
public sealed record DutyBook(IReadOnlyList<DutyRule> Rules)
{
    /// <summary>Proposed values: no force has published any (domain.md 2.4).</summary>
    public static DutyBook Standard { get; } = new(
    [
        new(Rank.Constable, [Limit(Duty.Seen, 8, 24), Limit(Duty.Answered, 2, 8), Limit(Duty.Posted, 72, 168)]),
        new(Rank.AssistantCommissioner, [Limit(Duty.Seen, 12, 36), Limit(Duty.Answered, 4, 12), Limit(Duty.Posted, 120, 240)]),
        new(Rank.DeputyCommissioner, [Limit(Duty.Seen, 12, 36), Limit(Duty.Answered, 4, 12), Limit(Duty.Posted, 72, 168)]),
        new(Rank.JointCommissioner, [Limit(Duty.Seen, 24, 48), Limit(Duty.Answered, 8, 24), Limit(Duty.Posted, 168, 336)]),
    ]);

    public IReadOnlyList<DutyLimit> Of(Rank rank) => Rules.Count == 0 ? [] : (Rules.LastOrDefault(rule => rule.From <= rank) ?? Rules[0]).Limits;

    private static DutyLimit Limit(Duty duty, int amberHours, int redHours) => new(duty, TimeSpan.FromHours(amberHours), TimeSpan.FromHours(redHours));
}
