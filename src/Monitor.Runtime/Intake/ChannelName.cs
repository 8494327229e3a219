using Monitor.Core.Posts;

namespace Monitor.Runtime.Intake;

/// <summary>A channel as deliveries, post rows and addresses name it.</summary>
public static class ChannelName
{
    private static readonly string[] Names = [.. Enum.GetNames<Channel>().Select(name => name.ToLowerInvariant())];

    public static string Of(Channel channel) => Names[(int)channel];
}
