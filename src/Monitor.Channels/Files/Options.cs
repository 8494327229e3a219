namespace Monitor.Channels.Files;

/// <summary>How imported posts are to be taken.</summary>
public enum ImportAs : byte
{
    None = 0,

    /// <summary>Counted and searchable, opens nothing.</summary>
    History,

    /// <summary>As if a webhook had brought it.</summary>
    Intake,
}

/// <summary>How a file is read.</summary>
public sealed class Options
{
    /// <value>Null: history for posts older than a day, else intake. Default: null.</value>
    public ImportAs? As { get; set; }

    /// <value>Where times without an offset were written. Default: +05:30, Indian Standard Time; at most 14 hours.</value>
    public TimeSpan Offset { get; set; } = TimeSpan.FromMinutes(330);
}
