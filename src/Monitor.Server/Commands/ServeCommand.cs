using System.CommandLine;
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
                var app = await MonitorApp.Build([.. parsed.UnmatchedTokens], TimeProvider.System, Console.WriteLine, cancellation);
                await app.RunAsync(cancellation);
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
}
