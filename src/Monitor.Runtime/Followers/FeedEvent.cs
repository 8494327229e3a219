using Monitor.Core;
using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Followers;

/// <summary>A stored event as followers see it.</summary>
/// <param name="Event">An <see cref="UnreadableEvent"/> where the stored one does not fit this build.</param>
public sealed record FeedEvent(long Position, string Stream, long Version, Cause Cause, IEvent Event);

/// <summary>Stands in the feed for an event whose body does not fit. Its stream is quarantined when it is next loaded; a follower shows and passes it.</summary>
public sealed record UnreadableEvent(string Type, string Reason, DateTimeOffset At) : IEvent;
