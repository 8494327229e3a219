using Monitor.Core.Organisation;
using Monitor.Core.Posts;
using Monitor.Core.Rulebooks;
using Monitor.Core.Sla;
using Xunit;

namespace Monitor.Core.Tests.Organisation;

public sealed class PolicySeedsTests
{
    private static readonly DateOnly Today = new(2026, 11, 20);
    private static readonly Lazy<Rulebook> Book = new(Read);

    [Fact]
    public void All_parts_of_the_rulebook_fit_together()
    {
        Assert.Equal(["bareilly-range", "bengaluru"], Book.Value.Policies.InForce.Select(policy => policy.Id).Order());
        Assert.InRange(Book.Value.Seats.All.Count(seat => seat.UnitId?.StartsWith("blr/", StringComparison.Ordinal) == true), 130, 170);
        Assert.Equal(5, Book.Value.Seats.All.Count(seat => seat.Office != Office.None));
    }

    [Theory]
    [InlineData(Channel.X, 1, 2)]
    [InlineData(Channel.Facebook, 1, 1)]
    [InlineData(Channel.Instagram, 1, 4)]
    [InlineData(Channel.WhatsApp, 1, 4)]
    public void Each_force_has_accounts_that_stand_for_it_on_every_platform(Channel channel, int bengaluru, int bareilly)
    {
        var mains = Book.Value.Seats.MainsOf(channel, Book.Value.Units).ToLookup(seat => seat.UnitId!.Split('/')[0]);
        Assert.Equal((bengaluru, bareilly), (mains["blr"].Count(), mains["up"].Count()));
    }

    [Fact]
    public void Every_clock_has_a_rule_at_every_priority_and_the_handoff_at_P0()
    {
        foreach (var policy in Book.Value.Policies.InForce)
        {
            foreach (var priority in Enum.GetValues<Priority>().Where(priority => priority != Priority.None))
            {
                foreach (var clock in Enum.GetValues<ClockKind>().Where(clock => clock != ClockKind.None && (priority == Priority.P0 || !clock.IsHandoff())))
                {
                    Assert.True(policy.Rule(priority, clock) is not null, $"{policy.Id} {priority} {clock}");
                }
            }
        }
    }

    [Theory]
    [InlineData(Priority.P1, ClockKind.Acknowledge, 10)]
    [InlineData(Priority.P3, ClockKind.Acknowledge, 30)]
    [InlineData(Priority.P1, ClockKind.Accept, 15)]
    [InlineData(Priority.P2, ClockKind.Accept, 60)]
    [InlineData(Priority.P1, ClockKind.Act, 60)]
    [InlineData(Priority.P2, ClockKind.Act, 240)]
    [InlineData(Priority.P4, ClockKind.Act, 72 * 60)]
    [InlineData(Priority.P1, ClockKind.KeepInformed, 240)]
    [InlineData(Priority.P0, ClockKind.Seen, 1)]
    [InlineData(Priority.P0, ClockKind.Told, 3)]
    public void Targets_are_the_published_proposal(Priority priority, ClockKind clock, int minutes)
    {
        foreach (var policy in Book.Value.Policies.InForce)
        {
            Assert.Equal(TimeSpan.FromMinutes(minutes), policy.Rule(priority, clock)!.Target);
        }
    }

    [Fact]
    public void At_every_hour_every_station_has_somebody_on_every_step_of_its_ladder()
    {
        var roster = Book.Value.Roster;
        foreach (var station in Book.Value.Units.All.Where(unit => unit is { Kind: UnitKind.Station, Wing: Wing.LawAndOrder }))
        {
            for (var hour = 0; hour < 24; hour++)
            {
                var now = new DateTimeOffset(2026, 11, 20, hour, 30, 0, TimeSpan.Zero);
                var empty = roster.Ladder(station.Id, now).Where(rung => rung.OnDuty.Count == 0).ToList();
                Assert.True(empty.Count == 0, $"{station.Id} at {now}: {string.Join(", ", empty)}");
            }
        }
    }

    [Fact]
    public void A_step_with_nobody_on_duty_says_so()
    {
        var roster = new Roster(Book.Value.Units, [], (_, _) => true);
        var rung = roster.Ladder("blr/whitefield-ps", default)[1];
        Assert.Equal(LadderStep.AssistantCommissioner, rung.Step);
        Assert.Equal("Nobody is on duty at Whitefield Sub-Division.", rung.PassedBecause);
    }

    [Fact]
    public void The_inspector_is_on_duty_by_day_and_the_night_officer_by_night()
    {
        var day = new DateTimeOffset(2026, 11, 20, 6, 0, 0, TimeSpan.Zero);
        Assert.Equal("blr/whitefield-ps/inspector", Book.Value.Roster.OnDuty("blr/whitefield-ps", day)[0].Id);
        Assert.Equal("blr/whitefield-ps/night-officer", Book.Value.Roster.OnDuty("blr/whitefield-ps", day.AddHours(12))[0].Id);
    }

    [Fact]
    public void A_seat_is_found_by_the_platforms_id_and_by_a_mention()
    {
        var seat = Book.Value.Seats.FindHandle("@BlrCityPolice")!;
        Assert.Equal(SeatRole.ForceMain, seat.Role);
        Assert.Same(seat, Book.Value.Seats.Find(seat.Channel, seat.AccountId));
        Assert.Equal(Office.ChiefMinister, Book.Value.Seats.FindHandle("CMofKarnataka")!.Office);
    }

    [Fact]
    public void A_post_with_an_unknown_calendar_is_a_fault_with_its_fix()
    {
        var (shifts, faults) = RosterFile.Parse(
            """{"posts": [{"units": {"id": "blr/police"}, "post": "cp", "name": "CP", "title": "CP", "rank": "commissioner", "calendar": "moon"}]}""",
            Book.Value.Units,
            _ => false);
        Assert.Empty(shifts);
        Assert.Contains("moon", Assert.Single(faults).Problem);
    }

    private static Rulebook Read()
    {
        var parts = Directory.EnumerateFiles(Path.Combine(Seeds.Root, "seeds/policies"), "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => new RulebookPart(KindOf(file), Path.GetFileName(file), "", File.ReadAllText(file)))
            .Concat(new[] { "bengaluru", "bareilly-range" }.Select(name => new RulebookPart(PartKind.Organisation, name, "", Seeds.Read($"organisations/{name}.json")))).ToList();
        var (book, faults) = RulebookReader.Read(parts, [], 1, Today);
        return book ?? throw new InvalidOperationException(string.Join(Environment.NewLine, faults));
    }

    private static PartKind KindOf(string file) => Path.GetFileName(file) switch
    {
        _ when file.Contains("calendars") => PartKind.Calendar,
        "accounts.json" => PartKind.Accounts,
        "duties.json" => PartKind.Duties,
        ['r', ..] => PartKind.Roster,
        _ => PartKind.Policy,
    };
}
