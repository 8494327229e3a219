using System.CommandLine;
using Monitor.Channels;
using Monitor.Channels.Scenario;
using Monitor.Core.Rulebooks;
using Monitor.Server.Demo;
using Monitor.Server.Hosting;
using Monitor.Server.Settings;
using Spectre.Console;

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
        foreach (var line in scenario.Lines)
        {
            var wait = speed > 0 ? ((line.At - first) / speed) - time.GetElapsedTime(started) : TimeSpan.Zero;
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, time, cancellation);
            }

            await Insist(client, poster.Body(line), time, cancellation);
            bar.Report((double)++sent / scenario.Lines.Count);
        }

        return sent;
    }

    private static async Task Insist(HttpClient client, SignedBody body, TimeProvider time, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, body.Path) { Content = new ByteArrayContent(body.Body) };
                request.Headers.TryAddWithoutValidation(body.Header, body.Signature);
                using var answer = await client.SendAsync(request, cancellation);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }

                if ((int)answer.StatusCode is 403 or 413)
                {
                    throw new InvalidOperationException($"The server answered {(int)answer.StatusCode}: is --secret what its channels are set to?");
                }
            }
            catch (HttpRequestException)
            {
                AnsiConsole.Console.Profile.Out.Writer.Flush();
            }

            await Task.Delay(RetryAfter, time, cancellation);
        }
    }
}
