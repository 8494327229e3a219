using System.CommandLine;
using System.Text.Json;
using Monitor.Channels;
using Monitor.Channels.Scenario;
using Monitor.Core.Rulebooks;
using Monitor.Server.Demo;
using Monitor.Server.Hosting;
using Monitor.Server.Settings;

namespace Monitor.Server.Commands;

/// <summary><c>monitor replay</c>: posts a scenario to the webhooks of a running server, signed as the platforms sign; what gets no 200 is sent again.</summary>
public static class ReplayCommand
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMilliseconds(200);

    public static Command Create()
    {
        var name = new Argument<string>("scenario") { Description = "A name of seeds/scenarios." };
        var to = new Option<string>("--to") { Description = "The server.", DefaultValueFactory = _ => "http://127.0.0.1:5080" };
        var secret = new Option<string>("--secret") { Description = "The secret that all four channels of that server are set to.", Required = true };
        var date = new Option<string>("--date") { Description = "The scenario's day, ISO.", Required = true };
        var speed = new Option<double>("--speed") { Description = "Scenario seconds in a second; 0: as fast as the server answers.", DefaultValueFactory = _ => 60 };
        var command = new Command("replay", "Replay a scenario against a running server through its real webhooks.") { name, to, secret, date, speed };
        command.SetAction((parsed, cancellation) => BackupCommand.Run(async () =>
        {
            var seeds = Seeds.Find();
            var scenario = DemoScenario.Load(seeds, parsed.GetRequiredValue(name)).Posts;
            var (rulebook, faults) = RulebookReader.Read(seeds.Parts(), [], 1, DateOnly.Parse(parsed.GetRequiredValue(date), System.Globalization.CultureInfo.InvariantCulture));
            var midnight = new DateTimeOffset(DateTime.Parse(parsed.GetRequiredValue(date), System.Globalization.CultureInfo.InvariantCulture), scenario.Offset);
            var poster = new Poster(scenario, (rulebook ?? throw new WrongSettingException(faults)).Seats.All, midnight, Secrets(parsed.GetRequiredValue(secret)));
            var address = AddressOf(parsed.GetRequiredValue(to));
            var sent = await BackupCommand.WithBar("Replay", bar => Post(scenario, poster, address, parsed.GetRequiredValue(speed), bar, cancellation));
            Console.WriteLine($"{sent} deliveries answered with 200.");
        }));
        return command;
    }

    private static Uri AddressOf(string server) => Uri.TryCreate(server, UriKind.Absolute, out var address)
        ? address
        : throw new InvalidOperationException($"'{server}' is no address of a server. Name it as --to http://127.0.0.1:5080.");

    private static ChannelsOptions Secrets(string secret) => new()
    {
        X = new() { ConsumerSecret = secret }, Facebook = new() { AppSecret = secret }, Instagram = new() { AppSecret = secret }, WhatsApp = new() { AppSecret = secret },
    };

    private static async Task<int> Post(Scenario scenario, Poster poster, Uri server, double speed, IProgress<double> bar, CancellationToken cancellation)
    {
        using var client = new HttpClient(new MayBeGone()) { BaseAddress = server };
        var time = TimeProvider.System;
        var started = time.GetTimestamp();
        var first = scenario.Lines[0].At;
        var sent = 0;
        var said = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in scenario.Lines)
        {
            var wait = speed > 0 ? ((line.At - first) / speed) - time.GetElapsedTime(started) : TimeSpan.Zero;
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, time, cancellation);
            }

            await Insist(client, poster.Body(line), said, time, cancellation);
            bar.Report((double)++sent / scenario.Lines.Count);
        }

        return sent;
    }

    /// <summary>Sends it again until it is answered with 200; why it was not is said once for each reason, and ends the replay where sending again cannot help.</summary>
    private static async Task Insist(HttpClient client, SignedBody body, HashSet<string> said, TimeProvider time, CancellationToken cancellation)
    {
        while (true)
        {
            string why;
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, body.Path) { Content = new ByteArrayContent(body.Body) };
                request.Headers.TryAddWithoutValidation(body.Header, body.Signature);
                using var answer = await client.SendAsync(request, cancellation);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }

                why = $"The server at {client.BaseAddress} answered {(int)answer.StatusCode} to {body.Path}";
                var (code, detail) = await Problem(answer, cancellation);
                if (code == "closed" || (int)answer.StatusCode is 403 or 404 or 413)
                {
                    throw new InvalidOperationException($"{why}: {detail} Is --to Monitor's address, and --secret what its channels are set to?");
                }

                why += $": {detail} It is sent again until the answer is 200.";
            }
            catch (Exception silent) when (silent is HttpRequestException || (silent is TaskCanceledException && !cancellation.IsCancellationRequested))
            {
                why = $"No answer from {client.BaseAddress}: {silent.Message} It is sent again until one comes.";
            }

            if (said.Add(why))
            {
                Console.Error.WriteLine(why);
            }

            await Task.Delay(RetryAfter, time, cancellation);
        }
    }

    private static async Task<(string? Code, string? Detail)> Problem(HttpResponseMessage answer, CancellationToken cancellation)
    {
        if (answer.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) != true)
        {
            return (null, "It does not say why.");
        }

        try
        {
            var told = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellation);
            string? Member(string name) => told.ValueKind == JsonValueKind.Object && told.TryGetProperty(name, out var member) ? member.ToString() : null;
            return (Member("code"), Member("detail"));
        }
        catch (JsonException)
        {
            return (null, "It does not say why.");
        }
    }
}
