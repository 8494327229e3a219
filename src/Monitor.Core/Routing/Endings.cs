namespace Monitor.Core.Routing;

/// <summary>
/// Case endings that Kannada glues to a name (ಮಡಿವಾಳದಲ್ಲಿ, madiwaladalli), as sounds. They also say whether something happened at, came from or went to the place.
/// </summary>
internal static class Endings
{
    private static readonly (string Sounds, Cue Cue)[] All =
    [
        ("inaliruva", Cue.At), ("daliruva", Cue.At), ("naliruva", Cue.At), ("yaliruva", Cue.At), ("aliruva", Cue.At), ("inalide", Cue.At), ("dalide", Cue.At), ("nalide", Cue.At),
        ("yalide", Cue.At), ("alide", Cue.At), ("inalina", Cue.At), ("dalina", Cue.At), ("nalina", Cue.At), ("yalina", Cue.At), ("alina", Cue.At),
        ("inali", Cue.At), ("dali", Cue.At),
        ("nali", Cue.At), ("yali", Cue.At), ("ali", Cue.At), ("inalu", Cue.At), ("dalu", Cue.At), ("alu", Cue.At),
        ("ininda", Cue.From), ("dinda", Cue.From), ("ninda", Cue.From), ("yinda", Cue.From), ("inda", Cue.From), ("nda", Cue.From),
        ("ake", Cue.To), ("ke", Cue.To), ("ige", Cue.To), ("yige", Cue.To), ("ge", Cue.To),
        ("vanu", Cue.None), ("yanu", Cue.None), ("anu", Cue.None), ("nu", Cue.None), ("ina", Cue.Joint), ("na", Cue.Joint), ("da", Cue.Joint), ("ya", Cue.Joint), ("a", Cue.Joint),
    ];

    private static readonly (string Sounds, Cue Cue)[][] ByLast = [.. Enumerable.Range(0, 128).Select(last => All.Where(ending => ending.Sounds[^1] == last).ToArray())];

    /// <summary>
    /// The next ending of <paramref name="sounds"/> from <paramref name="index"/> on that leaves at least three sounds; null when there is none. Moves the index on.
    /// </summary>
    public static (int StemLength, Cue Cue)? Next(ReadOnlySpan<char> sounds, ref int index)
    {
        var same = sounds.Length > 3 && sounds[^1] < 128 ? ByLast[sounds[^1]] : [];
        while (index < same.Length)
        {
            var (ending, cue) = same[index++];
            if (sounds.Length >= ending.Length + 3 && sounds.EndsWith(ending))
            {
                return (sounds.Length - ending.Length, cue);
            }
        }

        return null;
    }
}
