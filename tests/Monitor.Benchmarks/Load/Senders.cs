using System.Diagnostics;

namespace Monitor.Benchmarks.Load;

/// <summary>Several keep-alive connections that send prepared posts, as fast as they are answered or at an even rate.</summary>
/// <param name="Accepted">Answered with 200.</param>
/// <param name="SentAt">For each post in its order, the stopwatch's ticks when it was due to be sent (at a rate) or was sent; 0 when it was not.</param>
public sealed record Sent(int Accepted, int Refused, TimeSpan Took, Latencies Answered, long[] SentAt)
{
    /// <param name="rate">Posts a second, evenly spread; 0: as fast as they are answered. At a rate an answer's time counts from when the post was due, so that a stall is not
    /// hidden by the posts that it held up.</param>
    public static async Task<Sent> All(int port, IReadOnlyList<PreparedPost> posts, int connections, double rate, TimeSpan atMost, CancellationToken cancellation)
    {
        var (next, accepted, refused) = (-1, 0, 0);
        var answered = new Latencies();
        var sentAt = new long[posts.Count];
        var open = new List<Connection>();
        for (var i = 0; i < connections; i++)
        {
            var connection = new Connection();
            await connection.Open(port, cancellation);
            open.Add(connection);
        }

        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(open.Select(connection => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var place && place < posts.Count && Stopwatch.GetElapsedTime(started) < atMost)
            {
                var begun = Stopwatch.GetTimestamp();
                if (rate > 0)
                {
                    var due = started + (long)(place / rate * Stopwatch.Frequency);
                    if (Stopwatch.GetElapsedTime(begun, due) is { Ticks: > 0 } wait)
                    {
                        await Task.Delay(wait, TimeProvider.System, cancellation);
                    }

                    begun = due;
                }

                sentAt[place] = begun;
                _ = await connection.Send(posts[place].Request, cancellation) == 200 ? Interlocked.Increment(ref accepted) : Interlocked.Increment(ref refused);
                answered.Add(Stopwatch.GetElapsedTime(begun));
            }
        }, cancellation)));
        var took = Stopwatch.GetElapsedTime(started);
        open.ForEach(connection => connection.Dispose());
        return new(accepted, refused, took, answered, sentAt);
    }
}
