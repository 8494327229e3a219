using Monitor.Core.Accounts;
using Monitor.Core.Authors;
using Monitor.Core.Complaints;
using Monitor.Core.Flags;
using Monitor.Core.Posts;
using Xunit;
using static Monitor.Core.Tests.Authors.Facts;

namespace Monitor.Core.Tests.Authors;

public sealed class AuthorAnswerTests
{
    private static readonly string First = Docket.OfPost("100-0");

    private static Spec<Author, AuthorCommand, AuthorEvent> WithDocket() =>
        Spec.Of<Author, AuthorCommand, AuthorEvent>(new Rulebook()).Done(new AuthorCommand.Receive(Post("100-0", 0)), At(0));

    [Fact]
    public void Pitfall_23_own_replies_work_on_a_docket_and_open_none() =>
        WithDocket().When(new AuthorCommand.Answer(Answer("200-0", 5, "100-0")), At(6)).Then(new AuthorEvent.AnswerJoined(Answer("200-0", 5, "100-0"), First, At(6)));

    [Fact]
    public void Pitfall_23_a_hundred_and_twenty_echoes_open_nothing()
    {
        var spec = Spec.Of<Author, AuthorCommand, AuthorEvent>(new Rulebook());
        for (var echo = 0; echo < 120; echo++)
        {
            spec.When(new AuthorCommand.Answer(Answer($"{200 + echo}-0", echo, $"{1000 + echo}-0")), At(echo)).ThenNot<AuthorEvent.DocketOpened>();
        }
    }

    [Fact]
    public void The_same_answer_by_two_routes_counts_once() =>
        WithDocket().Done(new AuthorCommand.Answer(Answer("200-0", 5, "100-0")), At(6)).When(new AuthorCommand.Answer(Answer("200-0", 5, "100-0")), At(7)).ThenNothing();

    [Fact]
    public void An_answer_to_the_person_goes_to_the_docket_that_waits_longest_for_none()
    {
        var spec = WithDocket().Done(new AuthorCommand.Receive(Post("101-0", 30, unit: "blr/hsr-ps")), At(30))
            .Done(new AuthorCommand.Answer(Answer("200-0", 31, "101-0")), At(31));
        Assert.Equal(First, spec.When(new AuthorCommand.Answer(Answer("201-0", 40)), At(40)).ThenOne<AuthorEvent.AnswerJoined>().Docket);
    }

    [Fact]
    public void An_answer_to_somebody_without_a_docket_waits_in_triage_and_a_person_matches_it()
    {
        var spec = Spec.Of<Author, AuthorCommand, AuthorEvent>(new Rulebook()).When(new AuthorCommand.Answer(Answer("200-0", 1)), At(1)).ThenNames("AnswerUnmatched");
        spec.When(new AuthorCommand.MatchAnswer("200-0", First, "pi"), At(2)).ThenRefused("not-this-person");
        spec.Done(new AuthorCommand.AdoptDocket(First, Category.Noise, null), At(3)).When(new AuthorCommand.MatchAnswer("200-0", First, "pi"), At(4))
            .Then(new AuthorEvent.AnswerJoined(Answer("200-0", 1), First, At(4)) { By = "pi" })
            .When(new AuthorCommand.MatchAnswer("200-0", First, "pi"), At(5)).ThenNothing();
    }

    [Fact]
    public void A_thank_you_to_praise_is_no_triage_work() =>
        Spec.Of<Author, AuthorCommand, AuthorEvent>(new Rulebook())
            .Done(new AuthorCommand.Receive(Post("100-0", 0, Verdict(ComplaintCall.No, sentiment: Sentiment.Positive))), At(0))
            .When(new AuthorCommand.Answer(Answer("200-0", 1, "100-0")), At(1)).ThenNames("OwnPostNoted");

    [Fact]
    public void A_units_handle_in_another_units_answer_is_a_proposal_in_triage()
    {
        var spec = WithDocket().When(new AuthorCommand.Answer(Answer("200-0", 5, "100-0", mentions: "blr/hsr-ps")), At(5)).ThenNames("AnswerJoined", "TagProposed");
        spec.When(new AuthorCommand.SettleTag("200-0", "blr/hsr-ps", true, "acp"), At(6)).ThenNames("TagSettled");
        spec.When(new AuthorCommand.SettleTag("200-0", "blr/hsr-ps", true, "acp"), At(7)).ThenNothing();
    }

    [Fact]
    public void A_main_accounts_mention_is_no_proposal() =>
        WithDocket().When(new AuthorCommand.Answer(Answer("200-0", 5, "100-0", main: true, mentions: "blr/hsr-ps")), At(5)).ThenNames("AnswerJoined");

    [Fact]
    public void Delivery_states_only_go_on()
    {
        var spec = WithDocket().Done(new AuthorCommand.Answer(Answer("200-0", 5, "100-0")), At(5));
        spec.When(new AuthorCommand.Deliver("200-0", null, DeliveryState.Delivered, null), At(6))
            .Then(new AuthorEvent.AnswerDelivered("200-0", First, DeliveryState.Delivered, null, At(6)));
        spec.When(new AuthorCommand.Deliver("200-0", null, DeliveryState.Sent, null), At(7)).ThenNothing();
        spec.When(new AuthorCommand.Deliver("200-0", null, DeliveryState.Failed, "131047"), At(8)).ThenNames("AnswerDelivered");
        spec.When(new AuthorCommand.Deliver("200-0", null, DeliveryState.Read, null), At(9)).ThenNothing();
    }

    [Fact]
    public void A_delivery_state_keeps_the_platforms_instant_and_its_clocks_stop_then()
    {
        var delivered = WithDocket().Done(new AuthorCommand.Answer(Answer("200-0", 5, "100-0")), At(5))
            .When(new AuthorCommand.Deliver("200-0", null, DeliveryState.Delivered, null, At(6)), At(9)).ThenOne<AuthorEvent.AnswerDelivered>();
        Assert.Equal((First, new ComplaintCommand.NoteDelivery("200-0", DeliveryState.Delivered, At(6))), Assert.Single(ComplaintOpener.Commands(delivered)));
    }

    [Fact]
    public void An_official_answer_that_was_deleted_is_known_by_its_docket()
    {
        var spec = WithDocket().Done(new AuthorCommand.Answer(Answer("200-0", 5, "100-0")), At(5));
        var deleted = spec.When(new AuthorCommand.Delete("200-0"), At(7)).ThenOne<AuthorEvent.PostDeleted>();
        Assert.Equal((First, new ComplaintCommand.DeletePost("200-0")), Assert.Single(ComplaintOpener.Commands(deleted)));
        spec.When(new AuthorCommand.Delete("200-0"), At(8)).ThenNothing();
    }

    [Fact]
    public void Pitfall_24_a_message_that_failed_is_known_as_failed_even_if_its_text_never_came_here() =>
        Assert.Equal(
            First,
            WithDocket().When(new AuthorCommand.Deliver("300-0", First, DeliveryState.Failed, "131047"), At(9)).ThenOne<AuthorEvent.AnswerDelivered>().Docket);

    [Fact]
    public void Edits_deletions_and_reactions_follow_the_post_to_its_docket()
    {
        var spec = WithDocket();
        Assert.Equal(First, spec.When(new AuthorCommand.Edit("100-0", "new", Verdict()), At(1)).ThenOne<AuthorEvent.PostEdited>().Docket);
        spec.When(new AuthorCommand.Edit("100-0", "new", Verdict()), At(2)).ThenNothing();
        Assert.Equal(First, spec.When(new AuthorCommand.React("100-0", "👍"), At(3)).ThenOne<AuthorEvent.PostReacted>().Docket);
        spec.When(new AuthorCommand.React("100-0", "👍"), At(4)).ThenNothing();
        Assert.Equal(First, spec.When(new AuthorCommand.Delete("100-0"), At(5)).ThenOne<AuthorEvent.PostDeleted>().Docket);
        spec.When(new AuthorCommand.Delete("100-0"), At(6)).ThenNothing();
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Our_own_words_open_nothing_however_often_they_are_edited_and_who_goes_on_from_them_stays_on_the_docket(bool own, bool forgotten)
    {
        AuthorCommand ours = own ? new AuthorCommand.NoteOwnPost(Answer("200-0", 5)) : new AuthorCommand.Answer(Answer("200-0", 5, "100-0"));
        var spec = WithDocket().Done(ours, At(5));
        spec.When(Edited("200-0", "second"), At(6)).ThenNames("PostEdited").Done(new AuthorCommand.React("200-0", "👍"), At(7));
        spec.When(Edited("200-0", "third"), At(8)).ThenNames("PostEdited").When(Edited("200-0", "third"), At(8)).ThenNothing();
        for (var more = 0; forgotten && more <= AuthorLimits.Answers; more++)
        {
            spec.Done(new AuthorCommand.Answer(Answer($"{300 + more}-0", 9, "100-0")), At(9));
        }

        spec.When(Edited("200-0", "fourth"), At(10)).ThenNames("PostEdited");
        if (!own && !forgotten)
        {
            Assert.Equal(First, spec.When(new AuthorCommand.Answer(Answer("201-0", 11, "200-0")), At(11)).ThenOne<AuthorEvent.AnswerJoined>().Docket);
        }
    }

    [Fact]
    public void A_post_that_is_forgotten_keeps_the_docket_it_was_on_through_any_number_of_edits()
    {
        var spec = WithDocket();
        for (var more = 0; more < AuthorLimits.Posts; more++)
        {
            spec.Done(new AuthorCommand.Receive(Post($"{300 + more}-0", 1 + more, Small)), At(1 + more));
        }

        spec.When(Edited("100-0", "second"), At(100)).ThenNames("PostEdited").When(Edited("100-0", "third"), At(101)).ThenNames("PostEdited");
    }

    /// <summary>As intake asks it: with what the new words would be as a post of their own.</summary>
    private static AuthorCommand.Edit Edited(string post, string hash) => new(post, hash, Verdict()) { Facts = Post(post, 0) with { TextHash = hash } };

    [Fact]
    public void An_edit_that_turns_a_waiting_post_into_a_complaint_opens_it() =>
        Spec.Of<Author, AuthorCommand, AuthorEvent>(new Rulebook())
            .Done(new AuthorCommand.Receive(Post("100-0", 0, Verdict(ComplaintCall.Unsure))), At(0))
            .When(new AuthorCommand.Edit("100-0", "new", Verdict()), At(1)).ThenNames("PostEdited", "DocketOpened");

    [Fact]
    public void Triage_is_opened_dismissed_or_put_on_a_docket_once()
    {
        var spec = Spec.Of<Author, AuthorCommand, AuthorEvent>(new Rulebook());
        foreach (var (id, minutes) in new[] { ("100-0", 0), ("101-0", 10), ("102-0", 20) })
        {
            spec.Done(new AuthorCommand.Receive(Post(id, minutes, Verdict(ComplaintCall.Unsure, sentiment: Sentiment.Positive))), At(minutes));
        }

        spec.When(new AuthorCommand.DismissTriaged("101-0", "op", " "), At(30)).ThenRefused("reason-needed");
        spec.When(new AuthorCommand.DismissTriaged("101-0", "op", "spam"), At(30)).ThenNames("TriageDismissed");
        spec.When(new AuthorCommand.DismissTriaged("101-0", "op", "spam"), At(31)).ThenNothing();
        spec.When(new AuthorCommand.OpenTriaged("101-0", null, "op"), At(32)).ThenRefused("not-in-triage");
        Assert.Equal("op", spec.When(new AuthorCommand.OpenTriaged("100-0", null, "op"), At(33)).ThenOne<AuthorEvent.DocketOpened>().By);
        spec.When(new AuthorCommand.OpenTriaged("100-0", null, "op"), At(34)).ThenNothing();
        Assert.Equal(Joining.ByOfficer, spec.When(new AuthorCommand.OpenTriaged("102-0", First, "op"), At(35)).ThenOne<AuthorEvent.PostJoined>().Why);
        Assert.Empty(Assert.IsType<Author.Known>(spec.State).Waiting);
    }

    [Fact]
    public void A_watch_needs_a_purpose_and_ends_by_itself()
    {
        var spec = WithDocket();
        spec.When(new AuthorCommand.Watch("", "dcp", At(100)), At(1)).ThenRefused("purpose-needed");
        spec.When(new AuthorCommand.Watch("threats to a judge", "dcp", At(60 * 24 * 365)), At(1)).ThenRefused("end-needed");
        spec.Done(new AuthorCommand.Watch("threats to a judge", "dcp", At(100)), At(1)).ThenWakesAt(At(100));
        spec.When(new AuthorCommand.Wake(), At(99)).ThenNothing().When(new AuthorCommand.Wake(), At(100)).ThenNames("WatchEnded").ThenWakesAt(null);
    }

    [Fact]
    public void Linking_two_identifiers_hands_over_the_open_dockets_and_can_be_undone()
    {
        var spec = WithDocket();
        Assert.Equal(First, Assert.Single(spec.When(new AuthorCommand.LinkIdentity("b2", "acp"), At(1)).ThenOne<AuthorEvent.IdentityLinked>().Dockets).Docket);
        spec.When(new AuthorCommand.LinkIdentity("b2", "acp"), At(2)).ThenNothing();
        spec.When(new AuthorCommand.UnlinkIdentity("b2", "acp"), At(3)).ThenNames("IdentityUnlinked").When(new AuthorCommand.UnlinkIdentity("b2", "acp"), At(4)).ThenNothing();
    }

    [Fact]
    public void The_end_of_a_docket_is_told_to_the_other_identifier_that_took_it_over_and_goes_no_further_back()
    {
        var number = WithDocket().Done(new AuthorCommand.LinkIdentity("b2", null), At(1));
        var business = Spec.Of<Author, AuthorCommand, AuthorEvent>(new Rulebook()).Done(new AuthorCommand.LinkIdentity("b1", "acp"), At(1))
            .Done(new AuthorCommand.AdoptDocket(First, Category.Noise, null, "b1"), At(2));

        var closed = number.When(new AuthorCommand.CloseDocket(First), At(3)).ThenOne<AuthorEvent.DocketClosed>();
        var (to, close) = Assert.Single(DocketCloser.Of("b1", closed));
        Assert.Equal("b2", to);
        Assert.Empty(DocketCloser.Of("b2", business.When(close, At(3)).ThenOne<AuthorEvent.DocketClosed>()));
        Assert.False(Assert.Single(Assert.IsType<Author.Known>(business.State).Dockets).IsOpen);

        var reopened = number.When(new AuthorCommand.ReopenDocket(First), At(4)).ThenOne<AuthorEvent.DocketReopened>();
        var (again, reopen) = Assert.Single(DocketCloser.Of("b1", reopened));
        Assert.Equal("b2", again);
        Assert.Empty(DocketCloser.Of("b2", business.When(reopen, At(4)).ThenOne<AuthorEvent.DocketReopened>()));
        Assert.True(Assert.Single(Assert.IsType<Author.Known>(business.State).Dockets).IsOpen);
    }

    [Fact]
    public void Who_was_parted_by_an_officer_is_joined_again_by_an_officer_only_and_gives_the_dockets_back()
    {
        var spec = WithDocket().Done(new AuthorCommand.LinkIdentity("b2", null), At(1));
        var parted = spec.When(new AuthorCommand.UnlinkIdentity("b2", "acp"), At(2)).ThenOne<AuthorEvent.IdentityUnlinked>();
        Assert.Equal(("b2", new AuthorCommand.ForgetDocket(First)), Assert.Single(DocketCloser.Of("b1", parted)));
        spec.When(new AuthorCommand.LinkIdentity("b2", null), At(3)).ThenNothing();
        spec.When(new AuthorCommand.LinkIdentity("b2", "acp"), At(4)).ThenNames("IdentityLinked");
        spec.When(new AuthorCommand.UnlinkIdentity("b2", "acp"), At(5)).ThenNames("IdentityUnlinked");
        spec.When(new AuthorCommand.LinkIdentity("b3", null), At(6)).ThenNames("IdentityLinked");

        var other = Spec.Of<Author, AuthorCommand, AuthorEvent>(new Rulebook()).Done(new AuthorCommand.AdoptDocket(First, Category.Noise, null), At(1));
        other.When(new AuthorCommand.ForgetDocket(First), At(2)).ThenNames("DocketForgotten").When(new AuthorCommand.ForgetDocket(First), At(3)).ThenNothing();
        Assert.Empty(Assert.IsType<Author.Known>(other.State).Dockets);
    }

    [Fact]
    public void Followers_read_flags_and_account_duties_from_what_an_author_decided()
    {
        var opened = new AuthorEvent.DocketOpened(Post("100-0", 0, Verdict(flags: Label.Threat)), First, At(0));
        Assert.Equal("100-0", Assert.Single(FlagRaiser.Of("a1", opened)).Key);
        Assert.Equal(("x/1", new OfficialAccountCommand.OweAnswer("100-0", At(0), First)), Assert.Single(AccountWatcher.Of(opened)));
        Assert.Empty(FlagRaiser.Of("a1", new AuthorEvent.DocketOpened(Post("100-0", 0, Verdict(flags: Label.SelfHarm)), First, At(0))));
        Assert.Equal(("x/1", new OfficialAccountCommand.OweAnswer("100-0", At(30), First)), Assert.Single(AccountWatcher.Of(opened with { By = "op", At = At(30) })));
        Assert.Empty(AccountWatcher.Of(new AuthorEvent.AnswerJoined(Answer("200-0", 1, automatic: true), First, At(1))));
    }

    [Theory]
    [InlineData(ComplaintCall.Yes, "DocketOpened")]
    [InlineData(ComplaintCall.Unsure, "PostTriaged")]
    public void An_edit_that_turns_small_talk_into_a_complaint_is_placed_as_if_it_had_just_come(ComplaintCall call, string placed)
    {
        var anew = Post("100-0", 1, Verdict(call)) with { TextHash = "new" };
        Noted().When(new AuthorCommand.Edit("100-0", "new", anew.Verdict) { Facts = anew }, At(1)).ThenNames("PostEdited", placed);
    }

    [Fact]
    public void An_edit_that_turns_small_talk_into_a_cry_for_help_opens_a_docket()
    {
        var anew = Post("100-0", 1, Verdict(ComplaintCall.No, flags: Label.SelfHarm)) with { TextHash = "new" };
        Noted().When(new AuthorCommand.Edit("100-0", "new", anew.Verdict) { Facts = anew }, At(1)).ThenNames("PostEdited", "DocketOpened");
    }

    [Fact]
    public void An_edit_of_small_talk_into_other_small_talk_stays_an_edit() =>
        Noted().When(new AuthorCommand.Edit("100-0", "new", Small) { Facts = Post("100-0", 1, Small) with { TextHash = "new" } }, At(1)).ThenNames("PostEdited");

    [Fact]
    public void An_edit_that_adds_a_threat_raises_a_flag_for_the_unit_and_the_account_of_the_post()
    {
        var anew = Post("100-0", 1, Verdict(ComplaintCall.No, flags: Label.Threat)) with { TextHash = "new" };
        var edited = Noted().When(new AuthorCommand.Edit("100-0", "new", anew.Verdict) { Facts = anew }, At(1)).Events.OfType<AuthorEvent.PostEdited>().Single();
        var raised = Assert.IsType<FlagCommand.Raise>(Assert.Single(FlagRaiser.Of("a1", edited)).Command);
        Assert.NotNull(anew.Located.Unit);
        Assert.Equal((anew.Account, anew.Located.Unit), (raised.Account, raised.Unit));
    }

    private static readonly Verdict Small = Verdict(ComplaintCall.No, sentiment: Sentiment.Positive);

    private static Spec<Author, AuthorCommand, AuthorEvent> Noted() =>
        Spec.Of<Author, AuthorCommand, AuthorEvent>(new Rulebook()).Done(new AuthorCommand.Receive(Post("100-0", 0, Small)), At(0));
}
