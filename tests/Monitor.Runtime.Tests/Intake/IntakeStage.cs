using System.Text.Json;
using Monitor.Core;
using Monitor.Core.Organisation;
using Monitor.Core.Posts;
using Monitor.Runtime.Codec;
using Monitor.Runtime.Deadlines;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Intake;
using Monitor.Runtime.Journal;
using Monitor.Runtime.Simulation;
using Xunit;

namespace Monitor.Runtime.Tests.Intake;

/// <summary>An engine over a memory journal on one simulated thread; what is delivered is a list of items as parsers would give them.</summary>
internal sealed class IntakeStage
{
    private static readonly Rulebook Rules = new()
    {
        Seats = new Seats(
        [
            new OfficialAccountSeat(Channel.X, "1", "citypolice", "city", Rank.Commissioner, SeatRole.ForceMain),
            new OfficialAccountSeat(Channel.X, "2", "stationpolice", "city/station", Rank.Inspector, SeatRole.Unit),
            new OfficialAccountSeat(Channel.X, "9", "cm", null, Rank.Commissioner, SeatRole.ChiefMinister),
        ]),
    };

    private readonly VirtualTime time = new(Stage.Noon);
    private readonly SimulatedThread thread;
    private CancellationTokenSource running = new();
    private int deliveries;

    private readonly IJournal seen;

    /// <param name="far">The journal as the engine sees it, from the one in memory and virtual time; null: that one itself.</param>
    public IntakeStage(Func<IJournal, TimeProvider, IJournal>? far = null)
    {
        thread = new SimulatedThread(time, new Random(1));
        Journal = new MemoryJournal(Disk);
        seen = far is null ? Journal : far(Journal, time);
        Engine = Start();
    }

    public SimulatedDisk Disk { get; } = new();

    public MemoryJournal Journal { get; }

    public Engine Engine { get; private set; }

    /// <summary>Why the engine ended; null while it runs.</summary>
    public Exception? Ended { get; private set; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static Item Post(string id, string author, string text) => new()
    {
        Channel = Channel.X, Kind = ItemKind.Post, Key = id, PlatformId = id, Account = "1", Author = new Person(author, null, "Name", "handle"), Text = text,
        PostedAt = Stage.Noon,
    };

    public static Item Message(string id, string author, string text, string? number = null) => Post(id, author, text) with
    {
        Channel = Channel.WhatsApp, Kind = ItemKind.PrivateMessage, Account = "", Author = new Person(author, number, "Name", null),
    };

    public static Item Deletion(string id) => new() { Channel = Channel.X, Kind = ItemKind.Deleted, Key = "deleted " + id, PlatformId = id };

    public static string Key(Channel channel, string id) => new PersonKeys(new byte[32]).Author(channel, id);

    /// <summary>Another process on the same journal: nothing is remembered but what is stored.</summary>
    public void Restart()
    {
        thread.Start(() =>
        {
            running.Cancel();
            return Task.CompletedTask;
        });
        Pass(TimeSpan.FromSeconds(1));
        running = new CancellationTokenSource();
        Engine = Start();
    }

    /// <summary>Answers with the delivery's number.</summary>
    public async Task<long> Deliver(params Item[] items)
    {
        Pass(TimeSpan.Zero);
        var body = JsonSerializer.SerializeToUtf8Bytes(items, StoredJson.Options);
        deliveries++;
        var accepted = await Journal.Accept([new Delivery("x", $"d{deliveries}", $"d{deliveries}", Stage.Noon, body)], Cancellation);
        Engine.Intake.Notify();
        Pass(TimeSpan.FromSeconds(2));
        return accepted[0].Number;
    }

    public void Pass(TimeSpan span) => thread.Run(time.Elapsed + span, () => false);

    public TurnResult Ask(string stream, ICommand command)
    {
        TurnResult? result = null;
        thread.Start(async () => result = await Engine.Host.Ask(new Ask(stream, command)));
        thread.Run(time.Elapsed, () => result is not null);
        Pass(TimeSpan.FromSeconds(1));
        return result!.Value;
    }

    public async Task<string> Body(long delivery) => System.Text.Encoding.UTF8.GetString((await Journal.ReadIntake(delivery - 1, 1, Cancellation))[0].Body.Span);

    public async Task<IReadOnlyList<StoredDelivery>> Log() => await Journal.ReadIntake(0, int.MaxValue, Cancellation);

    public async Task<IReadOnlyList<PostRow>> Rows() => await Journal.Posts(new PostFilter(null, null, null, null, 100), Cancellation);

    public async Task<IReadOnlyList<T>> Events<T>() => [.. (await Journal.ReadAll(0, 1000, Cancellation)).Select(KnownGrains.All.Events.Decode).OfType<T>()];

    private Engine Start()
    {
        var readers = new IntakeReaders(Parse, Classify, static _ => Located.Nowhere, static () => Rules);
        var started = new Engine(new EngineParts(seen, KnownGrains.All, time, new DomainClock(time), static () => Rules, readers, new PersonKeys(new byte[32])));
        var stop = running.Token;
        thread.Start(async () =>
        {
            try
            {
                await started.Begin(stop);
                await started.Run(stop);
            }
            catch (InvalidOperationException fault)
            {
                Ended = fault;
            }
        });
        return started;
    }

    private static IReadOnlyList<Item> Parse(StoredDelivery delivery) => JsonSerializer.Deserialize<Item[]>(delivery.Body.Span, StoredJson.Options)!;

    private static Verdict Classify(string text) => new(
        Language.English, Sentiment.Negative, [], [], text.StartsWith("Praise", StringComparison.Ordinal) ? ComplaintCall.No : ComplaintCall.Yes, 0.9, Category.Noise, 0.9,
        Urgency.Normal, [], "test");
}
