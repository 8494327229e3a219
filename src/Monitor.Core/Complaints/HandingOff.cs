using Monitor.Core.Sla;

namespace Monitor.Core.Complaints;

/// <summary>
/// A P0's way to the emergency line (design section 5): seen in 60 s, the line told with its reference in 3 min, unit sent, reached, outcome. A later stage done
/// means that the earlier ones are; their clocks are met then.
/// </summary>
internal static class HandingOff
{
    public static Refusal? Done(Turn turn, ComplaintCommand.Handoff c)
    {
        var folder = turn.Folder;
        if (turn.MayAct(c.By) is { } refusal)
        {
            return refusal;
        }

        if (c.Stage == HandoffStage.None)
        {
            return new Refusal("stage-missing", "Say which stage: seen, told, sent, reached or outcome.");
        }

        if (c.Stage <= folder.HandedOff)
        {
            return null;
        }

        if (!folder.IsP0)
        {
            return new Refusal("no-p0", "Only a P0 is handed to the emergency line.");
        }

        if (!turn.State.IsOpen)
        {
            return Owning.NotNow(turn);
        }

        var needsReference = c.Stage >= HandoffStage.Told && folder.HandedOff < HandoffStage.Told;
        if ((needsReference && string.IsNullOrWhiteSpace(c.Reference)) || c.Reference?.Length > 60)
        {
            return new Refusal("reference-missing", "Name the emergency line's reference number, in at most 60 characters.");
        }

        var next = c.Stage is HandoffStage.Told or HandoffStage.Sent or HandoffStage.Reached ? Of(c.Stage + 1) : ClockKind.None;
        turn.Add(
            new ComplaintEvent.HandedOff(c.Stage, c.By, c.Reference, turn.Now),
            Enumerable.Range((int)HandoffStage.Seen, (int)c.Stage).Select(stage => turn.Meet(Of((HandoffStage)stage)))
                .Append(next == ClockKind.None ? null : turn.Start(folder, next, turn.Now, turn.Now))
                .ToList());
        return null;
    }

    /// <summary>The clock of a stage.</summary>
    public static ClockKind Of(HandoffStage stage) => stage switch
    {
        HandoffStage.Seen => ClockKind.Seen,
        HandoffStage.Told => ClockKind.Told,
        HandoffStage.Sent => ClockKind.Sent,
        HandoffStage.Reached => ClockKind.Reached,
        HandoffStage.Outcome => ClockKind.Outcome,
        _ => throw new ArgumentOutOfRangeException(nameof(stage)),
    };
}
