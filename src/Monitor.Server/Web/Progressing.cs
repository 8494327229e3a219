using System.Text.Json;
using System.Threading.Channels;
using Monitor.Runtime.Journal;
using Monitor.Server.Api;

namespace Monitor.Server.Web;

/// <summary>
/// Long work whose asker wants to see how far it is: with <c>Accept: application/x-ndjson</c> it is answered with one JSON object a line, <c>{"done":0.25}</c> while it runs and
/// <c>{"status":200,"answer":{…}}</c> at its end. Anybody else gets the answer alone.
/// </summary>
public static class Progressing
{
    public const string ContentType = "application/x-ndjson";

    private static readonly byte[] NewLine = "\n"u8.ToArray();

    /// <param name="work">Gives what would have been answered.</param>
    public static async Task<IResult> Run(HttpContext http, Func<IProgress<double>?, Task<IResult>> work)
    {
        if (!http.Request.Headers.Accept.ToString().Contains(ContentType, StringComparison.OrdinalIgnoreCase))
        {
            return await work(null);
        }

        http.Response.ContentType = ContentType;
        await http.Response.StartAsync(http.RequestAborted);
        var shares = new Shares();
        var working = Task.Run(async () =>
        {
            try
            {
                return await work(shares);
            }
            catch (JournalFullException)
            {
                return Problems.DiskFull();
            }
            finally
            {
                shares.End();
            }
        });
        await foreach (var share in shares.Read())
        {
            await Write(http, new { done = share });
        }

        var answer = await working;
        var status = (answer as IStatusCodeHttpResult)?.StatusCode ?? StatusCodes.Status200OK;
        await Write(http, new { status, answer = (answer as IValueHttpResult)?.Value });
        return Results.Empty;
    }

    /// <summary>An asker who has gone is told nothing; the work ends by itself.</summary>
    private static async Task Write(HttpContext http, object line)
    {
        if (!http.RequestAborted.IsCancellationRequested)
        {
            await http.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(line, ApiJson.Options), CancellationToken.None);
            await http.Response.Body.WriteAsync(NewLine, CancellationToken.None);
            await http.Response.Body.FlushAsync(CancellationToken.None);
        }
    }

    /// <summary>The newest share only: a slow asker misses some.</summary>
    private sealed class Shares : IProgress<double>
    {
        private const double Step = 0.005;

        private readonly Channel<double> channel = Channel.CreateBounded<double>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        private double last;

        public void Report(double value)
        {
            if (value - last >= Step)
            {
                last = value;
                channel.Writer.TryWrite(Math.Round(value, 3));
            }
        }

        public void End() => channel.Writer.TryComplete();

        public IAsyncEnumerable<double> Read() => channel.Reader.ReadAllAsync();
    }
}
