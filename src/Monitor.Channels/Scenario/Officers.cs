using System.Text.Json;

namespace Monitor.Channels.Scenario;

/// <summary>A stretch of time from which each docket draws one by its own chance.</summary>
public sealed record Between(double FromMinutes, double ToMinutes);

/// <summary>How scripted officers treat the dockets of some units or priorities; the first that fits counts.</summary>
/// <param name="Units">Prefixes of unit ids; empty for all.</param>
/// <param name="Priorities">P0 to P4; empty for all.</param>
/// <param name="Accept">After the docket was tagged.</param>
/// <param name="Answer">After it was accepted: the first answer to the citizen.</param>
/// <param name="Act">After it was accepted.</param>
/// <param name="Check">After the action was recorded, by the superior.</param>
/// <param name="Close">After it was checked.</param>
/// <param name="LateShare">Share of dockets whose every wait is multiplied by <paramref name="LateTimes"/>: 0 to 1.</param>
public sealed record Behaviour(
    string Name, IReadOnlyList<string> Units, IReadOnlyList<string> Priorities, Between Accept, Between Answer, Between Act, Between Check, Between Close,
    double LateShare, double LateTimes);

/// <summary>
/// The scripted officers of a scenario: <c>NAME.officers.json</c> beside it. They act on real dockets by the real commands, each docket by its own chance from
/// <see cref="Seed"/> and its number.
/// </summary>
/// <param name="FinishShare">Of all dockets, those that are accepted, acted on, checked and closed: 0.9.</param>
/// <param name="AppShare">Of all answers, those typed in the platform's own app, which come back as echoes: 0.5.</param>
/// <param name="LookInEveryHours">How often each account's holder looks in, so that it counts as seen.</param>
/// <param name="PostEveryHours">How often each account posts something of its own; see <see cref="Poster.OwnPost"/>.</param>
/// <param name="SilentUnits">Units whose account is not looked into, neither answers nor posts.</param>
/// <param name="Answers">First answers by language code (en, hi, hi-Latn, kn, kn-Latn, mixed); <c>{docket}</c> and <c>{unit}</c> are filled in.</param>
/// <param name="Outcomes">Closing answers by language code; <c>{docket}</c>, <c>{unit}</c> and <c>{action}</c> are filled in.</param>
/// <param name="Posts">What accounts post of their own.</param>
/// <param name="OpenAtStart">How many dockets are open when a demo of the scenario begins; null: as many as there are.</param>
public sealed record Officers(
    int Seed, double FinishShare, double AppShare, double LookInEveryHours, double PostEveryHours,
    IReadOnlyList<string> SilentUnits, IReadOnlyList<Behaviour> Behaviours,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Answers, IReadOnlyDictionary<string, IReadOnlyList<string>> Outcomes,
    IReadOnlyList<string> Posts, int? OpenAtStart = null)
{
    public static Officers Read(string json) => JsonSerializer.Deserialize<Officers>(json, Story.Form) ?? throw new FormatException("The officers' file is empty.");

    /// <summary>How this docket is treated: always the same for the same docket.</summary>
    public OfficerPlan For(string docket, string unit, string priority)
    {
        var random = new Random(HashCodeOf(docket) ^ Seed);
        var finished = random.NextDouble() < FinishShare;
        var viaApp = random.NextDouble() < AppShare;
        var behaviour = Behaviours.First(one =>
            (one.Units.Count == 0 || one.Units.Any(prefix => unit.StartsWith(prefix, StringComparison.Ordinal)))
            && (one.Priorities.Count == 0 || one.Priorities.Contains(priority)));
        var times = random.NextDouble() < behaviour.LateShare ? behaviour.LateTimes : 1;
        TimeSpan Draw(Between between) => TimeSpan.FromMinutes(times * (between.FromMinutes + (random.NextDouble() * (between.ToMinutes - between.FromMinutes))));
        return new(
            finished && !SilentUnits.Contains(unit), viaApp, times > 1,
            Draw(behaviour.Accept), Draw(behaviour.Answer), Draw(behaviour.Act), Draw(behaviour.Check), Draw(behaviour.Close),
            random.Next(1000));
    }

    /// <summary>FNV-1a: string hashes of .NET differ from start to start.</summary>
    private static int HashCodeOf(string text)
    {
        var hash = 2166136261u;
        foreach (var c in text)
        {
            hash = (hash ^ c) * 16777619u;
        }

        return (int)(hash & int.MaxValue);
    }
}

/// <summary>What happens to one docket, each wait counted from the step before it.</summary>
/// <param name="Finished">False: nobody touches it.</param>
/// <param name="ViaApp">Its answers are typed in the platform's own app.</param>
/// <param name="Pick">Chooses among the answers' words.</param>
public sealed record OfficerPlan(
    bool Finished, bool ViaApp, bool Late, TimeSpan AcceptAfter, TimeSpan AnswerAfter, TimeSpan ActAfter, TimeSpan CheckAfter, TimeSpan CloseAfter, int Pick);
