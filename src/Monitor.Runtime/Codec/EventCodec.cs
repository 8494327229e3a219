using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Monitor.Core;
using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Codec;

/// <summary>Events to stored bytes and back, by <see cref="StoredNames"/>. Safe for many threads.</summary>
public sealed class EventCodec(StoredNames names)
{
    /// <summary>Version of every shape. A shape changes only by adding members that may be missing, so it is 1 until the first exception.</summary>
    private const int ShapeVersion = 1;

    private readonly ConcurrentDictionary<Type, (string Name, JsonTypeInfo Shape)> writers = new();
    private readonly ConcurrentDictionary<string, JsonTypeInfo> readers = new();

    public StoredNames Names { get; } = names;

    public NewEvent Encode(IEvent happened)
    {
        var (name, shape) = writers.TryGetValue(happened.GetType(), out var known) ? known : AddWriter(happened.GetType());
        return new NewEvent(name, ShapeVersion, happened.At, JsonSerializer.SerializeToUtf8Bytes(happened, shape));
    }

    /// <summary>Throws <see cref="NewerEventException"/> for what a later build wrote, and <see cref="JsonException"/> for a body that does not fit.</summary>
    public IEvent Decode(StoredEvent stored)
    {
        if (stored.TypeVersion > ShapeVersion)
        {
            throw new NewerEventException(stored.Type, stored.TypeVersion);
        }

        var shape = readers.TryGetValue(stored.Type, out var known) ? known : AddReader(stored.Type, stored.TypeVersion);
        return (IEvent?)JsonSerializer.Deserialize(stored.Body.Span, shape) ?? throw new JsonException($"The body of '{stored.Type}' at {stored.Position} is null.");
    }

    private (string Name, JsonTypeInfo Shape) AddWriter(Type type) => writers.GetOrAdd(type, added => (Names.NameOf(added), StoredJson.Options.GetTypeInfo(added)));

    private JsonTypeInfo AddReader(string name, int version) =>
        readers.GetOrAdd(name, added => StoredJson.Options.GetTypeInfo(Names.TypeOf(added) ?? throw new NewerEventException(added, version)));
}
