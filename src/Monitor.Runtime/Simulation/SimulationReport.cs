namespace Monitor.Runtime.Simulation;

/// <summary>How large a simulation is.</summary>
/// <param name="Posts">What citizens and platforms send.</param>
/// <param name="Faults">Crashes, full disks and clock steps.</param>
/// <param name="Span">Virtual time in which it all happens.</param>
public sealed record SimulationSize(int Posts, int Faults, TimeSpan Span)
{
    /// <summary>Over 5,000 turns and 20 faults in two virtual hours.</summary>
    public static SimulationSize Standard { get; } = new(900, 20, TimeSpan.FromHours(2));

    /// <summary>Two silos and ten faults in twenty virtual minutes.</summary>
    public static SimulationSize Cluster { get; } = new(200, 10, TimeSpan.FromMinutes(20));
}

/// <param name="Turns">Turns that were taken.</param>
/// <param name="Failures">What did not hold; empty when all is well.</param>
public sealed record SimulationReport(int Seed, long Turns, long Steps, int Crashes, int Faults, IReadOnlyList<string> Failures)
{
    /// <summary>Two silos over a model of the journal in Redis; else one process and a disk.</summary>
    public bool Redis { get; init; }

    /// <summary>One line for people, with the command that repeats a failure.</summary>
    public override string ToString() => Failures.Count == 0
        ? $"seed {Seed}: {Turns} turns, {Steps} steps, {Faults} faults, {Crashes} crashes: all held"
        : $"seed {Seed}: {string.Join(" | ", Failures.Take(5))}. Repeat: monitor simulate faults --seed {Seed} --seeds 1{(Redis ? " --redis" : "")}";
}
