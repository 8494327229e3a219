using System.Buffers;
using Monitor.Core.Organisation;
using Monitor.Core.Posts;

namespace Monitor.Core.Routing;

/// <summary>
/// Words that by themselves say that a text complains of the police: a guard beside the classifier's category, because such a text must never reach the unit it names.
/// </summary>
public static class Conduct
{
    private static readonly Phrases Certain = new(
        [
            "bribe", "rishwat", "rishvat", "ghoos", "ghus ", "hafta vasooli", "hafta wasooli", "mamool ", "lancha", "custodial", "police brutality", "fake encounter",
            "refused to register fir", "refusing to register fir", "not registering fir", "refused to file fir", "fir nahi likh", "fir darj nahi", "fir dakhil madlilla",
            "police beat", "beaten by police", "beaten by the police", "police ne mara", "police ne maara", "police ne peeta", "police ne pita", "police hodedru",
            "polisaru hodedru",
        ],
        [
            "रिश्वत", "घूस", "एफआईआर नहीं लिख", "रिपोर्ट नहीं लिख", "पुलिस ने मारा", "पुलिस ने पीटा", "पुलिस ने मारपीट", "दरोगा ने पीटा",
            "ಲಂಚ", "ಎಫ್ಐಆರ್ ದಾಖಲಿಸಿಲ್ಲ", "ಮಾಮೂಲಿ ವಸೂಲಿ", "ಪೊಲೀಸರು ಹೊಡೆದ", "ಪೊಲೀಸರು ಹಲ್ಲೆ", "ಪೊಲೀಸರ ದೌರ್ಜನ್ಯ",
        ]);

    private static readonly Phrases Police = new(
        ["police", "constable", "inspector", "sho", " psi", " asi ", "daroga", "sipahi", "thana", "cop ", "cops", "polis", "pulis"],
        ["पुलिस", "दरोगा", "सिपाही", "थाना", "थाने", "इंस्पेक्टर", "ಪೊಲೀಸ", "ಪೋಲಿಸ", "ಪೋಲೀಸ", "ಠಾಣೆ", "ಪೇದೆ", "ಇನ್ಸ್‌ಪೆಕ್ಟರ್"]);

    public static bool IsSpokenOf(string text) => Certain.AnyIn(text) && Police.AnyIn(text);

    /// <summary>
    /// For police conduct, the unit that the words point to; the locator has put a superior in its place. Never a unit above that one, such as the main account that was
    /// tagged, and never a whole force: nobody would be left to work on the docket.
    /// </summary>
    public static string? Against(UnitTree units, Category category, Located located)
    {
        if (category != Category.PoliceMisconduct)
        {
            return null;
        }

        var named = located.Reasons.Where(reason => reason.Clue != PlaceClue.District && reason.Unit != located.Unit && !IsAbove(units, reason.Unit, located.Unit)).ToList();
        return named.FirstOrDefault(reason => reason.Clue != PlaceClue.PoliceConduct).Unit ?? named.FirstOrDefault().Unit;
    }

    private static bool IsAbove(UnitTree units, string unit, string? other) =>
        units.Find(unit) is { ParentId: null } || (other is not null && units.IsWithin(other, unit));

    /// <summary>All are looked for in one pass over the text.</summary>
    /// <param name="latin">Whatever their case.</param>
    /// <param name="indic">In scripts that have no case.</param>
    private sealed class Phrases(string[] latin, string[] indic)
    {
        private readonly SearchValues<string> latin = SearchValues.Create(latin, StringComparison.OrdinalIgnoreCase);
        private readonly SearchValues<string> indic = SearchValues.Create(indic, StringComparison.Ordinal);

        public bool AnyIn(string text) => text.AsSpan().ContainsAny(latin) || text.AsSpan().ContainsAny(indic);
    }
}
