using Monitor.Core.Complaints;
using Monitor.Core.Sla;
using Xunit;

namespace Monitor.Core.Tests.Sla;

/// <summary>What a newcomer's clock must not upset.</summary>
public sealed class ClockKindTests
{
    /// <summary>Late clocks are bits of a ushort on the board.</summary>
    private const int BitsOfTheBoard = 16;

    [Fact]
    public void The_stages_of_the_handoff_are_handoff_clocks_and_nothing_else_is()
    {
        var beyond = (ClockKind)((int)Enum.GetValues<ClockKind>().Max() + 1);
        var handoff = Enum.GetValues<ClockKind>().Append(beyond).Where(clock => clock.IsHandoff()).Select(clock => clock.ToString());
        Assert.Equal(Enum.GetNames<HandoffStage>().Where(stage => stage != nameof(HandoffStage.None)), handoff);
    }

    [Fact]
    public void The_board_has_a_place_for_every_clock()
    {
        Assert.Equal(Clocks.Last, Enum.GetValues<ClockKind>().Max());
        Assert.InRange((int)Clocks.Last, 1, BitsOfTheBoard);
    }
}
