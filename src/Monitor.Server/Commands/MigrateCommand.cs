using System.CommandLine;
using Monitor.Server.Hosting;
using Monitor.Storage.Redis;

namespace Monitor.Server.Commands;

/// <summary><c>monitor migrate</c>: the journal of a data directory into Redis, with every position and number as it is.</summary>
public static class MigrateCommand
{
    public static Command Create()
    {
        var directory = BackupCommand.DataDirectory();
        var redis = new Option<string>("--redis") { Description = "The Redis, as Journal:Redis names it.", DefaultValueFactory = _ => "127.0.0.1:6379" };
        var back = new Option<bool>("--back") { Description = "Take it back: possible until the first write to Redis." };
        var command = new Command("migrate", "Move the journal of a data directory to Redis. Stop the server first; afterwards start it with Journal:Kind=Redis.")
        {
            directory, redis, back,
        };
        command.SetAction((parsed, cancellation) => BackupCommand.Run(async () =>
        {
            var (from, to) = (Path.GetFullPath(parsed.GetRequiredValue(directory)), parsed.GetRequiredValue(redis));
            Require(from);
            var migration = new Migration(from, to, TimeProvider.System);
            if (parsed.GetValue(back))
            {
                await migration.TakeBack();
                Console.WriteLine($"{from} holds its journal again; the copy in Redis is gone.");
                return;
            }

            var secret = BesideTheJournal.PeopleSecret(from);
            var position = await BackupCommand.WithBar("Migrate", progress => migration.Run(secret, progress, cancellation));
            Console.WriteLine($"Copied and compared up to position {position}. Start with --Journal:Kind Redis --Data:Directory {from}; until then '--back' undoes it.");
        }));
        return command;
    }

    private static void Require(string directory)
    {
        if (!File.Exists(Path.Combine(directory, "journal.db")))
        {
            throw new InvalidOperationException($"'{directory}' holds no journal. Name the data directory with --data.");
        }

        if (File.ReadAllText(Path.Combine(directory, "kind")).Trim() is not "live" and var kind)
        {
            throw new InvalidOperationException($"'{directory}' holds the data of '{kind}'; only live data can be moved.");
        }
    }
}
