namespace Monitor.Server.Settings;

/// <summary>The start is refused: each fault is a sentence that names the setting and the fix.</summary>
public sealed class WrongSettingException(IReadOnlyList<string> faults) : Exception(string.Join(Environment.NewLine, faults))
{
    public WrongSettingException(string fault)
        : this([fault])
    {
    }

    public IReadOnlyList<string> Faults { get; } = faults;
}
