namespace Monitor.Core.Routing;

/// <summary>
/// Words that by themselves say that a text complains of the police: a guard beside the classifier's category, because such a text must never reach the unit it names.
/// </summary>
public static class Conduct
{
    private static readonly string[] Certain =
    [
        "bribe", "bribery", "rishwat", "rishvat", "ghoos", "ghus ", "hafta vasooli", "hafta wasooli", "mamool", "lancha", "custodial", "police brutality", "fake encounter", "refused to register fir",
        "refusing to register fir", "not registering fir", "refused to file fir", "fir nahi likh", "fir darj nahi", "fir dakhil madlilla", "रिश्वत", "घूस", "एफआईआर नहीं लिख", "रिपोर्ट नहीं लिख",
        "ಲಂಚ", "ಎಫ್ಐಆರ್ ದಾಖಲಿಸಿಲ್ಲ", "ಮಾಮೂಲಿ ವಸೂಲಿ",
    ];

    private static readonly string[] Police =
    [
        "police", "constable", "inspector", "sub-inspector", "sho", " psi", " asi ", "daroga", "sipahi", "thana", "cop ", "cops", "पुलिस", "दरोगा", "सिपाही", "थाना", "थाने", "इंस्पेक्टर",
        "ಪೊಲೀಸ", "ಪೋಲಿಸ", "ಪೋಲೀಸ", "ಠಾಣೆ", "ಪೇದೆ", "ಇನ್ಸ್‌ಪೆಕ್ಟರ್", "polis", "pulis",
    ];

    public static bool IsSpokenOf(string text) =>
        Certain.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase)) && Police.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
}
