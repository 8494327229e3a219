using System.CommandLine;
using System.Net.Sockets;
using System.Security.Cryptography;
using Monitor.Server.Hosting;
using Monitor.Server.Settings;

namespace Monitor.Server.Commands;

/// <summary><c>monitor serve</c>, also what a bare start does: the webhooks, the API, the live board, and in the demo a replayed day.</summary>
public static class ServeCommand
{
    public static Command Create()
    {
        var command = new Command("serve", "Run the server. Settings follow as --Name value, for example --Demo:Enabled false --Data:Directory /var/lib/monitor.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            try
            {
                await using var app = await MonitorApp.Build([.. parsed.UnmatchedTokens], TimeProvider.System, Console.WriteLine, cancellation);
                await Start(app, cancellation);
                await app.WaitForShutdownAsync(cancellation);
                return 0;
            }
            catch (WrongSettingException wrong)
            {
                foreach (var fault in wrong.Faults)
                {
                    Console.Error.WriteLine(fault);
                }

                return 2;
            }
        });
        return command;
    }

    /// <summary>What only the web server itself can find out: a certificate that is none, a port that was taken since it was looked at.</summary>
    private static async Task Start(WebApplication app, CancellationToken cancellation)
    {
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (Exception fault) when (fault is IOException or InvalidOperationException or CryptographicException or SocketException)
        {
            throw new WrongSettingException(
                $"The server cannot start: {fault.Message} Look at Urls, for https at Kestrel:Certificates:Default, and for a silo at Silo:Address and Silo:Port.");
        }
    }
}
