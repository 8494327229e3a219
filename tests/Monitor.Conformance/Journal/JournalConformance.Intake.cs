using System.Text;
using Monitor.Runtime.Journal;
using Xunit;

namespace Monitor.Conformance.Journal;

public abstract partial class JournalConformance
{
    [Fact]
    public async Task Deliveries_get_consecutive_numbers_and_come_back_as_received()
    {
        Assert.Equal([new Accepted(1, false), new Accepted(2, false)], await Journal.Accept([Delivery("{\"ಎ\":1}"), Delivery("", "whatsapp")], Cancellation));
        Assert.Equal([new Accepted(3, false)], await Journal.Accept([Delivery("three")], Cancellation));
        Assert.Equal(3, await Journal.IntakeHead(Cancellation));
        var first = await Journal.ReadIntake(0, 2, Cancellation);
        Assert.Equal([$"1 x {Hash("{\"ಎ\":1}")} {Start.UtcTicks} {{\"ಎ\":1}}", $"2 whatsapp {Hash("")} {Start.UtcTicks} "], first.Select(Show));
        Assert.Equal([3L], (await Journal.ReadIntake(2, 2, Cancellation)).Select(d => d.Number));
        Assert.Empty(await Journal.ReadIntake(3, 2, Cancellation));
        Assert.Equal(0, await Journal.Head(Cancellation));
    }

    [Fact]
    public async Task A_repeated_delivery_gets_the_number_it_has()
    {
        await Journal.Accept([Delivery("one"), Delivery("two")], Cancellation);
        Assert.Equal(
            [new Accepted(2, true), new Accepted(3, false), new Accepted(3, true), new Accepted(1, true)],
            await Journal.Accept([Delivery("two"), Delivery("three"), Delivery("three"), Delivery("one")], Cancellation));
        Assert.Equal(new Accepted(4, false), Assert.Single(await Journal.Accept([Delivery("one", "facebook")], Cancellation)));
        Assert.Equal(4, await Journal.IntakeHead(Cancellation));
    }

    [Fact]
    public async Task A_body_of_three_megabytes_that_is_no_text_comes_back_byte_by_byte()
    {
        var body = new byte[3_000_000];
        new Random(7).NextBytes(body);
        await Journal.Accept([new Delivery("x", "key", "not a hash", Start, body)], Cancellation);
        var stored = Assert.Single(await Journal.ReadIntake(0, 1, Cancellation));
        Assert.True(stored.Body.Span.SequenceEqual(body));
        Assert.Equal("not a hash", stored.Sha256);
    }

    [Fact]
    public async Task Many_posters_of_the_same_deliveries_store_each_once()
    {
        var numbers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var own = new List<long>();
            for (var i = 0; i < 50; i++) own.Add((await Journal.Accept([Delivery($"body {i}")], Cancellation))[0].Number);
            return own;
        }, Cancellation)));
        Assert.All(numbers, n => Assert.Equal(numbers[0], n));
        Assert.Equal(Enumerable.Range(1, 50).Select(n => (long)n), numbers[0].Order());
    }

    [Fact]
    public async Task Parked_items_wait_under_their_reason_until_unparked()
    {
        var one = Parked(1, 0, "x|77", "one");
        var two = Parked(2, 1, "x|77", "two");
        var other = Parked(3, 0, "fault:बग", "other") with { ParkedAt = Start.AddHours(2) };
        foreach (var item in new[] { one, two, other }) await Journal.Park(item, Cancellation);
        await ReopenJournal();
        Assert.Equal(["1.0 one", "2.1 two"], (await Journal.Parked("x|77", 10, Cancellation)).Select(Shown));
        Assert.Equal(["1.0 one"], (await Journal.Parked("x|77", 1, Cancellation)).Select(Shown));
        Assert.Equal("fault:बग", Assert.Single(await Journal.Parked("fault:बग", 10, Cancellation)).WaitsFor);
        Assert.Equal(["1.0 one", "2.1 two"], (await Journal.ParkedUntil(Start, 10, Cancellation)).Select(Shown));
        Assert.Equal(3, (await Journal.ParkedUntil(Start.AddHours(2), 10, Cancellation)).Count);
        await Journal.Unpark(1, 0, Cancellation);
        await Journal.Unpark(1, 0, Cancellation);
        await Journal.Park(Parked(2, 1, "x|78", "two again"), Cancellation);
        Assert.Empty(await Journal.Parked("x|77", 10, Cancellation));
        Assert.Equal(["2.1 two again"], (await Journal.Parked("x|78", 10, Cancellation)).Select(Shown));

        static ParkedItem Parked(long number, int item, string waitsFor, string content) => new(number, item, waitsFor, Start, Encoding.UTF8.GetBytes(content));
        static string Shown(ParkedItem p) => $"{p.Number}.{p.Item} {Encoding.UTF8.GetString(p.Content.Span)}";
    }

    [Fact]
    public async Task One_body_is_dropped_and_its_neighbours_and_its_hash_stay()
    {
        for (var i = 0; i < 3; i++) await Journal.Accept([Delivery($"body {i}")], Cancellation);
        await Journal.DropBody(2, Cancellation);
        await Journal.DropBody(2, Cancellation);
        await Journal.DropBody(99, Cancellation);
        await PassIntake(1);
        Assert.Equal("body 1", Encoding.UTF8.GetString((await Journal.ReadIntake(1, 1, Cancellation))[0].Body.Span));
        await ReopenJournal();
        await PassIntake(2);
        Assert.Equal(
            [(Hash("body 0"), "body 0"), (Hash("body 1"), ""), (Hash("body 2"), "body 2")],
            (await Journal.ReadIntake(0, 10, Cancellation)).Select(d => (d.Sha256, Encoding.UTF8.GetString(d.Body.Span))));
        await Journal.DropBody(1, Cancellation);
        Assert.True((await Journal.ReadIntake(0, 1, Cancellation))[0].Body.IsEmpty);
    }

    [Fact]
    public async Task Old_bodies_are_dropped_and_their_hashes_stay()
    {
        for (var i = 0; i < 5; i++) await Journal.Accept([Delivery($"body {i}") with { ReceivedAt = Start.AddDays(i) }], Cancellation);
        await Journal.DropBodies(Start.AddDays(1), Cancellation);
        await Journal.DropBodies(Start.AddDays(2), Cancellation);
        await Journal.DropBodies(Start, Cancellation);
        Assert.Equal(
            Enumerable.Range(0, 5).Select(i => (Hash($"body {i}"), i <= 2 ? "" : $"body {i}")),
            (await Journal.ReadIntake(0, 10, Cancellation)).Select(d => (d.Sha256, Encoding.UTF8.GetString(d.Body.Span))));
        Assert.True((await Journal.Accept([Delivery("body 0")], Cancellation))[0].Repeated);
    }
}
