namespace Monitor.Channels;

/// <summary>The section <c>Channels</c> of the configuration.</summary>
public sealed class ChannelsOptions
{
    public X.Options X { get; set; } = new();

    public Meta.Options Facebook { get; set; } = new();

    public Meta.Options Instagram { get; set; } = new();

    public Meta.Options WhatsApp { get; set; } = new();
}
