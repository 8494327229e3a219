using System.Text;
using Monitor.Core.Posts;
using Xunit;

namespace Monitor.Channels.Tests;

/// <summary>The vectors of domain.md 1.1 and 1.2.</summary>
public sealed class SignatureTests
{
    private const string MetaBody = """{"object":"page","entry":[{"id":"1","changes":[{"field":"feed","value":{"message":"\u0925\u093e\u0928\u093e \u0040x a\/b"}}]}]}""";

    private static readonly Channel[] Channels = [Channel.X, Channel.Facebook, Channel.Instagram, Channel.WhatsApp];

    [Fact]
    public void X_challenge_is_answered_as_its_vector_says()
    {
        var options = new ChannelsOptions { X = { ConsumerSecret = "test_consumer_secret" } };
        var answer = Webhook.Challenge(Channel.X, options, name => name == "crc_token" ? "crc-token-1" : null);
        Assert.Equal(new ChallengeAnswer(Admission.Ok, "application/json", """{"response_token":"sha256=duz+JXVj5vhd8O3BlUs9zDdIFS3OKVQFmHDzXk0yjL8="}"""), answer);
    }

    [Fact]
    public void X_signature_is_as_its_vector_says()
    {
        var body = """{"data":{"event_uuid":"1","event_type":"post.mention.create"}}"""u8;
        Assert.Equal("sha256=ybn4JB2+SJeg6+va++wAlZRa2tpLnBWb8uwvN0T/gF4=", X.Signature.Of("test_consumer_secret", body));
        Assert.True(X.Signature.IsRight("test_consumer_secret", "sha256=ybn4JB2+SJeg6+va++wAlZRa2tpLnBWb8uwvN0T/gF4=", body));
    }

    [Fact]
    public void Meta_signature_is_as_its_vector_says_and_a_body_written_again_fails()
    {
        const string Signature = "sha256=2c5807a455d766976637fa847b51f800bdee60e4c95ad9ea7d12089bd918845c";
        Assert.Equal(Signature, Meta.Signature.Of("test_app_secret", Encoding.UTF8.GetBytes(MetaBody)));
        var again = Encoding.UTF8.GetBytes(MetaBody.Replace("\\/", "/", StringComparison.Ordinal));
        Assert.False(Meta.Signature.IsRight("test_app_secret", Signature, again));
        var unescaped = Encoding.UTF8.GetBytes(MetaBody.Replace("\\u0925\\u093e\\u0928\\u093e", "थाना", StringComparison.Ordinal));
        Assert.False(Meta.Signature.IsRight("test_app_secret", Signature, unescaped));
    }

    [Fact]
    public void Our_writer_escapes_as_Meta_does()
    {
        var written = new Meta.Writing().Object(null, () => { }).Bytes();
        Assert.Equal("{}"u8.ToArray(), written);
        var words = Encoding.ASCII.GetString(Facebook.Write.Comment(Drafts.Facebook("थाना @x a/b <5%>")));
        Assert.Contains("""\u0925\u093e\u0928\u093e \u0040x a\/b \u003C5\u0025>""", words, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_secret_every_webhook_is_closed()
    {
        var none = new ChannelsOptions();
        foreach (var channel in Channels)
        {
            Assert.Equal(Admission.Closed, Webhook.Check(channel, none, "sha256=" + new string('0', 64), "{}"u8));
            Assert.Equal(Admission.Closed, Webhook.Challenge(channel, none, _ => "anything").Admission);
        }
    }

    [Fact]
    public void An_empty_secret_signs_nothing()
    {
        var empty = new ChannelsOptions { X = { ConsumerSecret = "" }, WhatsApp = { AppSecret = "", VerifyToken = "" } };
        Assert.Equal(Admission.Closed, Webhook.Check(Channel.X, empty, X.Signature.Of("", "{}"u8), "{}"u8));
        Assert.Equal(Admission.Closed, Webhook.Check(Channel.WhatsApp, empty, Meta.Signature.Of("", "{}"u8), "{}"u8));
        Assert.Equal(Admission.Closed, Webhook.Challenge(Channel.WhatsApp, empty, name => name == "hub.mode" ? "subscribe" : "").Admission);
    }

    [Fact]
    public void Only_the_right_signature_over_the_raw_bytes_comes_in()
    {
        var options = Secrets.All;
        foreach (var channel in Channels)
        {
            var body = Encoding.UTF8.GetBytes("""{"a":"थाना"}""");
            var right = Secrets.Sign(channel, body);
            Assert.Equal(Admission.Ok, Webhook.Check(channel, options, right, body));
            string?[] wrongs = [null, "", "sha256=", right[..^1], right + "0", right.Replace("sha256=", "sha1=", StringComparison.Ordinal), right.ToUpperInvariant(), right[7..]];
            foreach (var wrong in wrongs)
            {
                Assert.Equal(Admission.Forbidden, Webhook.Check(channel, options, wrong, body));
            }

            body[^2] ^= 1;
            Assert.Equal(Admission.Forbidden, Webhook.Check(channel, options, right, body));
        }
    }

    [Fact]
    public void A_body_over_3_MB_is_too_large_and_one_of_3_MB_is_not()
    {
        var body = new byte[Webhook.BodyBytesMax + 1];
        Assert.Equal(Admission.TooLarge, Webhook.Check(Channel.X, Secrets.All, "sha256=x", body));
        var largest = body.AsSpan(0, Webhook.BodyBytesMax);
        Assert.Equal(Admission.Ok, Webhook.Check(Channel.X, Secrets.All, Secrets.Sign(Channel.X, largest), largest));
    }

    [Theory]
    [InlineData("subscribe", Secrets.VerifyToken, "1158201444", Admission.Ok)]
    [InlineData("subscribe", "wrong", "1158201444", Admission.Forbidden)]
    [InlineData("subscribe", null, "1158201444", Admission.Forbidden)]
    [InlineData("unsubscribe", Secrets.VerifyToken, "1158201444", Admission.Forbidden)]
    [InlineData("subscribe", Secrets.VerifyToken, null, Admission.Forbidden)]
    public void Meta_verification_echoes_the_challenge_to_who_knows_the_token(string mode, string? token, string? challenge, Admission admission)
    {
        foreach (var channel in Channels[1..])
        {
            var answer = Webhook.Challenge(channel, Secrets.All, name => name switch { "hub.mode" => mode, "hub.verify_token" => token, "hub.challenge" => challenge, _ => null });
            Assert.Equal(new ChallengeAnswer(admission, admission == Admission.Ok ? "text/plain" : "", admission == Admission.Ok ? challenge! : ""), answer);
        }
    }
}
