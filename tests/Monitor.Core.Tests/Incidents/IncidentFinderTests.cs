using Monitor.Core.Authors;
using Monitor.Core.Complaints;
using Monitor.Core.Incidents;
using Monitor.Core.Posts;
using Xunit;
using static Monitor.Core.Tests.Authors.Facts;

namespace Monitor.Core.Tests.Incidents;

public sealed class IncidentFinderTests
{
    private readonly IncidentFinder finder = new();
    private int intake = 100;

    private IReadOnlyList<(string Docket, ComplaintCommand Command)> See(
        double minutes, Category category = Category.Accident, string? unit = "blr/whitefield-ps", long likeness = 0, string? author = null, Verdict? verdict = null)
    {
        var post = Post($"{++intake}-0", minutes, verdict ?? Verdict(category: category), unit, author ?? $"a{intake}") with { Likeness = likeness };
        return finder.See(new AuthorEvent.DocketOpened(post, Docket.OfPost(post.Id), At(minutes)));
    }

    [Fact]
    public void A_flood_of_150_posts_in_many_words_and_languages_is_one_incident()
    {
        var random = new Random(7);
        var joined = new Dictionary<string, string>();
        for (var person = 0; person < 150; person++)
        {
            // Other words and other languages have nothing in common but place, time, and what it is about.
            var category = random.Next(4) == 0 ? Category.TrafficJam : Category.Accident;
            var unit = person > 20 && random.Next(10) == 0 ? null : "blr/whitefield-ps";
            foreach (var (docket, command) in See(person * 0.15, category, unit, random.NextInt64()))
            {
                joined[docket] = Assert.IsType<ComplaintCommand.JoinIncident>(command).Incident;
            }
        }

        Assert.Equal(150, joined.Count);
        Assert.Single(joined.Values.Distinct());
    }

    [Fact]
    public void Two_accidents_in_one_station_area_an_hour_apart_are_two()
    {
        See(0, likeness: 0x1111_2222_3333_4444);
        Assert.Equal(2, See(2, likeness: 0x5555_6666_7777_0000).Count);
        Assert.Empty(See(62, likeness: 0x0F0F_F0F0_1234_4321));
        Assert.Equal(Docket.OfPost("103-0"), IncidentFinder.FirstDocket(((ComplaintCommand.JoinIncident)See(63)[0].Command).Incident));
    }

    [Fact]
    public void Two_accidents_at_two_stations_are_two()
    {
        See(0);
        Assert.Empty(See(1, unit: "blr/hsr-ps"));
    }

    [Fact]
    public void The_same_text_half_an_hour_later_joins()
    {
        See(0, Category.Drugs, likeness: 0x1111_2222_3333_4444);
        Assert.Equal(2, See(30, Category.Drugs, likeness: 0x1111_2222_3333_4447).Count);
    }

    [Fact]
    public void Self_harm_and_what_concerns_one_person_never_join()
    {
        foreach (var verdict in new[] { Verdict(category: Category.SelfHarm), Verdict(flags: Label.SelfHarm), Verdict(category: Category.LostMobile),
            Verdict(category: Category.Domestic) })
        {
            See(0, likeness: 77, verdict: verdict);
            Assert.Empty(See(0.1, likeness: 77, verdict: verdict));
        }
    }

    [Fact]
    public void Short_texts_without_a_place_are_alike_by_chance()
    {
        See(0, Category.Other, unit: null, likeness: 77);
        Assert.Empty(See(1, Category.Other, unit: null, likeness: 77));
    }

    [Fact]
    public void A_large_event_takes_in_other_words_and_neighbours_but_no_other_trouble()
    {
        for (var person = 0; person < 12; person++)
        {
            See(person * 0.1);
        }

        Assert.Single(See(1.3, Category.NotPolice));
        Assert.Empty(See(1.4, Category.Noise));
        Assert.Empty(See(1.5, Category.Missing));
        Assert.Empty(See(1.6, unit: "blr/hsr-ps"));
        var neighbour = Located(1.7, "blr/ulsoor-ps", "blr/whitefield-ps");
        Assert.Single(finder.See(new AuthorEvent.DocketOpened(neighbour, Docket.OfPost(neighbour.Id), At(1.7))));
    }

    private PostFacts Located(double minutes, string unit, string alsoNamed) => Post($"{++intake}-0", minutes, Verdict(category: Category.Accident), unit, $"a{intake}") with
    {
        Located = new Located(unit, new Dictionary<Wing, string>(), 0.9, [new(PlaceClue.Locality, unit, 0, 4, 0.6), new(PlaceClue.Locality, alsoNamed, 5, 9, 0.4)]),
    };

    [Fact]
    public void Two_unsure_categories_wait_for_a_third_and_then_all_join()
    {
        var unsure = Verdict(category: Category.Accident) with { CategoryConfidence = 0.3 };
        See(0, verdict: unsure);
        Assert.Empty(See(1, verdict: unsure));
        Assert.Equal(3, See(2, verdict: unsure).Count);
    }

    [Fact]
    public void One_persons_second_docket_is_no_second_complainant()
    {
        See(0, author: "same");
        Assert.Empty(See(1, author: "same"));
    }

    [Fact]
    public void A_finder_that_was_shown_the_same_feed_says_the_same()
    {
        var again = new IncidentFinder();
        var random = new Random(3);
        for (var turn = 0; turn < 3000; turn++)
        {
            var post = Post($"{turn + 1}-0", turn * 0.5, Verdict(category: (Category)random.Next(1, 24)), $"u{random.Next(5)}",
                $"a{random.Next(900)}") with { Likeness = random.Next(200) };
            var opened = new AuthorEvent.DocketOpened(post, Docket.OfPost(post.Id), post.PostedAt);
            Assert.Equal(finder.See(opened), again.See(opened));
        }
    }
}
