using System.Security.Cryptography;
using Microsoft.Extensions.FileProviders;

namespace Monitor.Server.Dashboards;

/// <summary>The built dashboards that this process serves.</summary>
/// <param name="folder">Holds the wall and the start page; null where they are not built.</param>
public sealed class ServedPages(string? folder)
{
    private const string AskEachTime = "no-cache";

    /// <summary>
    /// Of pages and program: whoever reads another one has other pages, or another program behind them. From the same sources it is the same, so that silos of one image agree,
    /// and it needs no version that somebody must remember to raise.
    /// </summary>
    public string Build { get; } = BuildOf(folder);

    /// <summary>The start page at /, the wall at /wall; without them, a page that says what to install.</summary>
    public void Map(WebApplication app)
    {
        if (folder is null)
        {
            const string Missing = "The dashboards are not built: install Node.js 20 or later and start Monitor again. The API runs.";
            app.MapGet("/{page?}", (string? page) => Results.Text(Missing, "text/plain"));
            return;
        }

        foreach (var (path, page) in new[] { ("/wall", "wall"), ("", "start") })
        {
            foreach (var address in new[] { path + "/", path + "/index.html" })
            {
                app.MapMethods(address, [HttpMethods.Get, HttpMethods.Head], (HttpResponse response, CancellationToken stop) => Page(response, page, stop))
                    .ExcludeFromDescription();
            }

            app.UseStaticFiles(new StaticFileOptions
            {
                FileProvider = new PhysicalFileProvider(Path.Combine(folder, page)), RequestPath = path, OnPrepareResponse = file => Keep(file.Context.Response, path),
            });
        }

        app.MapGet("/favicon.ico", () => Results.Redirect("/icon.svg", permanent: true)).ExcludeFromDescription();
    }

    /// <summary>With its build in its head: whoever shows an old one out of a cache can tell.</summary>
    private async Task<IResult> Page(HttpResponse response, string page, CancellationToken stop)
    {
        var html = await File.ReadAllTextAsync(Path.Combine(folder!, page, "index.html"), stop);
        response.Headers.CacheControl = AskEachTime;
        return Results.Content(html.Replace("</head>", $"""<meta name="build" content="{Build}" /></head>""", StringComparison.Ordinal), "text/html; charset=utf-8");
    }

    /// <summary>The name of a file below assets has the hash of its content; another content has another name.</summary>
    private static void Keep(HttpResponse response, string path) => response.Headers.CacheControl =
        response.HttpContext.Request.Path.StartsWithSegments(path + "/assets") ? "public, max-age=31536000, immutable" : AskEachTime;

    private static string BuildOf(string? folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(typeof(ServedPages).Assembly.ManifestModule.ModuleVersionId.ToByteArray());
        foreach (var page in folder is null ? [] : new[] { "wall", "start" }.Select(page => Path.Combine(folder, page, "index.html")).Where(File.Exists))
        {
            // It names every script and style by the hash of its content.
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(page)));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset()[..6]);
    }
}
