namespace Monitor.Server.Settings;

/// <summary>
/// What an administrator can set: <c>appsettings.json</c>, environment (<c>Demo__Speed</c>) or command line (<c>--Demo:Speed 10</c>). A wrong value stops the start
/// with the fix.
/// </summary>
public sealed class MonitorOptions
{
    /// <summary>
    /// Where to listen, several addresses with ; between. Until sign-in exists only 127.0.0.1 is served unless <see cref="SecurityOptions.WithoutSignIn"/> is set.
    /// Default: http://127.0.0.1:5080.
    /// </summary>
    public string Urls { get; set; } = "http://127.0.0.1:5080";

    public DirectoryOptions Data { get; set; } = new();

    public DemoOptions Demo { get; set; } = new();

    public JournalOptions Journal { get; set; } = new();

    public SiloOptions Silo { get; set; } = new();

    public SecurityOptions Security { get; set; } = new();

    public DashboardOptions Dashboards { get; set; } = new();

    /// <summary>Every fault with its fix, or nothing; where it listens is looked at by <see cref="ListenAddresses"/>.</summary>
    public IEnumerable<string> Faults()
    {
        if (string.IsNullOrWhiteSpace(Data.Directory))
        {
            yield return "Data:Directory is empty. Set it to the folder that shall hold the journal.";
        }

        if (Demo.Speed is not (1 or 10 or 60))
        {
            yield return $"Demo:Speed is {Demo.Speed}. Set it to 1, 10 or 60.";
        }

        if (!DateOnly.TryParseExact(Demo.Date, "yyyy-MM-dd", out _))
        {
            yield return $"Demo:Date is '{Demo.Date}'. Set it to a date such as 2026-03-02.";
        }

        if (!TimeOnly.TryParse(Demo.From, System.Globalization.CultureInfo.InvariantCulture, out _))
        {
            yield return $"Demo:From is '{Demo.From}'. Set it to a time of day such as 17:50.";
        }

        foreach (var fault in Journal.Faults(Demo.Enabled).Concat(Silo.Faults(Journal.Kind)))
        {
            yield return fault;
        }
    }
}

public sealed class DirectoryOptions
{
    /// <summary>Folder of the journal and everything derived from it; made when missing. Demo or live for ever. Default: data.</summary>
    public string Directory { get; set; } = "data";
}

public sealed class DemoOptions
{
    /// <summary>Replays a scenario on a demo clock and sends nothing to anybody. Default: true; false is the real thing.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Rate of the domain's clock: 1, 10 or 60. Default: 60.</summary>
    public int Speed { get; set; } = 60;

    /// <summary>A folder name of seeds/scenarios. Default: bengaluru-day.</summary>
    public string Scenario { get; set; } = "bengaluru-day";

    /// <summary>Time of day, in the force's zone, at which the first demo begins; what lies before is simulated at once. Default: 17:50.</summary>
    public string From { get; set; } = "17:50";

    /// <summary>The scenario's first day, ISO. Default: 2026-03-02, a Monday.</summary>
    public string Date { get; set; } = "2026-03-02";
}

public sealed class SecurityOptions
{
    /// <summary>Answers other addresses than 127.0.0.1 although nobody signs in. Default: false.</summary>
    public bool WithoutSignIn { get; set; }
}

public sealed class DashboardOptions
{
    /// <summary>Builds the pages from their sources when those changed; without it the server serves what was built before. Default: true.</summary>
    public bool Build { get; set; } = true;
}
