using Monitor.Core.Organisation;
using Monitor.Core.Posts;
using Monitor.Core.Routing;
using Xunit;

namespace Monitor.Core.Tests.Organisation;

public sealed class UnitTreeTests
{
    private static readonly UnitTree Tree = UnitTree.Of([.. Seeds.Forces.SelectMany(force => force.Units)]).On(new DateOnly(2026, 11, 20));

    [Fact]
    public void A_station_of_Bengaluru_climbs_to_ACP_DCP_Additional_Commissioner_and_Commissioner() =>
        Assert.Equal(
            ["blr/whitefield-ps", "blr/whitefield-sd", "blr/whitefield-division", "blr/law-and-order-east", "blr/police"],
            Tree.Chain("blr/whitefield-ps").Select(link => link.Unit.Id));

    [Fact]
    public void A_thana_climbs_to_CO_SSP_IG_and_ADG() =>
        Assert.Equal(
            ["up/bareilly/premnagar", "up/bareilly-city-1-circle", "up/bareilly", "up/bareilly-range", "up/bareilly-zone"],
            Tree.Chain("up/bareilly/premnagar").Select(link => link.Unit.Id));

    [Fact]
    public void A_dispute_goes_to_the_lowest_unit_above_both()
    {
        Assert.Equal("blr/marathahalli-sd", Tree.CommonSuperior("blr/bellandur-ps", "blr/varthur-ps")!.Id);
        Assert.Equal("blr/police", Tree.CommonSuperior("blr/bellandur-ps", "blr/jayanagar-ps")!.Id);
        Assert.Equal("blr/whitefield-division", Tree.CommonSuperior("blr/whitefield-ps", "blr/whitefield-division")!.Id);
        Assert.Null(Tree.CommonSuperior("blr/bellandur-ps", "up/bareilly"));
    }

    [Fact]
    public void A_moved_station_stands_under_its_old_parent_before_the_move()
    {
        Assert.Equal("blr/peenya-sd", Tree.On(new DateOnly(2025, 7, 9)).Find("blr/peenya-ps")!.ParentId);
        Assert.Equal("blr/yeshwanthpura-sd", Tree.On(new DateOnly(2025, 7, 8)).Find("blr/peenya-ps")!.ParentId);
        Assert.Null(Tree.On(new DateOnly(2025, 12, 31)).Find("blr/rajanukunte-ps"));
        Assert.NotNull(Tree.Find("blr/rajanukunte-ps"));
    }

    [Fact]
    public void Every_station_has_a_traffic_a_womens_and_a_cyber_unit()
    {
        var cover = AreaWings.Of(Tree);
        foreach (var station in Tree.All.Where(unit => unit is { Kind: UnitKind.Station, Wing: Wing.LawAndOrder }))
        {
            foreach (var wing in new[] { Wing.Traffic, Wing.Women, Wing.Cyber, Wing.Crime, Wing.ControlRoom, Wing.Vigilance })
            {
                Assert.True(cover[station.Id].ContainsKey(wing), $"{station.Id} has no {wing} unit");
            }
        }
    }

    [Fact]
    public void No_station_is_served_by_two_traffic_units()
    {
        var covered = Tree.All.Where(unit => unit is { Wing: Wing.Traffic, Kind: UnitKind.Station }).SelectMany(unit => unit.Covers).ToList();
        Assert.Equal(covered.Count, covered.Distinct().Count());
    }
}
