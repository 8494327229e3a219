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

    private static IReadOnlyList<FileFault> Faults(params string[] units) =>
        OrganisationFile.Parse($$"""{ "id": "t", "zone": "Asia/Kolkata", "language": "kn", "units": [{{string.Join(", ", units)}}] }""").Faults;
}
