using System.Text;
using System.Text.Json;
using Monitor.Core;

namespace Monitor.Runtime.Codec;

/// <summary>Commands as bytes: for a command that is parked before a quarantined stream, and for a host whose grains live in another process.</summary>
public sealed class CommandCodec(StoredNames names)
{
    public byte[] Encode(ICommand command)
    {
        var type = command.GetType();
        var body = JsonSerializer.SerializeToUtf8Bytes(command, StoredJson.Options.GetTypeInfo(type));
        var name = names.NameOf(type);
        return [.. Encoding.UTF8.GetBytes(name), (byte)'\n', .. body];
    }

    public ICommand Decode(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)'\n');
        var name = end < 0 ? "" : Encoding.UTF8.GetString(bytes[..end]);
        var type = names.TypeOf(name) ?? throw new JsonException($"'{name}' is no command of this build.");
        return (ICommand?)JsonSerializer.Deserialize(bytes[(end + 1)..], StoredJson.Options.GetTypeInfo(type)) ?? throw new JsonException($"The command '{name}' is null.");
    }
}
