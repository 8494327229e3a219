namespace Monitor.Channels.Meta;

/// <summary>Settings under <c>Channels:Facebook</c>, <c>Channels:Instagram</c> and <c>Channels:WhatsApp</c>.</summary>
public sealed class Options
{
    /// <value>Signs deliveries. Default: none, and the webhook stays closed.</value>
    public string? AppSecret { get; set; }

    /// <value>Proves the address to us when the platform verifies it. Default: none, and verification stays closed.</value>
    public string? VerifyToken { get; set; }
}
