using Monitor.Core.Authors;
using Monitor.Core.Posts;
using Monitor.Core.Tests.Incidents;
using Xunit;
using static Monitor.Core.Tests.Authors.Facts;

namespace Monitor.Core.Tests.Authors;

public sealed class AuthorTableTests
{
    private static readonly string First = Docket.OfPost("100-0");

    [Fact]
    public void Every_state_decides_every_command()
    {
        var known = Spec.Of<Author, AuthorCommand, AuthorEvent>(new Rulebook())
            .Done(new AuthorCommand.Receive(Post("100-0", 0)), At(0))
            .Done(new AuthorCommand.Receive(Post("101-0", 10, Verdict(ComplaintCall.Unsure), "blr/hsr-ps")), At(10))
            .Done(new AuthorCommand.Answer(Answer("200-0", 11, "101-0")), At(11))
            .Done(new AuthorCommand.Watch("threats to a judge", "dcp", At(30)), At(12));
        var foreign = Post("900-0", 20) with { DocketMentioned = Docket.OfPost("7-0") };
        AuthorCommand[] commands =
        [
            new AuthorCommand.Receive(Post("102-0", 20, unit: "blr/ulsoor-ps")), new AuthorCommand.Answer(Answer("201-0", 20)), new AuthorCommand.NoteOwnPost(Answer("202-0", 20)),
            new AuthorCommand.Edit("100-0", "new", Verdict()), new AuthorCommand.Delete("100-0"), new AuthorCommand.React("100-0", "👍"),
            new AuthorCommand.Deliver("200-0", null, DeliveryState.Read, null), new AuthorCommand.OpenTriaged("101-0", null, "op"),
            new AuthorCommand.DismissTriaged("101-0", "op", "spam"),
            new AuthorCommand.MatchAnswer("200-0", First, "op"), new AuthorCommand.SettleTag("200-0", "blr/hsr-ps", true, "op"), new AuthorCommand.Misplaced(foreign, First),
            new AuthorCommand.CloseDocket(First), new AuthorCommand.ReopenDocket(First), new AuthorCommand.AdoptDocket("7-0", Category.Noise, null),
            new AuthorCommand.ForgetDocket(First),
            new AuthorCommand.LinkIdentity("b2", null), new AuthorCommand.UnlinkIdentity("b2", "op"), new AuthorCommand.Watch("threats to a judge", "dcp", At(60)),
            new AuthorCommand.EndWatch("over", "dcp"), new AuthorCommand.Wake(),
        ];
        EveryState.Decides<Author, AuthorCommand, AuthorEvent>(commands, new Rulebook(), At(40), new Author.Unknown(), known.State);
    }

    [Fact]
    public void A_post_that_named_no_docket_of_ours_is_placed_anew_and_never_lost()
    {
        var foreign = Post("900-0", 20) with { DocketMentioned = Docket.OfPost("7-0") };
        var spec = Spec.Of<Author, AuthorCommand, AuthorEvent>(new Rulebook()).When(new AuthorCommand.Receive(foreign), At(20)).ThenNames("PostJoined");
        spec.When(new AuthorCommand.Misplaced(foreign, Docket.OfPost("7-0")), At(21)).ThenNames("DocketUnknown", "DocketOpened");
        spec.When(new AuthorCommand.Misplaced(foreign, Docket.OfPost("7-0")), At(22)).ThenNothing();
        Assert.Equal(Docket.OfPost("900-0"), Assert.Single(Assert.IsType<Author.Known>(spec.State).Dockets).Docket);
    }
}
