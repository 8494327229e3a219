using System.Text.Json;
using Monitor.Core.Posts;
using Monitor.Runtime.Journal;
using Monitor.Storage.Redis;

namespace Monitor.Server.Hosting;

/// <summary>
/// What is not in the journal and yet is one for the cluster: when each link was last heard, at whichever silo, and what is wrong at any of them. Each second every silo
/// leaves its own in Redis and takes up the others'.
/// </summary>
/// <param name="name">Of this silo, as administrators know it.</param>
public sealed class SiloSigns(RedisJournal journal, string name, TimeProvider time)
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    private volatile IReadOnlyList<string> faults = [];

    private sealed record Sign(IReadOnlyDictionary<Channel, DateTimeOffset> Heard, IReadOnlyList<string> Faults);

    /// <summary>Machine faults of the other silos, each with its silo's name.</summary>
    public IReadOnlyList<string> Faults => faults;

    /// <param name="own">Machine faults of this silo.</param>
    public async Task Run(Links links, Func<IReadOnlyList<string>> own, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            try
            {
                await Exchange(links, own(), stop);
            }
            catch (JournalFullException)
            {
                // Told again when there is room; what was heard before stands.
            }
        }
        while (await timer.WaitForNextTickAsync(stop));
    }

    private async Task Exchange(Links links, IReadOnlyList<string> own, CancellationToken stop)
    {
        var others = await journal.Tell(name, JsonSerializer.Serialize(new Sign(links.HeardAt(), own)), stop);
        var signs = others.Select(other => (other.Key, Sign: JsonSerializer.Deserialize<Sign>(other.Value)!)).ToList();
        var latest = time.GetUtcNow() + Links.AheadMax;
        foreach (var (channel, at) in signs.SelectMany(other => other.Sign.Heard).Where(heard => heard.Value <= latest))
        {
            links.Heard(channel, at);
        }

        faults = [.. signs.SelectMany(other => other.Sign.Faults.Select(fault => $"Silo {other.Key}: {fault}"))];
    }
}
