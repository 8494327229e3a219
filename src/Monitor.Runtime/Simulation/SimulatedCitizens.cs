using System.Security.Cryptography;
using System.Text.Json;
using Monitor.Core.Posts;
using Monitor.Runtime.Codec;
using Monitor.Runtime.Intake;
using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Simulation;

/// <summary>One delivery of the script, and when its sender first tries.</summary>
internal sealed record ScriptedDelivery(TimeSpan At, string Channel, byte[] Body, string Sha256)
{
    public static ScriptedDelivery Of(TimeSpan at, params Item[] items)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(items, StoredJson.Options);
        return new ScriptedDelivery(at, ChannelName.Of(items[0].Channel), body, Convert.ToHexStringLower(SHA256.HashData(body)));
    }
}

/// <summary>
/// What citizens, officers in the platforms' own apps and the platforms themselves send in one simulation: posts of few people and many, edits, deletions, reactions,
/// answers, delivery states, identities; some twice, some in two bodies, some before the post that they speak of, a quarter up to twenty minutes late.
/// </summary>
internal sealed class SimulatedCitizens(Random random, int posts, TimeSpan span)
{
    private static readonly string[] Words =
        ["traffic", "jam", "noise", "loud", "stolen", "phone", "help", "please", "road", "thanks", "night", "temple", "market", "police", "again", "near", "bridge", "fight"];

    private static readonly TimeSpan LateAtMost = TimeSpan.FromMinutes(20);

    private readonly List<ScriptedDelivery> script = [];
    private readonly List<Item> sent = [];
    private readonly Dictionary<string, string[]> versions = [];
    private int ids;

    public IReadOnlyList<ScriptedDelivery> Script()
    {
        for (var i = 0; i < posts; i++)
        {
            var at = span * random.NextDouble();
            var kind = random.Next(100);
            if (kind < 62 || sent.Count == 0)
            {
                Post(at);
            }
            else if (kind < 80)
            {
                Answer(at);
            }
            else
            {
                Change(at, kind);
            }
        }

        script.Sort((one, other) => one.At.CompareTo(other.At));
        return script;
    }

    /// <summary>What the stand-in classifier says: a few words decide, the same at every reading.</summary>
    public static Verdict Classify(string text)
    {
        var call = text.Contains("thanks", StringComparison.Ordinal) ? ComplaintCall.No
            : text.Contains("near", StringComparison.Ordinal) ? ComplaintCall.Unsure : ComplaintCall.Yes;
        var category = text.Contains("jam", StringComparison.Ordinal) ? Category.TrafficJam
            : text.Contains("stolen", StringComparison.Ordinal) ? Category.TheftSnatch
            : text.Contains("dying", StringComparison.Ordinal) ? Category.SelfHarm
            : Category.Noise;
        IReadOnlyList<Label> flags = text.Contains("fight", StringComparison.Ordinal) ? [Label.Abuse] : category == Category.SelfHarm ? [Label.SelfHarm] : [];
        return new Verdict(
            Language.English, Sentiment.Negative, [], flags, call, call == ComplaintCall.Yes ? 0.9 : 0.2, call == ComplaintCall.No ? Category.None : category, 0.8,
            call == ComplaintCall.No ? Urgency.None : Urgency.Normal, [], "sim");
    }

    public static Located Locate(LocateQuestion question) => question.Text.Contains("market", StringComparison.Ordinal) ? In(SimulatedCity.StationA)
        : question.Text.Contains("temple", StringComparison.Ordinal) || question.Text.Length % 3 > 0 ? In(SimulatedCity.StationB)
        : Located.Nowhere;

    public static IReadOnlyList<Item> Parse(StoredDelivery delivery) => JsonSerializer.Deserialize<Item[]>(delivery.Body.Span, StoredJson.Options)!;

    private static Located In(string unit) => new(unit, new Dictionary<Wing, string>(), 0.9, []);

    private void Post(TimeSpan at)
    {
        var whatsApp = random.Next(4) == 0;
        var person = (random.Next(3) == 0 ? random.Next(5) : random.Next(posts)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var office = random.Next(40) == 0;
        var parent = sent.Count > 0 && random.Next(4) == 0 ? sent[random.Next(sent.Count)] : null;
        var item = New(whatsApp ? Channel.WhatsApp : Channel.X, whatsApp ? ItemKind.PrivateMessage : ItemKind.Post, at) with
        {
            Account = whatsApp ? "3" : "1", Author = office ? new Person("9", null, "CM", null) : new Person(whatsApp ? "91" + person : person, null, "N", "h"), Text = Text(),
            InReplyTo = parent?.Channel == (whatsApp ? Channel.WhatsApp : Channel.X) ? parent.PlatformId : null,
            Embeds = !whatsApp && parent is { Channel: Channel.X, Echo: false } && ids % 2 == 0 ? [parent.PlatformId] : [],
        };
        Send(at, item);
        if (whatsApp && random.Next(5) == 0)
        {
            Send(at + TimeSpan.FromSeconds(1), New(Channel.WhatsApp, ItemKind.Identity, at) with { Author = new Person("IN." + person, "91" + person, "N", null) });
        }
    }

    private void Answer(TimeSpan at)
    {
        var to = sent[random.Next(sent.Count)];
        var seat = SimulatedCity.Accounts[to.Channel == Channel.WhatsApp ? 2 : random.Next(2)];
        Send(at, New(to.Channel, to.Kind, at) with
        {
            Account = seat.AccountId, Author = new Person(seat.AccountId, null, null, seat.Handle), Echo = true, Text = "We are on it. " + Text(), InReplyTo = to.PlatformId,
            Recipient = to.Kind == ItemKind.PrivateMessage ? to.Author : null,
        });
    }

    private void Change(TimeSpan at, int kind)
    {
        var of = sent[random.Next(sent.Count)];
        var what = kind < 86 ? ItemKind.Edited : kind < 90 ? ItemKind.Deleted : kind < 95 ? ItemKind.Reaction : ItemKind.Delivery;
        var written = of.PostedAt!.Value - SimulatedCity.Start;
        at = what == ItemKind.Edited && at < written ? Between(written, span) : at;
        var item = New(of.Channel, what, at);
        if (what == ItemKind.Edited && of.Channel == Channel.X)
        {
            // As X does: each version has an id of its own, and tells those before it.
            versions[of.PlatformId] = [.. versions.GetValueOrDefault(of.PlatformId, []), item.PlatformId];
            item = item with { Versions = versions[of.PlatformId], PostKey = of.Key };
        }

        var newest = what == ItemKind.Deleted && random.Next(2) == 0 ? versions.GetValueOrDefault(of.PlatformId)?[^1..] ?? [] : [];
        Send(at, item with
        {
            PlatformId = newest is [var version] ? version : of.PlatformId, Author = of.Author,
            Text = what == ItemKind.Edited ? Text() : null, Detail = what == ItemKind.Reaction ? "👍" : null,
            State = what == ItemKind.Delivery ? (DeliveryState)random.Next(2, 5) : default,
        });
    }

    private Item New(Channel channel, ItemKind kind, TimeSpan at)
    {
        var id = "p" + ++ids;
        return new Item { Channel = channel, Kind = kind, Key = id, PlatformId = id, PostedAt = SimulatedCity.Start + at };
    }

    private void Send(TimeSpan at, Item item)
    {
        var comes = random.Next(4) == 0 ? Between(at, at + LateAtMost) : at;
        script.Add(ScriptedDelivery.Of(comes, item));
        if (item.Kind is ItemKind.Post or ItemKind.PrivateMessage)
        {
            sent.Add(item);
        }

        if (random.Next(12) == 0)
        {
            // The same body again, or the same thing in another body, as a poll would bring it.
            var later = Between(comes, comes + TimeSpan.FromMinutes(5));
            script.Add(random.Next(2) == 0 ? script[^1] with { At = later } : ScriptedDelivery.Of(later, item, New(item.Channel, ItemKind.Ignored, at)));
        }
    }

    /// <summary>Within the simulation.</summary>
    private TimeSpan Between(TimeSpan from, TimeSpan to) => from + ((to < span ? to : span) - from) * random.NextDouble();

    private string Text() => random.Next(150) == 0 ? "i am dying" : string.Join(' ', Enumerable.Range(0, random.Next(2, 8)).Select(_ => Words[random.Next(Words.Length)]));
}
