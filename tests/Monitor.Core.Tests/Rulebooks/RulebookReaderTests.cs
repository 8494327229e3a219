using Monitor.Core.Rulebooks;
using Xunit;

namespace Monitor.Core.Tests.Rulebooks;

public sealed class RulebookReaderTests
{
    private static readonly DateOnly Today = new(2026, 11, 2);

    private static RulebookPart Calendar(string hours) =>
        new(PartKind.Calendar, "calendars/office.json", "c" + hours, """{"name":"office","zone":"Asia/Kolkata","week":{"mon":["HOURS"]}}""".Replace("HOURS", hours));

    private static RulebookPart Policy(int version) => new(
        PartKind.Policy, "policy.json", "p" + version,
        """{"id":"standard","version":VERSION,"clocks":{"P3":{"accept":{"target":"PT30M","calendar":"office"}}}}""".Replace("VERSION", $"{version}"));

    [Fact]
    public void Every_version_that_a_clock_may_name_is_kept_in_whatever_order_the_seeds_stand()
    {
        var (rulebook, faults) = RulebookReader.Read([Policy(1), Calendar("10:00-18:00"), Calendar("09:00-17:00"), Policy(2)], [], 4, Today);
        Assert.Empty(faults);
        Assert.All(["standard@1", "standard@1.1", "standard@2"], name => Assert.NotNull(rulebook!.Policies.Named(name)));
    }

    [Fact]
    public void What_was_adopted_before_and_is_adopted_again_is_in_force_again()
    {
        var noon = new DateTimeOffset(2026, 11, 2, 12, 0, 0, new TimeSpan(5, 30, 0));
        var (rulebook, faults) = RulebookReader.Read([Calendar("10:00-18:00"), Calendar("13:00-17:00"), Calendar("10:00-18:00")], [], 3, Today);
        Assert.Empty(faults);
        Assert.True(rulebook!.Policies.IsOpen("office", noon));
    }

    [Fact]
    public void A_unit_that_two_organisations_have_is_a_fault_and_no_crash()
    {
        RulebookPart Organisation(string name) => new(PartKind.Organisation, name, name, """
            {"id":"x","version":1,"zone":"Asia/Kolkata","language":"kn","units":[{"id":"x/hq","kind":"commissionerate","wing":"lawAndOrder","rank":"commissioner","title":"CP",
            "name":{"en":"HQ"},"wall":{"en":"HQ"}}]}
            """);
        Assert.Empty(RulebookReader.Read([Organisation("organisations/a.json")], [], 1, Today).Faults);
        var fault = Assert.Single(RulebookReader.Read([Organisation("organisations/a.json"), Organisation("organisations/b.json")], [], 2, Today).Faults);
        Assert.StartsWith("organisations/b.json, ", fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "x/a")]
    [InlineData(3, "x/hq")]
    public void An_account_of_a_unit_that_has_ended_is_its_superiors_or_no_reorganisation_would_come_in_force(int day, string unit)
    {
        static string Unit(string id, string more) => $$$"""
            {"id":"{{{id}}}","kind":"station","wing":"lawAndOrder","rank":"inspector","title":"PI","name":{"en":"N"},"wall":{"en":"N"}{{{more}}}}
            """;
        var units = Unit("x/hq", "") + "," + Unit("x/a", ",\"parent\":\"x/hq\",\"to\":\"2026-11-02\"");
        var organisation = new RulebookPart(PartKind.Organisation, "organisations/x.json", "o",
            $$"""{"id":"x","version":1,"zone":"Asia/Kolkata","language":"kn","units":[{{units}}]}""");
        RulebookPart Accounts(string of) => new(PartKind.Accounts, "policies/accounts.json", "a",
            $$"""{"accounts":[{"channel":"x","account":"7","handle":"aps","unit":"{{of}}"}]}""");
        var (rulebook, faults) = RulebookReader.Read([organisation, Accounts("x/a")], [], 1, new DateOnly(2026, 11, day));
        Assert.Empty(faults);
        Assert.Equal(unit, rulebook!.Seats.FindHandle("aps")!.UnitId);
        Assert.Contains("x/b", Assert.Single(RulebookReader.Read([organisation, Accounts("x/b")], [], 1, new DateOnly(2026, 11, day)).Faults), StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_names_its_part()
    {
        var (rulebook, faults) = RulebookReader.Read([Policy(1)], [], 1, Today);
        Assert.Null(rulebook);
        Assert.StartsWith("policy.json: ", Assert.Single(faults), StringComparison.Ordinal);
    }
}
