using System.CommandLine;
using Microsoft.Data.Sqlite;
using Monitor.Server.Hosting;
using Monitor.Server.Settings;
using Monitor.Storage.Redis;
using Monitor.Storage.Sqlite;
using Spectre.Console;

namespace Monitor.Server.Commands;

/// <summary><c>monitor backup</c> and <c>monitor restore</c>. A backup is taken while the server runs; a restore makes a new directory and begins a new epoch.</summary>
public static class BackupCommand
{
    public static Command Create()
    {
        var directory = DataDirectory();
        var to = new Option<string>("--to") { Description = "New folder for the copy.", Required = true };
        var by = By(required: false);
        var command = new Command("backup", "Copy the journal of a data directory, also while the server runs.") { directory, to, by };
        command.SetAction((parsed, cancellation) => Run(async () =>
        {
            var from = parsed.GetRequiredValue(directory);
            var target = Path.GetFullPath(parsed.GetRequiredValue(to));
            long position;
            if (await RunningServer.Find(from, cancellation) is { } server)
            {
                var body = new { directory = target, by = Named(parsed.GetValue(by)) };
                var copied = await WithBar("Backup", progress => server.Ask("/api/admin/backup", body, cancellation, progress));
                position = copied.GetProperty("position").GetInt64();
            }
            else
            {
                RequireJournal(from);
                BesideTheJournal.RequireKey(from);
                await using var journal = SqliteJournal.Open(from);
                position = await WithBar("Backup", progress => journal.Backup(target, progress, cancellation).AsTask());
                BesideTheJournal.Copy(from, target);
            }

            Console.WriteLine($"Copied up to position {position} into {target}.");
        }));
        return command;
    }

    public static Command CreateRestore()
    {
        var from = new Option<string?>("--from") { Description = "Folder of a backup." };
        var into = new Option<string?>("--into") { Description = "New data directory." };
        var redis = new Option<string?>("--redis")
        {
            Description = "Instead: a Redis that was started on a backup's dump.rdb, or that a fail-over has made the first; as Journal:Redis names it.",
        };
        var command = new Command(
            "restore", "Make a data directory from a backup, or begin the new epoch of a restored Redis: boards are built anew, reactors stop and say so until 'monitor release'.")
        {
            from, into, redis,
        };
        command.SetAction((parsed, cancellation) => Run(async () =>
        {
            switch (parsed.GetValue(from), parsed.GetValue(into), parsed.GetValue(redis))
            {
                case (null, null, { } restored):
                    Console.WriteLine($"Epoch {await RedisJournal.BeginEpoch(restored)} begins.");
                    break;
                case ({ } backup, { } directory, null):
                    var epoch = BesideTheJournal.Restore(backup, directory, Console.Error.WriteLine, cancellation);
                    Console.WriteLine($"Restored into {directory}; epoch {epoch} begins.");
                    break;
                default:
                    throw new InvalidOperationException("Name --from and --into, or --redis alone.");
            }
        }));
        return command;
    }

    internal static Option<string> DataDirectory() =>
        new("--data") { Description = "Data directory.", DefaultValueFactory = _ => "data" };

    /// <summary>In whose name a running server is asked.</summary>
    internal static Option<string> By(bool required = true) => new("--by")
    {
        Description = "Officer of the roster: a DCP or SP, or an ACP of the control room." + (required ? "" : " Needed while the server runs."), Required = required,
    };

    internal static string Named(string? by) => by ?? throw new InvalidOperationException("A server runs on this data: name the officer with --by.");

    /// <summary>Of a directory that no server runs on. Opening it would make a journal where none is: an empty one, which nobody meant.</summary>
    /// <exception cref="InvalidOperationException">It holds none, or one that was moved to Redis since.</exception>
    internal static void RequireJournal(string directory)
    {
        Moved.Refuse(directory);
        if (!File.Exists(Path.Combine(directory, "journal.db")))
        {
            throw new InvalidOperationException($"No server runs on '{Path.GetFullPath(directory)}', and it holds no journal. Name the data directory with --data.");
        }
    }

    internal static Task<int> Run(Func<Task> work) => Run(async () =>
    {
        await work();
        return 0;
    });

    /// <summary>What is expected to go wrong is a sentence on standard error: 2 for a value that cannot be, else 1.</summary>
    internal static async Task<int> Run(Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (WrongSettingException wrong)
        {
            Console.Error.WriteLine(wrong.Message);
            return 2;
        }
        catch (Exception fault) when (fault is InvalidOperationException or IOException or HttpRequestException or UnauthorizedAccessException or FormatException
            or InvalidDataException or SqliteException)
        {
            Console.Error.WriteLine(fault.Message);
            return 1;
        }
    }

    /// <summary>A progress bar on standard error, so that standard output holds results only; plain lines where no terminal is.</summary>
    internal static async Task<T> WithBar<T>(string name, Func<IProgress<double>, Task<T>> work)
    {
        if (Console.IsErrorRedirected)
        {
            var lines = new PlainLines(name, Console.Error);
            var done = await work(lines);
            lines.Report(1);
            return done;
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress().StartAsync(async context =>
        {
            var bar = context.AddTask(name, maxValue: 1);
            var result = await work(new Progress<double>(share => bar.Value = share));
            bar.Value = 1;
            return result;
        });
    }
}
