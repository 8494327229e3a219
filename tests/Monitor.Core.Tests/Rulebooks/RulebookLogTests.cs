using Monitor.Core.Rulebooks;
using Monitor.Core.Tests.Alerts;
using Monitor.Core.Tests.Incidents;
using Xunit;

namespace Monitor.Core.Tests.Rulebooks;

public sealed class RulebookLogTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 2, 6, 30, 0, TimeSpan.Zero);

    private static RulebookPart Part(PartKind kind, string hash) => new(kind, "part.json", hash, "{}");

    private static Spec<RulebookLog, RulebookCommand, RulebookEvent> Seeded() => Spec.Of<RulebookLog, RulebookCommand, RulebookEvent>(People.Rulebook())
        .Done(new RulebookCommand.Seed([Part(PartKind.Policy, "aa")]), Noon);

    [Fact]
    public void It_is_seeded_once() => Seeded().When(new RulebookCommand.Seed([Part(PartKind.Policy, "bb")]), Noon).ThenNothing();

    [Fact]
    public void Nothing_is_adopted_before_the_seeds() =>
        Spec.Of<RulebookLog, RulebookCommand, RulebookEvent>(new Rulebook()).When(new RulebookCommand.TeachAlias("forum mall", "st", "pi"), Noon).ThenRefused("not-seeded");

    [Fact]
    public void A_part_is_adopted_when_its_content_differs()
    {
        var adopted = Seeded().When(new RulebookCommand.Adopt(Part(PartKind.Policy, "bb"), "cp", null), Noon).ThenOne<RulebookEvent.PolicyAdopted>();
        Assert.Equal("aa", adopted.Supersedes);
        Seeded().When(new RulebookCommand.Adopt(Part(PartKind.Policy, "aa"), "cp", null), Noon).ThenNothing();
        Seeded().When(new RulebookCommand.Adopt(Part(PartKind.Organisation, "cc"), "cp", null), Noon).ThenRefused("date-needed");
        var moved = Seeded().Done(new RulebookCommand.Adopt(Part(PartKind.Organisation, "cc"), "cp", new DateOnly(2027, 2, 1)), Noon);
        moved.When(new RulebookCommand.Adopt(Part(PartKind.Organisation, "cc"), "cp", new DateOnly(2027, 2, 1)), Noon).ThenNothing();
        moved.When(new RulebookCommand.Adopt(Part(PartKind.Organisation, "cc"), "cp", new DateOnly(2027, 1, 1)), Noon).ThenNames("OrganisationAdopted");
        Seeded().When(new RulebookCommand.Adopt(Part(PartKind.None, "cc"), "cp", null), Noon).ThenRefused("unknown-part");
    }

    [Fact]
    public void A_taught_phrase_means_one_unit_until_it_is_forgotten()
    {
        var spec = Seeded().When(new RulebookCommand.TeachAlias(" Forum Mall ", "st", "pi"), Noon).Then(new RulebookEvent.AliasTaught("forum mall", "st", "pi", Noon));
        spec.When(new RulebookCommand.TeachAlias("forum mall", "st", "pi"), Noon).ThenNothing();
        spec.When(new RulebookCommand.TeachAlias("forum mall", "nowhere", "pi"), Noon).ThenRefused("unknown-unit");
        spec.When(new RulebookCommand.TeachAlias("a1", "st", "pi"), Noon).ThenRefused("phrase-too-short");
        spec.When(new RulebookCommand.ForgetAlias("Forum Mall", "pi"), Noon).ThenNames("AliasForgotten");
        spec.When(new RulebookCommand.ForgetAlias("forum mall", "pi"), Noon).ThenNothing();
    }

    [Theory]
    [InlineData("police")]
    [InlineData("Please")]
    [InlineData("main road")]
    [InlineData("near the police station")]
    [InlineData("थाना क्षेत्र")]
    public void A_phrase_of_everyday_words_alone_is_not_taught(string phrase) =>
        Seeded().When(new RulebookCommand.TeachAlias(phrase, "st", "pi"), Noon).ThenRefused("phrase-too-common");

    [Theory]
    [InlineData("Reddy Layout")]
    [InlineData("Gowda main road")]
    public void A_place_that_bears_a_surname_is_taught(string phrase) =>
        Seeded().When(new RulebookCommand.TeachAlias(phrase, "st", "pi"), Noon).ThenNames("AliasTaught");

    [Fact]
    public void Every_state_decides_every_command() => EveryState.Decides<RulebookLog, RulebookCommand, RulebookEvent>(
        [
            new RulebookCommand.Seed([Part(PartKind.Policy, "aa")]), new RulebookCommand.Adopt(Part(PartKind.Roster, "bb"), "cp", null),
            new RulebookCommand.TeachAlias("forum mall", "st", "pi"),
            new RulebookCommand.ForgetAlias("forum mall", "pi"), new RulebookCommand.Wake(),
        ],
        People.Rulebook(), Noon, new RulebookLog.Unseeded(), Seeded().State);
}
