using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Monitor.Core.Posts;
using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Deadlines;

/// <summary>Accepts the canary's delivery each real minute, as a webhook would.</summary>
/// <param name="accepted">Tells the intake.</param>
public sealed class CanarySender(IJournal journal, DomainClock clock, TimeProvider time, Action accepted)
{
    /// <summary>Of the canary's deliveries.</summary>
    public const string ChannelName = "canary";

    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>What the delivery says: the day that names the stream, and the instant.</summary>
    public static Item Read(StoredDelivery delivery)
    {
        var said = Encoding.UTF8.GetString(delivery.Body.Span);
        return new Item
        {
            Channel = Channel.Canary, Kind = ItemKind.Post, Key = "canary:" + said, PlatformId = said, Text = "The canary sings.",
            Author = new Person(said.Split('T')[0], null, null, null),
        };
    }

    public async Task Run(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            var now = clock.Now;
            var body = Encoding.UTF8.GetBytes(now.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
            var hash = Convert.ToHexStringLower(SHA256.HashData(body));
            try
            {
                await journal.Accept([new Delivery(ChannelName, $"{ChannelName}:{hash}", hash, now, body)], stop);
                accepted();
            }
            catch (JournalFullException)
            {
                // It does not sing then, and the wall sees that.
            }
        }
        while (await timer.WaitForNextTickAsync(stop));
    }
}
