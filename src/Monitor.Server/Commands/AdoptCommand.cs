using System.CommandLine;
using System.Globalization;
using Monitor.Server.Hosting;

namespace Monitor.Server.Commands;

/// <summary><c>monitor adopt</c>: a part of the rulebook in force in the running server, which refuses one that does not fit and names every fault.</summary>
public static class AdoptCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "A policy, calendar, roster, organisation, accounts, duties or templates file." };
        var name = new Option<string>("--name") { Description = "Which part it is, as under seeds/: policies/policy-bengaluru.json.", Required = true };
        var by = new Option<string>("--by") { Description = "Officer of the roster.", Required = true };
        var from = new Option<DateOnly?>("--from") { Description = "Of an organisation: the day from which its tree holds, for example 2026-11-22." };
        var directory = BackupCommand.DataDirectory();
        var command = new Command("adopt", "Put a part of the rulebook in force in the running server.") { file, name, by, from, directory };
        command.SetAction((parsed, cancellation) => BackupCommand.Run(async () =>
        {
            var server = await RunningServer.Find(parsed.GetRequiredValue(directory), cancellation)
                ?? throw new InvalidOperationException($"No server runs on {Path.GetFullPath(parsed.GetRequiredValue(directory))}: start it, then adopt.");
            var body = new
            {
                file = parsed.GetRequiredValue(file).FullName, name = parsed.GetRequiredValue(name), by = parsed.GetRequiredValue(by),
                validFrom = parsed.GetValue(from)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            };
            Console.WriteLine((await server.Ask("/api/admin/adopt", body, cancellation)).GetProperty("detail").GetString());
        }));
        return command;
    }
}
