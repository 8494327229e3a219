using Monitor.Core.Authors;
using Monitor.Core.Organisation;
using Monitor.Core.Posts;
using Xunit;
using static Monitor.Core.Tests.Authors.Facts;

namespace Monitor.Core.Tests.Authors;

public sealed class AuthorTests
{
    private static readonly string First = Docket.OfPost("100-0");

    private static Spec<Author, AuthorCommand, AuthorEvent> Author(params AuthorEvent[] given) => Spec.Of<Author, AuthorCommand, AuthorEvent>(new Rulebook(), given);

    private static Spec<Author, AuthorCommand, AuthorEvent> WithDocket(Verdict? verdict = null, string? unit = "blr/whitefield-ps") =>
        Author().Done(new AuthorCommand.Receive(Post("100-0", 0, verdict, unit)), At(0));

    [Fact]
    public void A_sure_complaint_opens_a_docket_numbered_by_its_intake() =>
        Author().When(new AuthorCommand.Receive(Post("100-0", 0)), At(0)).Then(new AuthorEvent.DocketOpened(Post("100-0", 0), First, At(0)));

    [Fact]
    public void A_sure_complaint_without_a_place_opens_a_docket_too() =>
        Author().When(new AuthorCommand.Receive(Post("100-0", 0, unit: null)), At(0)).ThenNames("DocketOpened");

    [Fact]
    public void An_unsure_post_waits_in_triage() =>
        Author().When(new AuthorCommand.Receive(Post("100-0", 0, Verdict(ComplaintCall.Unsure))), At(0))
            .Then(new AuthorEvent.PostTriaged(Post("100-0", 0, Verdict(ComplaintCall.Unsure)), TriageWhy.UnsureComplaint, At(0)));

    [Fact]
    public void Praise_is_noted() =>
        Author().When(new AuthorCommand.Receive(Post("100-0", 0, Verdict(ComplaintCall.No, sentiment: Sentiment.Positive))), At(0)).ThenNames("PostNoted");

    [Theory]
    [InlineData(ComplaintCall.Unsure)]
    [InlineData(ComplaintCall.No)]
    public void A_hint_at_self_harm_always_opens_a_docket(ComplaintCall call) =>
        Author().When(new AuthorCommand.Receive(Post("100-0", 0, Verdict(call, flags: Label.SelfHarm))), At(0)).ThenNames("DocketOpened");

    [Fact]
    public void A_reminder_after_a_reorganisation_joins_the_docket_that_its_old_unit_had()
    {
        var row = new Unit
        {
            Id = "blr/whitefield-ps", Kind = UnitKind.Station, Wing = Wing.LawAndOrder, RankOfHead = Rank.Inspector, HeadTitle = "PI", Names = new UnitNames("W", "W", "W"),
            WallName = new("W", "W", "W"), ValidTo = new DateOnly(2026, 11, 2),
        };
        var units = UnitTree.Of([row, row with { Id = "blr/new-ps", ValidFrom = new DateOnly(2026, 11, 3), ValidTo = null }]);
        var again = new AuthorCommand.Receive(Post("101-0", 1440, unit: "blr/new-ps"));
        Spec<Author, AuthorCommand, AuthorEvent> On(int day) => new(new Rulebook { Units = units.On(new DateOnly(2026, 11, day)) }, WithDocket().State);
        On(3).When(again, At(1440)).ThenNames("PostJoined");
        On(2).When(again, At(1440)).ThenNames("DocketOpened");
    }

    [Fact]
    public void A_life_at_risk_is_a_docket_of_its_own_even_moments_after_another() =>
        WithDocket().When(new AuthorCommand.Receive(Post("101-0", 0.5, Verdict(flags: Label.SelfHarm))), At(0.5)).ThenNames("DocketOpened");

    [Fact]
    public void The_same_post_twice_does_nothing_the_second_time() =>
        WithDocket().When(new AuthorCommand.Receive(Post("100-0", 0)), At(1)).ThenNothing();

    [Fact]
    public void Pitfall_22_two_messages_214_ms_apart_are_one_docket() =>
        WithDocket().When(new AuthorCommand.Receive(Post("101-0", 214.0 / 60_000, Verdict(category: Category.Noise))), At(1))
            .Then(new AuthorEvent.PostJoined(Post("101-0", 214.0 / 60_000, Verdict(category: Category.Noise)), First, Joining.Moments, At(1)));

    [Fact]
    public void Pitfall_22_messages_that_arrive_in_the_wrong_order_are_one_docket_too() =>
        Author().Done(new AuthorCommand.Receive(Post("100-0", 1)), At(1)).When(new AuthorCommand.Receive(Post("101-0", 0)), At(1)).ThenNames("PostJoined");

    [Fact]
    public void A_post_two_minutes_later_on_another_subject_opens_another_docket() =>
        WithDocket().When(new AuthorCommand.Receive(Post("101-0", 2.1, Verdict(category: Category.Noise))), At(3)).ThenNames("DocketOpened");

    [Fact]
    public void An_unsure_post_moments_before_joins_the_docket_that_the_next_one_opens() =>
        Author().Done(new AuthorCommand.Receive(Post("99-0", 0, Verdict(ComplaintCall.Unsure))), At(0))
            .When(new AuthorCommand.Receive(Post("100-0", 1)), At(1))
            .ThenNames("DocketOpened", "PostJoined");

    [Fact]
    public void A_reminder_on_the_same_subject_and_place_joins() =>
        WithDocket().When(new AuthorCommand.Receive(Post("101-0", 300)), At(300)).Then(new AuthorEvent.PostJoined(Post("101-0", 300), First, Joining.Reminder, At(300)));

    [Fact]
    public void The_same_subject_elsewhere_is_another_docket() =>
        WithDocket().When(new AuthorCommand.Receive(Post("101-0", 300, unit: "blr/hsr-ps")), At(300)).ThenNames("DocketOpened");

    [Fact]
    public void A_text_like_the_first_joins_whatever_its_category()
    {
        var like = Post("100-0", 0) with { Likeness = 0x0F0F_0F0F_0F0F_0F0F };
        Author().Done(new AuthorCommand.Receive(like), At(0))
            .When(new AuthorCommand.Receive(Post("101-0", 300, Verdict(category: Category.Noise), "blr/hsr-ps") with { Likeness = 0x0F0F_0F0F_0F0F_0F00 }), At(300))
            .ThenNames("PostJoined");
    }

    [Theory]
    [InlineData(ComplaintCall.Unsure)]
    [InlineData(ComplaintCall.No)]
    public void Any_update_joins_the_open_docket(ComplaintCall call) =>
        WithDocket().When(new AuthorCommand.Receive(Post("101-0", 300, Verdict(call, sentiment: Sentiment.Neutral), null)), At(300)).ThenNames("PostJoined");

    [Fact]
    public void A_docket_number_in_the_text_joins_it_from_any_channel()
    {
        var post = Post("500-0", 300, Verdict(ComplaintCall.No)) with { DocketMentioned = First, Channel = Channel.WhatsApp };
        Author().When(new AuthorCommand.Receive(post), At(300)).Then(new AuthorEvent.PostJoined(post, First, Joining.DocketMentioned, At(300)));
    }

    [Fact]
    public void A_number_that_no_docket_can_have_yet_is_ignored() =>
        Author().When(new AuthorCommand.Receive(Post("50-0", 0) with { DocketMentioned = First }), At(0)).ThenNames("DocketOpened");

    [Fact]
    public void A_reply_in_the_thread_joins() =>
        WithDocket().When(new AuthorCommand.Receive(Post("101-0", 300, Verdict(category: Category.Noise)) with { InReplyTo = "100-0" }), At(300))
            .ThenOne<AuthorEvent.PostJoined>();

    [Fact]
    public void A_private_message_joins_the_open_docket() =>
        WithDocket().When(new AuthorCommand.Receive(Post("101-0", 300, Verdict(ComplaintCall.Unsure)) with { Private = true }), At(300))
            .Then(new AuthorEvent.PostJoined(Post("101-0", 300, Verdict(ComplaintCall.Unsure)) with { Private = true }, First, Joining.Private, At(300)));

    [Fact]
    public void A_private_message_on_another_subject_opens_another_docket() =>
        WithDocket().When(new AuthorCommand.Receive(Post("101-0", 300, Verdict(category: Category.Noise)) with { Private = true }), At(300)).ThenNames("DocketOpened");

    [Fact]
    public void Pitfall_07_thanks_after_the_end_reopens_nothing() =>
        WithDocket().Done(new AuthorCommand.CloseDocket(First), At(10))
            .When(new AuthorCommand.Receive(Post("101-0", 300, Verdict(ComplaintCall.No, sentiment: Sentiment.Positive)) with { InReplyTo = "100-0" }), At(300))
            .ThenNames("PostNoted");

    [Fact]
    public void A_further_word_in_the_thread_reopens_a_closed_docket()
    {
        var spec = WithDocket().Done(new AuthorCommand.CloseDocket(First), At(10));
        spec.When(new AuthorCommand.Receive(Post("101-0", 300) with { InReplyTo = "100-0" }), At(300)).ThenNames("PostJoined");
        Assert.True(Assert.Single(Assert.IsType<Author.Known>(spec.State).Dockets).IsOpen);
    }

    [Fact]
    public void After_the_policys_days_a_further_word_is_a_new_docket() =>
        WithDocket().Done(new AuthorCommand.CloseDocket(First), At(10))
            .When(new AuthorCommand.Receive(Post("101-0", 60 * 24 * 8) with { InReplyTo = "100-0" }), At(60 * 24 * 8))
            .ThenNames("DocketOpened");

    [Fact]
    public void An_offices_forward_joins_the_docket_of_the_post_that_it_quotes()
    {
        var forward = Post("101-0", 5, Verdict(ComplaintCall.Unsure)) with { Forwarded = Office.ChiefMinister, InReplyTo = "100-0" };
        WithDocket().When(new AuthorCommand.Receive(forward), At(5)).Then(new AuthorEvent.PostJoined(forward, First, Joining.Forwarded, At(5)));
    }

    [Fact]
    public void Two_forwards_of_an_office_within_moments_are_two_dockets() =>
        Author().Done(new AuthorCommand.Receive(Post("100-0", 0) with { Forwarded = Office.ChiefMinister }), At(0))
            .When(new AuthorCommand.Receive(Post("101-0", 0.2, Verdict(ComplaintCall.Unsure)) with { Forwarded = Office.ChiefMinister }), At(0.2))
            .ThenNames("DocketOpened");

    [Fact]
    public void A_post_with_an_antisocial_label_is_a_strike() =>
        Author().When(new AuthorCommand.Receive(Post("100-0", 0, Verdict(ComplaintCall.No, flags: Label.Abuse))), At(0)).ThenNames("PostNoted", "StrikeNoted");

    [Fact]
    public void The_canarys_posts_of_a_day_are_one_docket()
    {
        var spec = Author().Done(new AuthorCommand.Receive(Post("1-0", 0) with { Channel = Channel.Canary }), At(0));
        for (var minute = 1; minute < 60; minute++)
        {
            spec.When(new AuthorCommand.Receive(Post($"{minute + 1}-0", minute) with { Channel = Channel.Canary }), At(minute)).ThenNames("PostJoined");
        }
    }

    [Fact]
    public void A_complaint_about_police_conduct_in_the_thread_of_another_docket_is_a_docket_of_its_own()
    {
        var conduct = Post("101-0", 30, Verdict(category: Category.PoliceMisconduct)) with { InReplyTo = "100-0" };
        WithDocket().When(new AuthorCommand.Receive(conduct), At(30)).ThenNames("DocketOpened");
        WithDocket().When(new AuthorCommand.Receive(conduct with { InReplyTo = null, DocketMentioned = First }), At(30)).ThenNames("DocketOpened");
        WithDocket().When(new AuthorCommand.Receive(conduct with { PostedAt = At(0.5) }), At(0.5)).ThenNames("DocketOpened");
        WithDocket().When(new AuthorCommand.Receive(conduct with { Private = true }), At(30)).ThenNames("DocketOpened");
    }

    [Fact]
    public void Who_is_at_risk_and_complains_of_the_police_stays_on_one_docket()
    {
        var both = Verdict(category: Category.PoliceMisconduct, flags: Label.SelfHarm);
        WithDocket(both).When(new AuthorCommand.Receive(Post("101-0", 1, both)), At(1)).ThenNames("PostJoined");
        WithDocket(both).When(new AuthorCommand.Receive(Post("101-0", 90, both) with { InReplyTo = "100-0" }), At(90)).ThenNames("PostJoined");
        WithDocket(Verdict(flags: Label.SelfHarm)).When(new AuthorCommand.Receive(Post("101-0", 90, both) with { InReplyTo = "100-0" }), At(90)).ThenNames("DocketOpened");
    }

    [Fact]
    public void A_docket_about_conduct_that_an_officer_opened_by_hand_takes_what_more_is_said_of_it()
    {
        var adopted = Author().Done(new AuthorCommand.AdoptDocket(First, Category.PoliceMisconduct, null), At(1));
        adopted.When(new AuthorCommand.Receive(Post("101-0", 30, Verdict(category: Category.PoliceMisconduct)) with { DocketMentioned = First }), At(30)).ThenNames("PostJoined");
    }

    [Fact]
    public void What_more_is_said_of_police_conduct_joins_the_docket_about_it()
    {
        var conduct = Post("101-0", 30, Verdict(category: Category.PoliceMisconduct)) with { InReplyTo = "100-0" };
        WithDocket(Verdict(category: Category.PoliceMisconduct)).When(new AuthorCommand.Receive(conduct), At(30)).ThenNames("PostJoined");
    }
}
