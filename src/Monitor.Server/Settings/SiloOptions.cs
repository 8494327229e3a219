using System.Net;
using Monitor.Server.Hosting;

namespace Monitor.Server.Settings;

/// <summary>For a build with <c>-p:Silo=orleans</c>: this process as one silo of a cluster. Its journal is in Redis, and the list of silos too.</summary>
public sealed class SiloOptions
{
    /// <summary>Name of the cluster; silos of one name on one Redis find each other. Default: monitor.</summary>
    public string Cluster { get; set; } = "monitor";

    /// <summary>At which the other silos reach this one. Default: 127.0.0.1.</summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>On which it listens for the other silos. Default: 11111.</summary>
    public int? Port { get; set; }

    /// <summary>
    /// How long a silo that is asked to stop says so at /health/ready and goes on answering, before it hands its grains over and leaves: longer than the proxy takes to
    /// look. Seconds, 0 to 300. Default: 5.
    /// </summary>
    public int DrainSeconds { get; set; } = 5;

    /// <summary>
    /// For tests and drills: puts this process's clock so many seconds ahead of the machine's (behind: negative), -10 to 10. Served on 127.0.0.1 only. Default: 0.
    /// </summary>
    public int ClockAheadSeconds { get; set; }

    internal IEnumerable<string> Faults(string journalKind)
    {
        if (SiloChoice.IsBuilt && journalKind != "Redis")
        {
            yield return $"Silos of a cluster need a journal for all, but Journal:Kind is '{journalKind}'. Set Journal:Kind=Redis, or build without -p:Silo=orleans.";
        }

        if (!SiloChoice.IsBuilt && Port is not null)
        {
            yield return "Silo:Port is set, but this build runs alone. Build with -p:Silo=orleans, or do not set Silo:Port.";
        }

        if (DrainSeconds is < 0 or > 300)
        {
            yield return $"Silo:DrainSeconds is {DrainSeconds}. Set it to 0 to 300 seconds, longer than the proxy takes to look at /health/ready.";
        }

        if (ClockAheadSeconds is < -10 or > 10)
        {
            yield return $"Silo:ClockAheadSeconds is {ClockAheadSeconds}. Set it to -10 to 10 for a drill, or do not set it.";
        }

        if (!IPAddress.TryParse(Address, out _))
        {
            yield return $"Silo:Address is '{Address}', which is no IP address. Set it to the one at which the other silos reach this machine.";
        }
    }
}
