namespace Monitor.Runtime.Grains;

/// <summary>A stream's name is its grain's kind and key: <c>complaint/1042-7</c>. The key may itself contain a slash.</summary>
public static class StreamName
{
    public static string Of(string kind, string key) => $"{kind}/{key}";

    public static ReadOnlySpan<char> KindOf(ReadOnlySpan<char> stream)
    {
        var slash = stream.IndexOf('/');
        return slash > 0 && slash < stream.Length - 1 ? stream[..slash]
            : throw new ArgumentException($"'{stream}' is no stream: kind and key, with a slash between.", nameof(stream));
    }

    public static string KeyOf(string stream) => stream[(KindOf(stream).Length + 1)..];
}
