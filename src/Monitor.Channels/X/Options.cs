namespace Monitor.Channels.X;

/// <summary>Settings under <c>Channels:X</c>.</summary>
public sealed class Options
{
    /// <value>The app's consumer secret: signs deliveries and answers the challenge. Default: none, and the webhook stays closed.</value>
    public string? ConsumerSecret { get; set; }
}
