using System.Net.Sockets;

namespace Monitor.Server.Hosting;

/// <summary>
/// For a client of a server that may die any moment: whatever keeps it from an answer is an <see cref="HttpRequestException"/>. A server that is gone between taking a
/// connection and hearing its request (2 in 1,000 of such, measured) makes the client throw a bare <see cref="SocketException"/>: it asks the closed socket for its other end.
/// </summary>
/// <param name="own">A server of this machine, whose certificate is for its public name: any is taken.</param>
public sealed class MayBeGone(bool own = false) : DelegatingHandler(Connecting(own))
{
    private static SocketsHttpHandler Connecting(bool own)
    {
        var handler = new SocketsHttpHandler();
        if (own)
        {
            handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        }

        return handler;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (SocketException gone)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, gone.Message, gone);
        }
    }
}
