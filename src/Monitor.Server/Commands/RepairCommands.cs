using System.CommandLine;
using Monitor.Server.Hosting;

namespace Monitor.Server.Commands;

/// <summary><c>monitor rebuild</c> (projections only) and <c>monitor release</c> (a quarantined stream, or a reactor that stopped). Both ask the running server.</summary>
public static class RepairCommands
{
    public static Command CreateRebuild()
    {
        var projection = new Argument<string>("projection") { Description = "board" };
        var directory = BackupCommand.DataDirectory();
        var by = BackupCommand.By();
        var command = new Command("rebuild", "Drop a projection and build it anew from the journal. Reactors have effects and are refused.") { projection, by, directory };
        command.SetAction((parsed, cancellation) => BackupCommand.Run(async () =>
        {
            var body = new { projection = parsed.GetRequiredValue(projection), by = parsed.GetRequiredValue(by) };
            Console.WriteLine(await Ask(parsed.GetRequiredValue(directory), "/api/admin/rebuild", body, cancellation));
        }));
        return command;
    }

    public static Command CreateRelease()
    {
        var stream = new Argument<string>("stream")
        {
            Description = "For example complaint/1042-7; or the name of a reactor that stopped after a restore, as the wall's faults name it.",
        };
        var by = BackupCommand.By();
        var directory = BackupCommand.DataDirectory();
        var command = new Command(
            "release", "Try a quarantined stream again and run what was parked before it; or let a reactor go on after a restore, from where nothing is skipped.")
        {
            stream, by, directory,
        };
        command.SetAction((parsed, cancellation) => BackupCommand.Run(async () =>
        {
            var body = new { stream = parsed.GetRequiredValue(stream), by = parsed.GetRequiredValue(by) };
            Console.WriteLine(await Ask(parsed.GetRequiredValue(directory), "/api/admin/release", body, cancellation));
        }));
        return command;
    }

    private static async Task<string> Ask(string directory, string path, object body, CancellationToken cancellation)
    {
        var server = await RunningServer.Find(directory, cancellation)
            ?? throw new InvalidOperationException($"No server runs on {Path.GetFullPath(directory)}: start it, then ask again.");
        return (await server.Ask(path, body, cancellation)).GetProperty("detail").GetString() ?? "Done.";
    }
}
