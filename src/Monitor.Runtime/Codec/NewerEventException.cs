namespace Monitor.Runtime.Codec;

/// <summary>
/// An event that a later build wrote. No quarantine: the stream is sound, this build is too old for it. The host gives the grain up and reports not ready
/// (design section 4).
/// </summary>
public sealed class NewerEventException(string type, int typeVersion)
    : Exception($"The event '{type}' of version {typeVersion} was written by a later build. Start that build, or a later one.")
{
    public string Type { get; } = type;

    public int TypeVersion { get; } = typeVersion;
}
