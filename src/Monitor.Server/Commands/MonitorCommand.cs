using System.CommandLine;

namespace Monitor.Server.Commands;

/// <summary>The one executable's commands (design section 12). Without a command it serves.</summary>
public static class MonitorCommand
{
    public static RootCommand Build()
    {
        var root = new RootCommand("Monitor: the hub of a police control room. Without a command it serves; --help after a command tells its options.");
        foreach (var command in All())
        {
            root.Add(command);
        }

        return root;
    }

    /// <summary><c>serve</c> is what a bare start or a start with settings only means.</summary>
    public static string[] WithDefault(string[] args)
    {
        var asksForHelp = args is ["--help" or "-h" or "-?" or "--version"];
        var namesCommand = args.Length > 0 && !args[0].StartsWith("--", StringComparison.Ordinal) && !args[0].Contains('=', StringComparison.Ordinal);
        return asksForHelp || namesCommand ? args : ["serve", .. args];
    }

    private static IEnumerable<Command> All() =>
    [
        ServeCommand.Create(),
        ReplayCommand.Create(),
        SimulateCommand.Create(),
        TextCommands.CreateTrain(),
        TextCommands.CreateEvaluate(),
        TextCommands.CreateClassify(),
        LabelsCommand.Create(),
        LocateCommand.Create(),
        DueCommand.Create(),
        ImportCommand.Create(),
        AdoptCommand.Create(),
        BackupCommand.Create(),
        BackupCommand.CreateRestore(),
        MigrateCommand.Create(),
        RepairCommands.CreateRebuild(),
        RepairCommands.CreateRelease(),
    ];
}
