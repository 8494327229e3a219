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

    /// <summary>The last delivery found no room on the disk.</summary>
    public bool DiskFull { get; private set; }

    private long accepted;

    /// <summary>Answers when it is durable. Throws <see cref="JournalFullException"/> when the disk is full.</summary>
    public async ValueTask<long> Accept(Channel channel, string name, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(body.Span));
        var now = clock.Now;
        IReadOnlyList<Accepted> result;
        try
        {
            result = await journal.Accept([new Delivery(name, $"{name}/{hash}", hash, now, body)], cancellation);
            DiskFull = false;
        }
        catch (JournalFullException)
        {
            DiskFull = true;
            throw;
        }

        links.Heard(channel, now);
        Interlocked.Increment(ref accepted);
        pipeline.Notify();
        return result[0].Number;
    }
}
