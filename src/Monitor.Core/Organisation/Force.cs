namespace Monitor.Core.Organisation;

/// <summary>One police force as its organisation file states it.</summary>
/// <param name="Id">For example <c>bengaluru</c>; stable.</param>
/// <param name="Version">Grows with each change; stands in events beside what was taken from it.</param>
/// <param name="Zone">IANA time zone of its days and calendars.</param>
/// <param name="Language">The local language beside English: hi or kn. Text in its script speaks for this force.</param>
/// <param name="Units">All rows, also those that hold no longer or not yet.</param>
/// <param name="Elsewhere">Cities and districts outside the force: a name beside one of them is not ours.</param>
/// <param name="NotPlaces">Phrases that contain a place's name but mean something else: film titles, rulers, dishes.</param>
public sealed record Force(
    string Id, int Version, string Zone, string Language, IReadOnlyList<Unit> Units, IReadOnlyList<string> Elsewhere, IReadOnlyList<string> NotPlaces);

/// <summary>Something wrong in a seed file, with its place and how to mend it.</summary>
/// <param name="Line">1-based; 0 when the whole file is meant.</param>
/// <param name="Field">For example <c>units[blr/whitefield-ps].parent</c>.</param>
public sealed record FileFault(int Line, string Field, string Problem, string Fix)
{
    public override string ToString() => $"line {Line}, {Field}: {Problem} {Fix}";
}
