using Monitor.Core.Board;
using Monitor.Core.Posts;

namespace Monitor.Browser.Feed;

/// <summary>The states of a control room that the wall must show well.</summary>
public static class Scenes
{
    /// <summary>21:12:07 in Kolkata.</summary>
    public static readonly DateTimeOffset Evening = new(2026, 11, 21, 15, 42, 7, TimeSpan.Zero);

    /// <summary>18:42:07 in Kolkata.</summary>
    public static readonly DateTimeOffset Dusk = Evening.AddHours(-2.5);

    /// <summary>03:04:11 in Kolkata.</summary>
    public static readonly DateTimeOffset Night = new(2026, 11, 21, 21, 34, 11, TimeSpan.Zero);

    public static readonly IReadOnlyDictionary<string, WallName> Names = new Dictionary<string, WallName>
    {
        ["whitefield"] = new("Whitefield", "व्हाइटफ़ील्ड", "ವೈಟ್‌ಫೀಲ್ಡ್"),
        ["hsr"] = new("HSR Layout", "HSR लेआउट", "HSR ಬಡಾವಣೆ"),
        ["koramangala"] = new("Koramangala", "कोरमंगला", "ಕೋರಮಂಗಲ"),
        ["madiwala"] = new("Madiwala", "मडिवाला", "ಮಡಿವಾಳ"),
        ["kengeri"] = new("Kengeri Tr.", "केंगेरी ट्रै.", "ಕೆಂಗೇರಿ ಸಂ."),
        ["electronic"] = new("Electr. City", "इले. सिटी", "ಎಲೆ. ಸಿಟಿ"),
        ["parappana"] = new("Parappana A.", "परप्पन अग्र.", "ಪರಪ್ಪನ ಅಗ್ರ"),
        ["subramanya"] = new("Subramanyap.", "सुब्रह्मण्य.", "ಸುಬ್ರಹ್ಮಣ್ಯ"),
        ["women"] = new("Women East", "महिला पूर्व", "ಮಹಿಳಾ ಪೂರ್ವ"),
        ["cen"] = new("CEN South", "साइबर दक्षिण", "ಸೈಬರ್ ದಕ್ಷಿಣ"),
    };

    public static Scene AllInTime { get; } = new("all-in-time", Evening, 1, Calm(Evening), Vitals.Well);

    public static Scene Normal { get; } = new(
        "normal", Evening, 1, Busy(Evening), now => Vitals.Well(now) with { Proven = false, Missing = ["late"] });

    public static Scene AtRisk { get; } = new(
        "life-at-risk", Night, 1, WithLives(Busy(Night), Night), now => Vitals.Well(now) with { Proven = false, Missing = ["at-risk", "late"] });

    public static Scene Flood { get; } = new(
        "flood", Evening, 1, Flooded(Evening), now => Vitals.Well(now) with { Proven = false, Missing = ["late"] });

    public static Scene SilentLink { get; } = new("silent-link", Evening, 1, Calm(Evening), now => Vitals.Well(now) with
    {
        Proven = false,
        Missing = ["link:whatsapp", "canary"],
        CanaryAgeSeconds = 240,
        Links =
        [
            Link.Live("x", now, 2), Link.Live("facebook", now, 14), new("instagram", "instagram", "quiet", now.AddMinutes(-22), 600),
            new("whatsapp", "whatsapp", "dead", now.AddMinutes(-12), 60),
        ],
    });

    /// <summary>A first start: no link has been heard, and what is late is late for long.</summary>
    public static Scene FirstMorning { get; } = new(
        "first-morning", Evening, 1,
        WithLives(Calm(Evening), Evening) with { AtRiskCount = 5, LateCount = 9, MoreLate = new(9, Evening.AddHours(-20), [new("subramanya", 2), new("hsr", 1)]) },
        now => Vitals.Well(now) with
    {
        Proven = false,
        Missing = ["link:x", "link:facebook", "link:instagram", "link:whatsapp", "canary", "late", "at-risk"],
        CanaryAgeSeconds = null,
        LatenessP99Ms = null,
        Links = [.. new[] { "x", "facebook", "instagram", "whatsapp" }.Select(channel => new Link(channel, channel, "never", null, null))],
    });

    public static Scene Demo { get; } = new(
        "demo", Dusk, 60, WithLives(Busy(Dusk), Dusk, one: true), now => Vitals.Well(now) with
    {
        Proven = false,
        Missing = ["at-risk", "late"],
        Demo = new DemoState(60, false),
        Caption = new Caption(
            "hint",
            "A citizen hints at self-harm: the emergency line must be told within 3 minutes",
            "एक नागरिक ने आत्महत्या का संकेत दिया: 3 मिनट में 112 को बताना है",
            "ನಾಗರಿಕರೊಬ್ಬರಿಂದ ಆತ್ಮಹತ್ಯೆಯ ಸುಳಿವು: 3 ನಿಮಿಷದಲ್ಲಿ 112ಗೆ ತಿಳಿಸಬೇಕು"),
    });

    public static Scene Paused { get; } = new(
        "paused", Dusk, 0, Busy(Dusk), now => Vitals.Well(now) with { Proven = false, Missing = ["late"], Demo = new DemoState(60, true) });

    /// <summary>An evening as the README shows it.</summary>
    public static Scene Picture { get; } = new(
        "picture", Evening, 1, WithLives(Busy(Evening), Evening), now => Vitals.Well(now) with { Proven = false, Missing = ["at-risk", "late"] });

    /// <summary>The widest text that each cell can be asked to hold.</summary>
    public static Scene Longest { get; } = new(
        "longest", Night, 1, Widest(Night), now => Vitals.Well(now) with { Proven = false, Missing = ["at-risk", "late", "canary", "link:whatsapp"] });

    public static IReadOnlyList<Scene> All { get; } = [AllInTime, Normal, AtRisk, Flood, SilentLink, FirstMorning, Demo, Paused, Longest];

    static Wall Calm(DateTimeOffset now) => new(
        Open: 41, Triage: 0, AtRiskCount: 0, AtRisk: [], LateCount: 0, Late: [],
        Next:
        [
            new("BLR-261121-48213", 2, now.AddSeconds(3 * 60 + 42), Verb.Accept, "THEFT_SNATCH", "whitefield", null, false, Office.None, 1),
            new("BLR-261121-47720", 3, now.AddMinutes(26), Verb.Act, "NOISE", "hsr", null, false, Office.None, 1),
            new("BLR-261121-47698", 1, now.AddMinutes(41), Verb.Inform, "WOMEN_SAFETY", "women", null, false, Office.ChiefMinister, 1),
            new("BLR-261121-47011", 3, now.AddMinutes(125), Verb.Check, "TRAFFIC_JAM", "kengeri", null, false, Office.None, 12),
        ],
        Unowned: null, MoreLate: new(0, null, []), FloodUnits: [],
        Forwards: new(1, 0, now.AddHours(-3), now.AddMinutes(41)),
        Flags: new(2, 0, now.AddMinutes(-6), new Dictionary<string, int> { ["abuse"] = 2 }),
        Silent: new(0, 0, []),
        Answers: new("2026-11-21", 310, 14 * 60 + 20, 288, 19 * 60),
        Units: Loads(), Trend: Day(now), Faults: []);

    static Wall Busy(DateTimeOffset now) => Calm(now) with
    {
        Open = 63,
        Triage = 5,
        LateCount = 3,
        Late =
        [
            new("BLR-261121-45518", 1, now.AddSeconds(-(4 * 60 + 11)), Verb.Acknowledge, "WOMEN_SAFETY", "koramangala", "ACP", true, Office.None, 1),
            new("BLR-261121-44120", 2, now.AddMinutes(-38), Verb.ReportBack, "LAND_DISPUTE", "madiwala", null, true, Office.ChiefMinister, 1),
            new("BLR-261120-39077", 3, now.AddHours(-7).AddMinutes(-5), Verb.Act, "NOISE", "electronic", "DCP", true, Office.None, 1),
        ],
        Forwards = new(2, 1, now.AddHours(-9), now.AddMinutes(41)),
        Silent = new(1, 1, [new("parappana", "@ParappanaPS", true, now.AddHours(-14)), new("kengeri", "@KengeriTr", false, now.AddHours(-6))]),
    };

    static Wall WithLives(Wall wall, DateTimeOffset now, bool one = false)
    {
        AtRiskRow hint = new("BLR-261121-48377", "SELF_HARM", "whitefield", now.AddSeconds(-48), "seen", now.AddSeconds(12), null, 1);
        AtRiskRow bomb = new("BLR-261121-48102", "BOMB_HOAX", "electronic", now.AddMinutes(-9), "reached", now.AddMinutes(-1), "Hoysala 41", 3);
        return wall with { AtRiskCount = one ? 1 : 2, AtRisk = one ? [hint] : [hint, bomb] };
    }

    static Wall Flooded(DateTimeOffset now) => Busy(now) with
    {
        LateCount = 25,
        MoreLate = new(22, now.AddDays(-3), [new("whitefield", 6), new("hsr", 4)]),
        FloodUnits = [new("hsr", 96), new("koramangala", 31), new("madiwala", 14), new("whitefield", 6), new(null, 3)],
    };

    static Wall Widest(DateTimeOffset now)
    {
        ClockRow Row(int n, Verb verb, string category, string unit, TimeSpan due, string? rank) =>
            new($"BLR-261121-4888{n}", n % 5, now + due, verb, category, unit, rank, due < TimeSpan.Zero, Office.HomeMinister, n == 2 ? 1488 : 1);
        return WithLives(Busy(now), now) with
        {
            AtRiskCount = 12,
            LateCount = 128,
            Late =
            [
                Row(1, Verb.SecondCheck, "COMMUNAL_RUMOUR", "subramanya", TimeSpan.FromHours(-239), "DCP"),
                Row(2, Verb.Close, "TRAFFIC_VIOLATION", "parappana", TimeSpan.FromHours(-23.9), "ACP"),
                Row(3, Verb.Acknowledge, "PASSPORT_VERIFICATION", "electronic", TimeSpan.FromMinutes(-59), "Commissioner"),
            ],
            Next =
            [
                Row(4, Verb.ReportBack, "LAND_DISPUTE", "subramanya", TimeSpan.FromMinutes(9), null),
                Row(5, Verb.Close, "WOMEN_SAFETY", "parappana", TimeSpan.FromHours(22), null),
                Row(6, Verb.Act, "POLICE_MISCONDUCT", "women", TimeSpan.FromDays(9.9), null),
                Row(7, Verb.Accept, "BOMB_HOAX", "koramangala", TimeSpan.FromDays(88), null),
            ],
            MoreLate = new(125, now.AddDays(-31), [new("subramanya", 41), new("parappana", 38)]),
            Forwards = new(18, 11, now.AddDays(-4), now),
            Flags = new(118, 0, now.AddHours(-22), new Dictionary<string, int> { ["abuse"] = 118 }),
            Silent = new(14, 6, [new("subramanya", "@SubramanyapuraPS", true, now.AddDays(-3))]),
            Answers = new("2026-11-21", 310, 11.4 * 3600, 288, 9.6 * 3600),
        };
    }

    static List<UnitLoad> Loads() =>
    [
        new("whitefield", 6, 1, 9, 3.1), new("hsr", 14, 2, 31, 4.0), new("koramangala", 8, 0, 5, 4.2), new("madiwala", 7, 0, 7, 3.0),
        new("kengeri", 2, 0, 1, 1.4), new("electronic", 5, 1, 2, 2.2), new("parappana", 3, 0, 1, 1.0), new("subramanya", 4, 0, 2, 1.9),
    ];

    static List<TrendPoint> Day(DateTimeOffset now)
    {
        List<TrendPoint> points = [];
        for (int i = 250; i >= 0; i--)
        {
            double wave = 1 + Math.Sin((250 - i) / 40.0) + (i is > 30 and < 45 ? 4 : 0);
            points.Add(new(now.AddMinutes(-5 * i), (int)(6 * wave), (int)(5.5 * wave), i % 17 == 0 ? 2 : 0, (int)(40 + 14 * wave)));
        }
        return points;
    }
}
