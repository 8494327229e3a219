using Monitor.Core.Posts;

namespace Monitor.Channels.Tests;

/// <summary>Drafts for tests, each with the ids of its platform.</summary>
internal static class Drafts
{
    public static readonly DateTimeOffset At = new(2026, 11, 20, 12, 20, 0, TimeSpan.Zero);

    public static Draft X(string text, int sequence = 1) => new()
    {
        Id = PlatformIds.Post(Channel.X, "", At, sequence),
        Account = "1400000001",
        AuthorId = "2200000002",
        AuthorName = "Ravi K",
        AuthorHandle = "ravi_hsr",
        Text = text,
        PostedAt = At,
    };

    public static Draft Facebook(string text, int sequence = 1) => new()
    {
        Id = PlatformIds.Post(Channel.Facebook, "100000000000001", At, sequence),
        Account = "100000000000001",
        AuthorId = "5500000005",
        AuthorName = "Asha N",
        Text = text,
        PostedAt = At,
        InReplyTo = "100000000000001_42",
    };

    public static Draft WhatsApp(string text, int sequence = 1) => new()
    {
        Id = PlatformIds.Post(Channel.WhatsApp, "106540352242922", At, sequence),
        Account = "106540352242922",
        AuthorId = "IN.13491208655302741918",
        AuthorName = "Meena",
        Text = text,
        PostedAt = At,
        Number = "910000000042",
    };
}
