using Monitor.Storage.Tests.Sqlite;

namespace Monitor.Storage.Tests;

/// <summary>The test runner; with <c>append-for-ever DIRECTORY</c> the process that <see cref="DurabilityTests"/> kills.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] args) => args switch
    {
        ["append-for-ever", var directory] => await AppendForEver.Run(directory),
        _ => await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args),
    };
}
