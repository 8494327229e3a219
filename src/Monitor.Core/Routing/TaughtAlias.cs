namespace Monitor.Core.Routing;

/// <summary>A correction: from now on this phrase means that unit (design section 6). It outweighs every seed and loses only to a handle or coordinates.</summary>
/// <param name="Phrase">As the citizen wrote it, in any script; matched after the locator's normalisation, whole words, at least 3 letters.</param>
/// <param name="By">Officer id.</param>
public sealed record TaughtAlias(string Phrase, string UnitId, string By, DateTimeOffset At);
