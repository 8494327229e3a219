using System.Net;
using Microsoft.AspNetCore.Http.Features;
using Monitor.Server.Settings;

namespace Monitor.Server.Web;

/// <summary>
/// What every answer carries and what is refused at the door (design section 11): strict content policy, sizes bounded, and for changes a Host and Origin that
/// are this server's own, so that no page from elsewhere can act through a browser on this machine.
/// </summary>
public static class Guard
{
    /// <summary>Largest body of an API command. Webhooks have their own limit of 3 MB.</summary>
    private const long CommandBytesMax = 64 * 1024;

    private const string Policy =
        "default-src 'self'; connect-src 'self'; img-src 'self' data:; style-src 'self'; font-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    public static void UseGuard(this WebApplication app, MonitorOptions options) => app.Use(async (context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        var request = context.Request;
        var isWebhook = request.Path.StartsWithSegments("/webhooks");
        if (!options.Security.WithoutSignIn && !isWebhook && !IsHere(request.Host.Host))
        {
            await Problems.Write(context, StatusCodes.Status421MisdirectedRequest, "wrong-host", $"Monitor answers 127.0.0.1 only; the request asked for {request.Host.Host}.");
            return;
        }

        // A browser lets any page open a WebSocket here and read from it: the board is for Monitor's own pages, whatever the method.
        var reads = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        if (!isWebhook && (!reads || request.Path.StartsWithSegments("/live")) && !ComesFromHere(request))
        {
            await Problems.Write(
                context, StatusCodes.Status403Forbidden, "foreign-origin", "A change, and the live board, are for Monitor's own pages and for programs without an Origin.");
            return;
        }

        if (request.Path.StartsWithSegments("/api"))
        {
            // People's words and names stay out of the caches of browsers and proxies.
            headers.CacheControl = "no-store";
        }

        if (!isWebhook && !reads)
        {
            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            {
                limit.MaxRequestBodySize = CommandBytesMax;
            }
        }

        await next(context);
    });

    private static bool IsHere(string host) => host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static bool ComesFromHere(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0
            || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && string.Equals(from.Authority, request.Host.Value, StringComparison.OrdinalIgnoreCase));
    }
}
