namespace Monitor.Core.Posts;

/// <summary>A unit's line of work. Stored and shown in camel case: <c>lawAndOrder</c>.</summary>
public enum Wing : byte { None = 0, LawAndOrder, Traffic, Crime, Women, Cyber, ControlRoom, Vigilance }

/// <summary>What kind of thing led to a unit. <see cref="Taught"/> is a correction by an officer; <see cref="PoliceConduct"/> moved the post to a superior.</summary>
public enum PlaceClue : byte { None = 0, Coordinates, Handle, UnitName, Locality, Alias, Thread, PoliceConduct, District, Taught }

/// <summary>What pointed to a unit: offsets into the text instead of the words; 0,0 where it was no word.</summary>
/// <param name="Unit">The unit that the clue points to; not always the one that was chosen.</param>
/// <param name="Weight">What it counted for, 0 to 1, after corrections for ambiguity.</param>
public readonly record struct PlaceReason(PlaceClue Clue, string Unit, int Start, int End, double Weight);

/// <summary>Where a post belongs, as recorded in events.</summary>
/// <param name="Unit">Law-and-order unit (or the superior, for police conduct); null below the threshold: triage.</param>
/// <param name="Wings">Units of other wings that the category asks for; all of that area's where no category is known.</param>
/// <param name="Confidence">0 to 1; kept for the best guess when <paramref name="Unit"/> is null.</param>
/// <param name="Reasons">At most 8, heaviest first.</param>
public sealed record Located(string? Unit, IReadOnlyDictionary<Wing, string> Wings, double Confidence, IReadOnlyList<PlaceReason> Reasons)
{
    public static readonly Located Nowhere = new(null, new Dictionary<Wing, string>(), 0, []);
}
