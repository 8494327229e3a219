using System.Globalization;

namespace Monitor.Benchmarks;

/// <summary>What several benches share: options, a folder for their data, and how a result is written.</summary>
internal static class Bench
{
    public static string Root(string name) => Path.Combine(Path.GetTempPath(), $"monitor-{name}-bench");

    public static string Load => File.ReadAllText("/proc/loadavg").Split(' ')[0];

    public static int Number(string[] args, string name, int otherwise) => Option(args, name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    public static string? Option(string[] args, string name) => Array.IndexOf(args, name) is var at && at >= 0 && at + 1 < args.Length ? args[at + 1] : null;

    /// <summary>Of a result's file: with the number of open complaints unless it is the usual one.</summary>
    public static string Named(string bench, int open) => open == 100_000 ? bench : string.Create(CultureInfo.InvariantCulture, $"{bench}-{open}");

    /// <summary>Prints the rows; with <c>--date</c> they become <c>results/NAME.md</c>, with what was measured and the load average when it began and ended.</summary>
    public static void Tell(string[] args, string name, string title, string what, string loadBefore, IReadOnlyList<string> rows)
    {
        foreach (var row in rows) Console.WriteLine(row);
        if (Option(args, "--date") is not { } date) return;
        var command = string.Join(' ', Environment.GetCommandLineArgs().Skip(1));
        File.WriteAllText(Path.Combine("tests", "Monitor.Benchmarks", "results", name + ".md"), string.Create(CultureInfo.InvariantCulture, $"""
            # {title}

            {date}. `dotnet run -c Release --project tests/Monitor.Benchmarks -- {command}`. {what}
            Load average of the {Environment.ProcessorCount} cores: {loadBefore} before, {Load} after.

            | measure | reached |
            |---|---|
            {string.Join('\n', rows)}

            """));
    }
}
