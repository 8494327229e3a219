using Monitor.Benchmarks;

// One bench a name; each prints a table and, with --date, writes results/NAME.md. Run from the repository's root, in Release.
return args switch
{
    ["classifier", .. var rest] => ClassifierBench.Run(rest),
    ["day", .. var rest] => DayBench.Run(rest),
    ["journal", .. var rest] => JournalBench.Run(rest),
    ["lateness", .. var rest] => LatenessBench.Run(rest),
    ["locator", .. var rest] => LocatorBench.Run(rest),
    ["memory", .. var rest] => MemoryBench.Run(rest),
    ["redis", .. var rest] => RedisBench.Run(rest),
    ["restart", .. var rest] => RestartBench.Run(rest),
    ["server", .. var rest] => ServerBench.Run(rest),
    ["turns", .. var rest] => TurnBench.Run(rest),
    _ => Unknown(),
};

static int Unknown()
{
    Console.Error.WriteLine("Name a bench: classifier, day, journal, lateness, locator, memory, redis, restart, server, turns.");
    return 2;
}
