using System.Runtime.CompilerServices;
using Monitor.Core.Posts;
using Xunit;

namespace Monitor.Channels.Tests;

/// <summary>Bodies written from the platforms' documented forms, in <c>fixtures</c>.</summary>
internal static class Fixture
{
    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folder(), name));

    public static IEnumerable<string> Names() => Directory.EnumerateFiles(Folder(), "*.json").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    public static Channel ChannelOf(string name) => name switch
    {
        _ when name.StartsWith("x-", StringComparison.Ordinal) => Channel.X,
        _ when name.StartsWith("facebook-", StringComparison.Ordinal) => Channel.Facebook,
        _ when name.StartsWith("instagram-", StringComparison.Ordinal) => Channel.Instagram,
        _ when name.StartsWith("whatsapp-", StringComparison.Ordinal) => Channel.WhatsApp,
        _ => throw new ArgumentException("The name of a fixture begins with its channel: " + name),
    };

    public static ParsedBody Read(string name) => Webhook.Read(ChannelOf(name), Bytes(name));

    /// <summary>Its items; there must be no fault.</summary>
    public static IReadOnlyList<Item> Items(string name)
    {
        var body = Read(name);
        Assert.Empty(body.Faults);
        return body.Items;
    }

    public static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "fixtures");
}
