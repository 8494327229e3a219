using System.Security.Cryptography;
using Monitor.Channels;
using Monitor.Core.Posts;
using Monitor.Runtime.Deadlines;
using Monitor.Runtime.Intake;
using Monitor.Runtime.Journal;

namespace Monitor.Server.Hosting;

/// <summary>Takes deliveries in: body, hash and key in one commit, then the pipeline is told. Remembers when each link was last heard.</summary>
public sealed class Intaking(IJournal journal, DomainClock clock, IntakePipeline pipeline, ChannelsOptions channels, Links links)
{
    public ChannelsOptions Channels => channels;

    /// <summary>Deliveries taken in since the start.</summary>
    public long Count => Volatile.Read(ref accepted);

    /// <summary>The domain's instant at which the last delivery found no room on the disk; null when it found some.</summary>
    public DateTimeOffset? FullAt => Volatile.Read(ref fullAt) is { } at ? (DateTimeOffset)at : null;

    private long accepted;

    /// <summary>Boxed, so that it is read whole.</summary>
    private object? fullAt;

    /// <summary>Answers when it is durable. Throws <see cref="JournalFullException"/> when the disk is full.</summary>
    public async ValueTask<long> Accept(Channel channel, string name, ReadOnlyMemory<byte> body, CancellationToken cancellation) =>
        (await Accept(channel, name, [body], cancellation))[0].Number;

    /// <summary>All of them in one commit.</summary>
    public async ValueTask<IReadOnlyList<Accepted>> Accept(Channel channel, string name, IReadOnlyList<ReadOnlyMemory<byte>> bodies, CancellationToken cancellation)
    {
        var now = clock.Now;
        IReadOnlyList<Accepted> result;
        try
        {
            result = await journal.Accept([.. bodies.Select(body => Delivered(name, body, now))], cancellation);
            Volatile.Write(ref fullAt, null);
        }
        catch (JournalFullException)
        {
            Volatile.Write(ref fullAt, now);
            throw;
        }

        links.Heard(channel, now);
        Interlocked.Add(ref accepted, bodies.Count);
        pipeline.Notify();
        return result;
    }

    private static Delivery Delivered(string name, ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(body.Span));
        return new Delivery(name, $"{name}/{hash}", hash, now, body);
    }
}
