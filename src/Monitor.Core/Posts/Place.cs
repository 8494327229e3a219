namespace Monitor.Core.Posts;

/// <summary>A unit's line of work.</summary>
public enum Wing : byte { None = 0, LawAndOrder, Traffic, Crime, Women, Cyber, ControlRoom, Vigilance }

public enum PlaceClue : byte { None = 0, Coordinates, Handle, UnitName, Locality, Alias, Thread, PoliceConduct, District, Taught }

/// <summary>What pointed to a unit: offsets into the text instead of the words; 0,0 where it was no word.</summary>
public readonly record struct PlaceReason(PlaceClue Clue, string Unit, int Start, int End, double Weight);

/// <summary>Where a post belongs, as recorded in events.</summary>
/// <param name="Unit">Law-and-order unit (or the superior, for police conduct); null below the threshold: triage.</param>
/// <param name="Wings">Units of other wings that the category asks for.</param>
/// <param name="Confidence">0 to 1.</param>
public sealed record Located(string? Unit, IReadOnlyDictionary<Wing, string> Wings, double Confidence, IReadOnlyList<PlaceReason> Reasons)
{
    public static readonly Located Nowhere = new(null, new Dictionary<Wing, string>(), 0, []);
}
