using Monitor.Core.Sla;
using Xunit;

namespace Monitor.Core.Tests.Sla;

public sealed class PolicyTests
{
    private static readonly DateTimeOffset From = new(2026, 11, 2, 4, 30, 0, TimeSpan.Zero);

    [Fact]
    public void A_plan_names_its_policy_and_keeps_the_shares_of_its_target()
    {
        var plan = Book("PT10M").For("blr/x")!.Plan(ClockKind.Acknowledge, Priority.P1, From, From.AddMinutes(-1), null, [])!;
        Assert.Equal(("p@1", From.AddMinutes(10), From.AddMinutes(-1)), (plan.Policy, plan.DueAt, plan.CitizenFromAt));
        Assert.Equal([new PlannedStep(50, From.AddMinutes(5)), new PlannedStep(80, From.AddMinutes(8))], plan.Warnings);
    }

    [Fact]
    public void Older_versions_are_kept_and_the_newest_is_in_force()
    {
        var book = Book("PT10M").With(PolicyFile.Read(Json("PT20M", 2)));
        Assert.Equal("p@2", book.For(null)!.Name);
        Assert.Equal(TimeSpan.FromMinutes(10), book.Named("p@1")!.Rule(Priority.P1, ClockKind.Acknowledge)!.Target);
        Assert.Throws<FormatException>(() => book.With(PolicyFile.Read(Json("PT20M", 1))));
    }

    [Fact]
    public void A_changed_calendar_makes_a_revision_and_the_old_one_still_explains_its_clocks()
    {
        var book = PolicyBook.Empty.With(CalendarFile.Read("""{"name":"office","week":{"mon":["10:00-18:00"]}}""")).With(PolicyFile.Read(Json("PT1H", 1, "office")));
        var plan = book.For(null)!.Plan(ClockKind.Acknowledge, Priority.P1, From, From, null, [])!;
        var later = book.With(CalendarFile.Read("""{"name":"office","week":{"tue":["10:00-18:00"]}}"""));
        Assert.Equal("p@1.1", later.For(null)!.Name);
        Assert.Equal(plan.DueAt, later.Named(plan.Policy)!.Explain(plan, []).Due);
        Assert.NotEqual(plan.DueAt, later.For(null)!.Plan(ClockKind.Acknowledge, Priority.P1, From, From, null, [])!.DueAt);
    }

    [Fact]
    public void A_force_has_a_policy_of_its_own_and_the_others_share_one()
    {
        var book = Book("PT10M").With(PolicyFile.Read("""{"id":"up","version":1,"force":"brly","clocks":{"P1":{"acknowledge":{"target":"PT1H"}}}}"""));
        Assert.Equal(("up@1", "p@1", "p@1"), (book.For("brly/kotwali")!.Name, book.For("blr/x")!.Name, book.For("brlyx")!.Name));
    }

    [Theory]
    [InlineData("""{"version":1,"clocks":{}}""", "needs an \"id\"")]
    [InlineData("""{"id":"p","clocks":{}}""", "version")]
    [InlineData("""{"id":"p","version":1,"clocks":{"P9":{}}}""", "no priority")]
    [InlineData("""{"id":"p","version":1,"clocks":{"P1":{"answer":{"target":"PT1H"}}}}""", "no clock 'answer'")]
    [InlineData("""{"id":"p","version":1,"clocks":{"P1":{"act":{}}}}""", "needs a \"target\"")]
    [InlineData("""{"id":"p","version":1,"clocks":{"P1":{"act":{"target":"soon"}}}}""", "no length of time")]
    [InlineData("""{"id":"p","version":1,"ladder":{"warnAt":[0.8,0.5]},"clocks":{}}""", "rise")]
    public void A_wrong_policy_says_what_would_be_right(string json, string said) => Assert.Contains(said, Assert.Throws<FormatException>(() =>
        PolicyFile.Read(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_policy_with_an_unknown_calendar_names_those_there_are() =>
        Assert.Contains("Known are always", Assert.Throws<FormatException>(() => PolicyBook.Empty.With(PolicyFile.Read(Json("PT1H", 1, "office")))).Message,
            StringComparison.Ordinal);

    private static PolicyBook Book(string target) => PolicyBook.Empty.With(PolicyFile.Read(Json(target, 1)));

    private static string Json(string target, int version, string calendar = "always") =>
        $$"""
        { "id": "p", "version": {{version}}, "clocks": { "P1": { "acknowledge": { "target": "{{target}}", "calendar": "{{calendar}}" } } } }
        """;
}
