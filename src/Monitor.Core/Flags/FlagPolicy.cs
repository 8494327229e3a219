using Monitor.Core.Organisation;
using Monitor.Core.Posts;

namespace Monitor.Core.Flags;

/// <summary>Within what time a person must have seen a flagged post, around the clock, and how it climbs when nobody has.</summary>
public sealed record FlagPolicy
{
    public static FlagPolicy Standard { get; } = new();

    public TimeSpan Threat { get; init; } = TimeSpan.FromMinutes(10);

    public TimeSpan Incitement { get; init; } = TimeSpan.FromMinutes(10);

    public TimeSpan Hate { get; init; } = TimeSpan.FromMinutes(30);

    public TimeSpan SexualHarassment { get; init; } = TimeSpan.FromMinutes(30);

    public TimeSpan Abuse { get; init; } = TimeSpan.FromHours(4);

    /// <summary>Shares of the time in percent at which it climbs: station head, ACP or CO, DCP or SP, Joint Commissioner or IG, Commissioner.</summary>
    public IReadOnlyList<int> ClimbPercents { get; init; } = [100, 150, 200, 300, 400];

    public TimeSpan Within(Label label) => label switch
    {
        Label.Threat => Threat,
        Label.Incitement => Incitement,
        Label.Hate => Hate,
        Label.SexualHarassment => SexualHarassment,
        Label.SelfHarm => Threat,
        _ => Abuse,
    };

    /// <summary>The label whose time is shortest; the first of equals.</summary>
    public Label Gravest(IReadOnlyList<Label> labels) => labels.MinBy(Within);

    public IReadOnlyList<FlagStep> Steps(Label label, DateTimeOffset startedAt) =>
        [.. ClimbPercents.Select((percent, index) => new FlagStep(startedAt + (Within(label) * percent / 100), (LadderStep)((int)LadderStep.StationHead + index)))];
}
