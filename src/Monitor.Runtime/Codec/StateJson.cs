using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Monitor.Runtime.Codec;

/// <summary>A grain's state for snapshots: <c>{"phase":"Answered","state":{…}}</c>. Nothing depends on it but speed: another shape drops the snapshot.</summary>
/// <typeparam name="TState">The union of phases.</typeparam>
internal static class StateJson<TState>
    where TState : class
{
    private static readonly Dictionary<string, Type> Phases = StoredNames.CasesOf(typeof(TState)).Append(typeof(TState))
        .Where(type => !type.IsAbstract).ToDictionary(type => type.Name);

    /// <summary>Of the names and types of everything that the state can hold.</summary>
    public static string Fingerprint { get; } = Print();

    /// <summary>Null when reading the bytes back and writing them again gives other bytes: such a state cannot be saved.</summary>
    public static byte[]? Write(TState state)
    {
        try
        {
            var once = Bytes(state);
            return Read(once) is { } again && Bytes(again).AsSpan().SequenceEqual(once) ? once : null;
        }
        catch (Exception unsaveable) when (unsaveable is NotSupportedException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    public static TState? Read(ReadOnlySpan<byte> saved)
    {
        var reader = new Utf8JsonReader(saved);
        using var whole = JsonDocument.ParseValue(ref reader);
        return Phases.TryGetValue(whole.RootElement.GetProperty("phase").GetString() ?? "", out var phase)
            ? (TState?)whole.RootElement.GetProperty("state").Deserialize(StoredJson.Options.GetTypeInfo(phase))
            : null;
    }

    private static byte[] Bytes(TState state)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            writer.WriteString("phase", state.GetType().Name);
            writer.WritePropertyName("state");
            JsonSerializer.Serialize(writer, state, StoredJson.Options.GetTypeInfo(state.GetType()));
            writer.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private static string Print()
    {
        var seen = new HashSet<Type>();
        var shape = new StringBuilder();
        foreach (var phase in Phases.Values.OrderBy(type => type.Name, StringComparer.Ordinal))
        {
            Describe(phase, seen, shape);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(shape.ToString())).AsSpan(0, 8));
    }

    private static void Describe(Type type, HashSet<Type> seen, StringBuilder shape)
    {
        if (!seen.Add(type))
        {
            return;
        }

        foreach (var argument in type.GetGenericArguments().Concat(type.IsArray ? [type.GetElementType()!] : []))
        {
            Describe(argument, seen, shape);
        }

        if (type.IsEnum)
        {
            shape.Append(CultureInfo.InvariantCulture, $"{type.FullName}={string.Join(',', Enum.GetNames(type))};");
        }
        else if (type.Namespace?.StartsWith("Monitor", StringComparison.Ordinal) == true)
        {
            foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).OrderBy(each => each.Name, StringComparer.Ordinal))
            {
                shape.Append(CultureInfo.InvariantCulture, $"{type.FullName}.{property.Name}:{property.PropertyType};");
                Describe(property.PropertyType, seen, shape);
            }
        }
    }
}
