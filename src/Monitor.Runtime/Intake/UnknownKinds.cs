using System.Collections.Concurrent;
using Monitor.Core.Posts;

namespace Monitor.Runtime.Intake;

/// <param name="Kind">As the platform calls it; <c>other</c> for what is no longer told apart.</param>
/// <param name="LastAt">When the last one was received.</param>
public sealed record UnknownKind(Channel Channel, string Kind, long Count, DateTimeOffset LastAt);

/// <summary>Items of kinds that this build does not know, counted since the start. A platform that cut the link says so in one of them.</summary>
public sealed class UnknownKinds
{
    /// <summary>Kinds that are told apart; a platform sends a handful.</summary>
    private const int KindsMax = 100;

    private readonly ConcurrentDictionary<(Channel Channel, string Kind), UnknownKind> kinds = new();

    public IReadOnlyList<UnknownKind> All => [.. kinds.Values.OrderBy(kind => kind.Channel).ThenBy(kind => kind.Kind, StringComparer.Ordinal)];

    internal void Note(Item item, DateTimeOffset receivedAt)
    {
        // A name of the platform's own making: letters and points only may go into a metric or a sentence.
        var name = new string([.. (item.Detail ?? "").Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-' ? letter : '_')]);
        var key = (item.Channel, kinds.Count < KindsMax || kinds.ContainsKey((item.Channel, name)) ? name : "other");
        kinds.AddOrUpdate(key, new UnknownKind(key.Channel, key.Item2, 1, receivedAt), (_, known) => known with { Count = known.Count + 1, LastAt = receivedAt });
    }
}
