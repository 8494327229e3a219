using System.CommandLine;
using Monitor.Server.Hosting;

namespace Monitor.Server.Commands;

/// <summary><c>monitor import</c>: posts from a file into the running server, with an error for each line that cannot be taken and then code 1.</summary>
public static class ImportCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "CSV with a head line, or JSON lines." };
        var kind = new Option<string?>("--as") { Description = "history (opens nothing; default for posts older than a day) or intake." };
        kind.AcceptOnlyFromAmong("history", "intake");
        var directory = BackupCommand.DataDirectory();
        var by = BackupCommand.By();
        var command = new Command("import", "Import posts from a file into the running server.") { file, kind, by, directory };
        command.SetAction((parsed, cancellation) => BackupCommand.Run(async () =>
        {
            var server = await RunningServer.Find(parsed.GetRequiredValue(directory), cancellation)
                ?? throw new InvalidOperationException($"No server runs on {Path.GetFullPath(parsed.GetRequiredValue(directory))}: start it, then import.");
            var body = new { file = parsed.GetRequiredValue(file).FullName, @as = parsed.GetValue(kind), by = parsed.GetRequiredValue(by) };
            var report = await BackupCommand.WithBar("Import", progress => server.Ask("/api/admin/import", body, cancellation, progress));
            foreach (var error in report.GetProperty("errors").EnumerateArray())
            {
                Console.Error.WriteLine($"line {error.GetProperty("line")}: {error.GetProperty("code").GetString()}: {error.GetProperty("what").GetString()}");
            }

            foreach (var note in report.GetProperty("notes").EnumerateArray())
            {
                Console.WriteLine(note.GetString());
            }

            return report.GetProperty("errors").GetArrayLength() == 0 ? 0 : 1;
        }));
        return command;
    }
}
