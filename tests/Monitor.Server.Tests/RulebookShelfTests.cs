using Monitor.Core.Rulebooks;
using Monitor.Runtime.Followers;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Journal;
using Monitor.Server.Hosting;
using Xunit;

namespace Monitor.Server.Tests;

/// <summary>What is in force after a start, whatever was adopted before it.</summary>
public sealed class RulebookShelfTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 12, 6, 30, 0, TimeSpan.Zero);

    private readonly MemoryJournal journal = new();
    private long version;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static RulebookPart Part(PartKind kind, string name, string content) => new(kind, name, content.GetHashCode(StringComparison.Ordinal).ToString("x8"), content);

    private static RulebookPart Organisation(string units) =>
        Part(PartKind.Organisation, "organisations/x.json", $$"""{"id":"x","version":1,"zone":"Asia/Kolkata","language":"kn","units":[{{Unit("hq")}},{{units}}]}""");

    private static string Unit(string id, string rest = "") => $$"""
        {"id":"x/{{id}}",{{(id == "hq" ? "" : "\"parent\":\"x/hq\",")}}"kind":"station","wing":"lawAndOrder","rank":"inspector","title":"PI","name":{"en":"{{id}}"},
        "wall":{"en":"{{id}}"}{{rest}}}
        """;

    private static RulebookPart Roster(string unit) => Part(PartKind.Roster, "policies/roster.json",
        $$"""{"posts":[{"units":{"id":"{{unit}}"},"post":"pi","name":"PI {unit}","title":"PI","rank":"inspector","calendar":"always"}]}""");

    private async Task<FeedEvent> Stored(RulebookEvent happened)
    {
        var stored = await journal.Append([new AppendItem("rulebook/all", version, [KnownGrains.All.Events.Encode(happened)], null, [], [], Cause.None)], Cancellation);
        return new FeedEvent(stored[0].Position, "rulebook/all", ++version, Cause.None, happened);
    }

    private async Task<RulebookShelf> Filled()
    {
        var shelf = new RulebookShelf(journal, journal.Head);
        await shelf.Fill(KnownGrains.All, new Seeds("none"), Now, Cancellation);
        return shelf;
    }

    [Fact]
    public async Task A_start_on_a_day_on_which_the_parts_do_not_fit_keeps_the_last_rulebook_that_did_and_says_so()
    {
        await Stored(new RulebookEvent.Seeded([Organisation(Unit("old", ",\"to\":\"2026-11-10\"")), Roster("x/old")], Now));
        var shelf = await Filled();
        Assert.NotNull(shelf.Rulebook.Units.Find("x/old"));
        Assert.NotNull(shelf.Rulebook.Roster.Find("x/old/pi"));
        Assert.Contains("2026-11-12", shelf.Fault, StringComparison.Ordinal);

        // The mended roster ends it
        shelf.Apply(await Stored(new RulebookEvent.RosterAdopted(Roster("x/hq"), "cp", Now)));
        Assert.Null(shelf.Fault);
        Assert.Null(shelf.Rulebook.Units.Find("x/old"));
    }

    [Fact]
    public async Task An_organisation_whose_parents_end_too_early_is_not_adopted_and_one_that_was_adopted_stays_in_force()
    {
        var parts = new[] { Organisation(Unit("sd", ",\"to\":\"2026-11-20\"") + "," + Unit("a").Replace("x/hq", "x/sd", StringComparison.Ordinal)) };
        await Stored(new RulebookEvent.Seeded(parts, Now));
        var shelf = await Filled();
        Assert.Null(shelf.Fault);
        Assert.NotNull(shelf.Rulebook.Units.Find("x/a"));
        Assert.Empty(shelf.Faults(Roster("x/sd"), null, Now));

        var again = Organisation(Unit("sd", ",\"to\":\"2026-11-21\"") + "," + Unit("a").Replace("x/hq", "x/sd", StringComparison.Ordinal));
        Assert.Contains("2026-11-22", Assert.Single(shelf.Faults(again, null, Now)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_part_that_this_build_cannot_read_leaves_those_before_it_in_force_also_after_a_start()
    {
        await Stored(new RulebookEvent.Seeded([Organisation(Unit("a")), Roster("x/a")], Now));
        var running = await Filled();
        running.Apply(await Stored(new RulebookEvent.RosterAdopted(Roster("x/nowhere"), "cp", Now)));
        Assert.All([running, await Filled()], shelf =>
        {
            Assert.NotNull(shelf.Rulebook.Roster.Find("x/a/pi"));
            Assert.NotNull(shelf.Fault);
        });
    }

    [Fact]
    public async Task A_planned_reorganisation_comes_on_its_day_although_the_tree_of_today_was_mended_after_it_was_planned()
    {
        await Stored(new RulebookEvent.Seeded([Organisation(Unit("a"))], Now));
        await Stored(new RulebookEvent.OrganisationAdopted(Organisation(Unit("planned")), new DateOnly(2026, 12, 1), "cp", Now));
        await Stored(new RulebookEvent.OrganisationAdopted(Organisation(Unit("mended")), new DateOnly(2026, 11, 12), "cp", Now));
        var shelf = await Filled();
        Assert.NotNull(shelf.Rulebook.Units.Find("x/mended"));
        shelf.Turn(new DateTimeOffset(2026, 12, 1, 6, 0, 0, TimeSpan.Zero));
        Assert.NotNull(shelf.Rulebook.Units.Find("x/planned"));
    }

    [Fact]
    public async Task What_another_silo_adopts_while_the_stream_is_read_is_in_force()
    {
        await Stored(new RulebookEvent.Seeded([Organisation(Unit("a"))], Now));
        var shelf = new RulebookShelf(journal, journal.Head);
        var early = await Stored(new RulebookEvent.OrganisationAdopted(Organisation(Unit("b")), new DateOnly(2026, 11, 1), "cp", Now));
        Assert.True((await shelf.Open(Cancellation)).Position < early.Position);
        shelf.Apply(early);
        await shelf.Fill(KnownGrains.All, new Seeds("none"), Now, Cancellation);
        Assert.NotNull(shelf.Rulebook.Units.Find("x/b"));

        var late = new RulebookShelf(journal, journal.Head);
        await late.Fill(KnownGrains.All, new Seeds("none"), Now, Cancellation);
        var adopted = await Stored(new RulebookEvent.OrganisationAdopted(Organisation(Unit("c")), new DateOnly(2026, 11, 2), "cp", Now));
        Assert.True((await late.Open(Cancellation)).Position < adopted.Position);
        late.Apply(adopted);
        Assert.NotNull(late.Rulebook.Units.Find("x/c"));
    }
}
