using System.CommandLine;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Intake;
using Monitor.Server.Hosting;
using Monitor.Server.Labels;
using Monitor.Storage.Sqlite;

namespace Monitor.Server.Commands;

/// <summary>
/// <c>monitor labels</c>: what officers decided of posts, as labelled posts for <c>monitor train</c>; from the running server, or from a data directory that none has open.
/// </summary>
public static class LabelsCommand
{
    public static Command Create()
    {
        var to = new Option<string>("--to") { Description = "New file, for example officers.jsonl; 'monitor train --labels' learns from it.", Required = true };
        var by = BackupCommand.By(required: false);
        var directory = BackupCommand.DataDirectory();
        var command = new Command("labels", "Write what officers decided of posts as labelled posts: no authors, no private messages, nothing that was deleted.")
        {
            to, by, directory,
        };
        command.SetAction((parsed, cancellation) => BackupCommand.Run(async () =>
        {
            var (from, file) = (parsed.GetRequiredValue(directory), Path.GetFullPath(parsed.GetRequiredValue(to)));
            var posts = await BackupCommand.WithBar("Labels", async progress => await RunningServer.Find(from, cancellation) is { } server
                ? await Ask(server, file, parsed.GetValue(by), progress, cancellation)
                : await Read(from, file, progress, cancellation));
            Console.WriteLine($"{posts} posts that people decided on are in {file}.");
        }));
        return command;
    }

    private static async Task<int> Ask(RunningServer server, string file, string? by, IProgress<double> progress, CancellationToken cancellation) =>
        (await server.Ask("/api/admin/labels", new { file, by = BackupCommand.Named(by) }, cancellation, progress)).GetProperty("posts").GetInt32();

    private static async Task<int> Read(string directory, string file, IProgress<double> progress, CancellationToken cancellation)
    {
        BackupCommand.RequireJournal(directory);
        await using var journal = SqliteJournal.Open(directory);
        var shelf = new RulebookShelf(journal, journal.Head);
        await shelf.Fill(KnownGrains.All, Seeds.Find(), TimeProvider.System.GetUtcNow(), cancellation);
        return await new LabelExport(journal, KnownGrains.All, LabelExport.Official(shelf.Rulebook)).Write(file, progress, cancellation);
    }
}
