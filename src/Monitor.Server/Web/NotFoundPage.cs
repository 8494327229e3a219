namespace Monitor.Server.Web;

/// <summary>What a person reads who typed a wrong address; programs get the problem details.</summary>
public static class NotFoundPage
{
    private const string Page = """
        <!doctype html>
        <html lang="en">
          <head>
            <meta charset="utf-8" /><meta name="viewport" content="width=device-width, initial-scale=1" /><meta name="color-scheme" content="light dark" />
            <link rel="icon" href="/icon.svg" type="image/svg+xml" /><title>Not here · Monitor</title>
          </head>
          <body>
            <main>
              <h1>There is no such page</h1>
              <p>Monitor has a <a href="/">start page</a> and a <a href="/wall">wall</a>; the API is described at <a href="/openapi/v1.json">/openapi/v1.json</a>.</p>
              <p lang="hi">ऐसा कोई पेज नहीं है। <a href="/?lang=hi">शुरुआती पेज</a>, <a href="/wall?lang=hi">वॉल</a>।</p>
              <p lang="kn">ಅಂತಹ ಪುಟ ಇಲ್ಲ. <a href="/?lang=kn">ಆರಂಭದ ಪುಟ</a>, <a href="/wall?lang=kn">ವಾಲ್</a>.</p>
            </main>
          </body>
        </html>
        """;

    /// <summary>An empty answer of 400 or above gets its content: a page for a browser that looked for one, else problem details.</summary>
    public static void UseErrorContent(this WebApplication app) => app.UseStatusCodePages(async context =>
    {
        var http = context.HttpContext;
        if (http.Response.StatusCode == StatusCodes.Status404NotFound && HttpMethods.IsGet(http.Request.Method)
            && http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase))
        {
            http.Response.ContentType = "text/html; charset=utf-8";
            await http.Response.WriteAsync(Page, http.RequestAborted);
            return;
        }

        await http.RequestServices.GetRequiredService<IProblemDetailsService>().TryWriteAsync(new ProblemDetailsContext { HttpContext = http });
    });
}
