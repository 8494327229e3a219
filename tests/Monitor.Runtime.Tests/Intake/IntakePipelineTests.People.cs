using Monitor.Core.Authors;
using Monitor.Core.Posts;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Journal;
using Xunit;

namespace Monitor.Runtime.Tests.Intake;

/// <summary>People with two identifiers.</summary>
public sealed partial class IntakePipelineTests
{
    [Fact]
    public async Task A_number_and_a_business_scoped_id_are_one_person_once_a_message_says_so()
    {
        await Deliver(Message("m1", "919000000001", "Help"));
        await Deliver(new Item { Channel = Channel.WhatsApp, Kind = ItemKind.Identity, Key = "link", PlatformId = "m2", Author = new Person("IN.77", "919000000001", null, null) });
        await Deliver(Message("m3", "IN.77", "Any news of it"));
        await Deliver(Message("m4", "919000000001", "Hello"));
        var rows = await Rows();
        Assert.Equal(rows[1].AuthorKey, rows[2].AuthorKey);
        Assert.NotEqual(rows[0].AuthorKey, rows[1].AuthorKey);
    }

    [Fact]
    public async Task A_message_with_number_and_business_id_makes_one_person_and_finds_the_docket_that_the_number_opened()
    {
        await Deliver(Message("m1", "919000000001", "Help"));
        var both = Message("m2", "IN.77", "Any news of it") with { Author = new Person("IN.77", "919000000001", null, null) };
        await Deliver(both);
        await Deliver(both with { Key = "m3", PlatformId = "m3" }, Message("m4", "919000000001", "Hello"));
        var rows = await Rows();
        Assert.Single(rows.Skip(1).Select(row => row.AuthorKey).Distinct());
        var events = await Events();
        Assert.Single(events.OfType<AuthorEvent.IdentityLinked>());
        Assert.Single(events.OfType<AuthorEvent.DocketOpened>());
        Assert.Equal(3, events.OfType<AuthorEvent.PostJoined>().Count());
    }

    [Fact]
    public async Task A_number_whose_history_does_not_fit_stops_nobodys_intake()
    {
        await Deliver(Message("m1", "919000000001", "Help"));
        var stream = StreamName.Of(Author.Kind, (await Rows())[0].AuthorKey);
        var misfit = new NewEvent("author.post-noted", 1, Noon, "[]"u8.ToArray());
        var version = (await journal.Read(stream, 0, 100, Cancellation)).Count;
        await journal.Append([new AppendItem(stream, version, [misfit], null, [], [], Cause.None)], Cancellation);
        Restart();
        await Deliver(Message("m2", "IN.77", "Any news of it") with { Author = new Person("IN.77", "919000000001", null, null) }, Message("m3", "IN.78", "Help"));
        Assert.Equal(3, (await Rows()).Count);
        Assert.Contains(stream, engine.Grains.Faults.Quarantined.Keys);
    }
}
