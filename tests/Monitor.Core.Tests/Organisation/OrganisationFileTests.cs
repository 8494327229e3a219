using Monitor.Core.Organisation;
using Xunit;

namespace Monitor.Core.Tests.Organisation;

public sealed class OrganisationFileTests
{
    private const string Head = """
        { "id": "t/police", "kind": "commissionerate", "wing": "lawAndOrder", "rank": "commissioner", "title": "CP", "name": {"en": "Police"}, "wall": {"en": "Police"} }
        """;

    private const string Row = """
        { "id": "t/a-ps", "parent": "t/police", "kind": "station", "wing": "lawAndOrder", "rank": "inspector", "title": "PI", "name": {"en": "A"}, "wall": {"en": "A"} }
        """;

    [Theory]
    [InlineData("bengaluru", 240)]
    [InlineData("bareilly-range", 130)]
    public void The_seeds_are_read_without_a_fault(string name, int unitsAtLeast)
    {
        var (force, faults) = OrganisationFile.Parse(Seeds.Read($"organisations/{name}.json"));
        Assert.Empty(faults);
        Assert.True(force!.Units.Count >= unitsAtLeast, $"{force.Units.Count} units");
    }

    [Fact]
    public void Broken_syntax_names_its_line()
    {
        var (force, faults) = OrganisationFile.Parse("{\n \"id\": \"x\",\n \"units\": [ } ]\n}");
        Assert.Null(force);
        Assert.Equal(3, Assert.Single(faults).Line);
    }

    [Theory]
    [InlineData(""" "parent": "t/nowhere" """, "parent", "no unit")]
    [InlineData(""" "kind2": 1 """, null, null)]
    [InlineData(""" "point": [120, 77] """, "point", "no point")]
    [InlineData(""" "from": "2026-13-01" """, "from", "no date")]
    [InlineData(""" "covers": ["t/other"] """, "covers", "no unit")]
    [InlineData(""" "localities": [{"weight": 1}] """, "localities", "no name")]
    public void A_wrong_field_is_reported_with_line_and_field(string field, string? names, string? says)
    {
        var station = $$"""{ "id": "t/a-ps", "kind": "station", "wing": "lawAndOrder", "rank": "inspector", "title": "PI", "name": {"en": "A"}, "wall": {"en": "A"}, {{field}} }""";
        var (force, faults) = OrganisationFile.Parse($$"""
            { "id": "t", "zone": "Asia/Kolkata", "language": "kn", "units": [
            {{Head}},
            {{station}} ] }
            """);
        if (names is null)
        {
            Assert.NotNull(force);
            return;
        }

        var fault = Assert.Single(faults);
        Assert.Null(force);
        Assert.Equal(3, fault.Line);
        Assert.Contains(names, fault.Field);
        Assert.Contains(says!, fault.Problem);
        Assert.NotEmpty(fault.Fix);
    }

    [Fact]
    public void A_wall_name_of_thirteen_characters_is_a_fault_and_Indic_marks_do_not_count()
    {
        var faults = Faults(Head.Replace("\"wall\": {\"en\": \"Police\"}", "\"wall\": {\"en\": \"Abcdefghijklm\", \"kn\": \"ಮಾದನಾಯಕನಹಳ್ಳಿ\"}"));
        Assert.Contains("Abcdefghijklm", Assert.Single(faults).Problem);
    }

    [Fact]
    public void Two_rows_of_a_unit_on_the_same_day_are_a_fault()
    {
        var faults = Faults(Head, Row, Row);
        Assert.Contains("same day", Assert.Single(faults).Problem);
    }

    [Fact]
    public void A_circle_of_parents_is_a_fault()
    {
        var faults = Faults(Head.Replace("\"kind\"", "\"parent\": \"t/police\", \"kind\""));
        Assert.Contains("above itself", Assert.Single(faults).Problem);
    }

    [Theory]
    [InlineData(""" "to": "2026-12-31" """, "", "2027-01-01")]
    [InlineData(""" "from": "2026-06-01" """, """ "from": "2026-03-01" """, "2026-03-01")]
    public void A_parent_that_does_not_hold_on_a_day_of_its_unit_is_a_fault_that_names_both_and_the_day(string above, string below, string day)
    {
        var fault = Assert.Single(Faults(Head, Division("t/sd", "t/police", above), Division("t/a", "t/sd", below)));
        Assert.Equal("units[t/a].parent", fault.Field);
        Assert.Contains("\"t/sd\"", fault.Problem);
        Assert.Contains(day, fault.Problem);
    }

    [Fact]
    public void What_was_adopted_with_such_a_parent_is_still_read() =>
        Assert.NotNull(OrganisationFile.Parse(Text(Head, Division("t/sd", "t/police", """ "to": "2026-12-31" """), Division("t/a", "t/sd", "")), wasAdopted: true).Force);

    [Fact]
    public void A_unit_without_a_first_day_says_nothing_of_the_time_before_its_parent() =>
        Assert.Empty(Faults(Head, Division("t/sd", "t/police", """ "from": "2026-06-01" """), Division("t/a", "t/sd", "")));

    [Fact]
    public void A_unit_that_moves_on_the_day_after_its_parent_ends_is_no_fault() =>
        Assert.Empty(Faults(
            Head, Division("t/old", "t/police", """ "to": "2026-12-31" """), Division("t/new", "t/police", """ "from": "2027-01-01" """),
            Division("t/a", "t/old", """ "to": "2026-12-31" """), Division("t/a", "t/new", """ "from": "2027-01-01" """)));

    [Fact]
    public void A_circle_of_parents_in_the_past_is_a_fault_that_names_its_day()
    {
        var faults = Faults(
            Head, Division("t/a", "t/b", """ "from": "2026-01-01", "to": "2026-12-31" """), Division("t/a", "t/police", """ "from": "2027-01-01" """),
            Division("t/b", "t/a", """ "from": "2026-01-01" """));
        Assert.Contains("above itself on 2026-01-01", Assert.Single(faults).Problem);
    }

    [Fact]
    public void Parents_that_change_places_on_a_day_are_no_circle() =>
        Assert.Empty(Faults(
            Head, Division("t/a", "t/b", """ "to": "2026-12-31" """), Division("t/a", "t/police", """ "from": "2027-01-01" """),
            Division("t/b", "t/a", """ "from": "2027-01-01" """), Division("t/b", "t/police", """ "to": "2026-12-31" """)));

    private static string Division(string id, string parent, string days)
    {
        var more = string.IsNullOrWhiteSpace(days) ? "" : "," + days;
        return $$"""
            { "id": "{{id}}", "parent": "{{parent}}", "kind": "subDivision", "wing": "lawAndOrder", "rank": "assistantCommissioner", "title": "ACP", "name": {"en": "A"},
              "wall": {"en": "A"}{{more}} }
            """;
    }

    private static IReadOnlyList<FileFault> Faults(params string[] units) => OrganisationFile.Parse(Text(units)).Faults;

    private static string Text(params string[] units) => $$"""{ "id": "t", "zone": "Asia/Kolkata", "language": "kn", "units": [{{string.Join(", ", units)}}] }""";
}
