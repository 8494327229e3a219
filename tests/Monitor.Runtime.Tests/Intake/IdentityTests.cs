using System.Text.Json;
using Monitor.Core.Authors;
using Monitor.Core.Complaints;
using Monitor.Core.Posts;
using Monitor.Runtime.Codec;
using Monitor.Runtime.Journal;
using Xunit;
using static Monitor.Runtime.Tests.Intake.IntakeStage;

namespace Monitor.Runtime.Tests.Intake;

public sealed class IdentityTests
{
    private const string Number = "919000000001";

    private readonly IntakeStage stage = new();

    [Fact]
    public async Task An_answer_to_a_number_reaches_the_docket_of_the_business_id_after_a_restart_too()
    {
        await stage.Deliver(Message("m1", "IN.77", "Help", Number));
        stage.Restart();
        await stage.Deliver(Message("a1", "1", "We are on it") with { Echo = true, Recipient = new Person(Number, null, null, null) });
        Assert.Single(await stage.Events<AuthorEvent.AnswerJoined>());
        Assert.Single(await stage.Events<ComplaintEvent.Answered>());
    }

    [Fact]
    public async Task A_full_disk_delays_a_link_and_sends_no_message_to_another_person()
    {
        await stage.Deliver(Message("m1", Number, "Help"));
        await stage.Deliver(Message("m2", "IN.77", "Any news of it", Number));
        stage.Restart();
        await stage.Journal.Accept(
            [Body("m3", Message("m3", Number, "Any news at all")), Body("m4", Message("m4", "IN.88", "Help me", "919000000003"))], TestContext.Current.CancellationToken);
        stage.Disk.Full = true;
        stage.Engine.Intake.Notify();
        stage.Pass(TimeSpan.FromSeconds(5));
        stage.Disk.Full = false;
        stage.Pass(TimeSpan.FromSeconds(5));
        Assert.Null(stage.Ended);
        Assert.Equal(Key(Channel.WhatsApp, "IN.77"), (await stage.Rows()).Single(row => row.PlatformId == "m3").AuthorKey);
        Assert.Equal(2, (await stage.Events<AuthorEvent.IdentityLinked>()).Count);
    }

    private static Delivery Body(string key, Item item) => new("x", key, key, Stage.Noon, JsonSerializer.SerializeToUtf8Bytes(new[] { item }, StoredJson.Options));
}
