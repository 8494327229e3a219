using System.Net.Http.Headers;
using Monitor.Channels;
using Monitor.Channels.Scenario;
using Monitor.Runtime.Intake;
using Monitor.Server.Hosting;

namespace Monitor.Server.Demo;

/// <summary>
/// How the demo's citizens and officers reach the server: bodies as the platforms send them, signed as they sign them. Over the real webhook while the server
/// listens; straight through the same check into the intake log while the hours before are simulated.
/// </summary>
/// <param name="address">Where the server listens; null in a simulation.</param>
public sealed class DemoDoor(Intaking intake, Uri? address)
{
    private readonly HttpClient client = new() { Timeout = TimeSpan.FromSeconds(30) };

    public async Task Deliver(SignedBody body, CancellationToken cancellation)
    {
        if (address is null)
        {
            if (Webhook.Check(body.Channel, intake.Channels, body.Signature, body.Body) != Admission.Ok)
            {
                throw new InvalidOperationException("The demo's own signature is refused.");
            }

            await intake.Accept(body.Channel, ChannelName.Of(body.Channel), body.Body, cancellation);
            return;
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, body.Path));
        request.Content = new ByteArrayContent(body.Body);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TryAddWithoutValidation(body.Header, body.Signature);
        using var answer = await client.SendAsync(request, cancellation);
        answer.EnsureSuccessStatusCode();
    }
}
