using Microsoft.AspNetCore.Http.Features;
using Monitor.Channels;
using Monitor.Core.Posts;
using Monitor.Server.Hosting;

namespace Monitor.Server.Web;

/// <summary>
/// The platforms' door: the signature is checked over the raw bytes, then body, hash and key go into the intake log in one commit, then 200. What cannot be
/// read is stored and shown all the same; a full disk answers 503, so that the platform tries again.
/// </summary>
public static class Webhooks
{
    private static readonly (string Path, Channel Channel)[] Doors =
        [("x", Channel.X), ("facebook", Channel.Facebook), ("instagram", Channel.Instagram), ("whatsapp", Channel.WhatsApp)];

    public static void MapWebhooks(this WebApplication app)
    {
        foreach (var (path, channel) in Doors)
        {
            var name = path;
            app.MapGet($"/webhooks/{path}", (HttpRequest request, ChannelsOptions options) => Challenge(channel, options, request))
                .WithSummary("The platform's verification").WithTags("webhooks");
            app.MapPost($"/webhooks/{path}", (HttpContext context, Intaking intake) => Deliver(channel, name, intake, context))
                .WithSummary("A signed delivery").WithTags("webhooks").Accepts<object>("application/json")
                .Produces(200).ProducesProblem(403).ProducesProblem(413).ProducesProblem(503);
        }
    }

    private static IResult Challenge(Channel channel, ChannelsOptions options, HttpRequest request)
    {
        var answer = Webhook.Challenge(channel, options, name => request.Query.TryGetValue(name, out var value) && value.Count == 1 ? value[0] : null);
        return answer.Admission == Admission.Ok ? Results.Text(answer.Body, answer.ContentType) : Refused(answer.Admission, channel);
    }

    private static async Task<IResult> Deliver(Channel channel, string name, Intaking intake, HttpContext context)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = Webhook.BodyBytesMax + 1;
        }

        if (context.Request.ContentLength > Webhook.BodyBytesMax)
        {
            return Refused(Admission.TooLarge, channel);
        }

        if (await ReadBody(context.Request, context.RequestAborted) is not { } body)
        {
            return Refused(Admission.TooLarge, channel);
        }

        var headers = context.Request.Headers[Webhook.SignatureHeader(channel)];
        var admission = Webhook.Check(channel, intake.Channels, headers.Count == 1 ? headers[0] : null, body);
        if (admission != Admission.Ok)
        {
            return Refused(admission, channel);
        }

        if (context.RequestServices.GetRequiredService<MonitorNode>().Pulse?.Away is { } away)
        {
            return Problems.Of(StatusCodes.Status503ServiceUnavailable, "journal-away", away);
        }

        await intake.Accept(channel, name, body, context.RequestAborted);
        return Results.Ok();
    }

    private static async ValueTask<byte[]?> ReadBody(HttpRequest request, CancellationToken cancellation)
    {
        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            if (read.Buffer.Length > Webhook.BodyBytesMax)
            {
                reader.AdvanceTo(read.Buffer.End);
                return null;
            }

            if (read.IsCompleted)
            {
                var body = System.Buffers.BuffersExtensions.ToArray(read.Buffer);
                reader.AdvanceTo(read.Buffer.End);
                return body;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static IResult Refused(Admission admission, Channel channel) => admission switch
    {
        Admission.Forbidden => Problems.Of(403, "wrong-signature", "The signature or token is missing or wrong."),
        Admission.Closed => Problems.Of(
            503, "closed", $"No secret is set for {channel}: set Channels:{channel}:{(channel == Channel.X ? "ConsumerSecret" : "AppSecret and VerifyToken")}."),
        Admission.TooLarge => Problems.Of(413, "too-large", $"A delivery has at most {Webhook.BodyBytesMax} bytes."),
        _ => throw new InvalidOperationException($"{admission} is no refusal."),
    };
}
