using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Monitor.Browser.Feed;

/// <summary>The few answers of the REST interface (design section 12) that the start page and the map ask for.</summary>
static class FakeApi
{
    public static void Map(WebApplication app, FakeFeed feed)
    {
        app.MapGet("/api/units", () => new { items = Units, next = (string?)null });
        app.MapGet("/api/posts", () => new { items = Posts(feed.Now), next = (string?)null });
        app.MapGet("/api/complaints/{docket}", (string docket) => Complaint(docket, feed.Now));
        app.MapGet("/api/demo", () => new { now = feed.Now, rate = feed.Scene.Rate, paused = false, scenario = "bengaluru-day" });
        app.MapPost("/api/demo", async (Turn turn) =>
        {
            await feed.Show(feed.Scene with { Now = feed.Now, Rate = turn.Rate ?? feed.Scene.Rate, VitalsAt = Paused(feed.Scene, turn) });
            return Results.Ok(new { });
        });
        app.MapPost("/api/demo/write", (Writing writing) => Written(writing, feed.Now));
    }

    public sealed record Turn(int? Rate, bool? Paused);

    public sealed record Writing(string Channel, string Text);

    static Func<DateTimeOffset, Vitals> Paused(Scene scene, Turn turn) =>
        now => scene.VitalsAt(now) with { Demo = new DemoState(turn.Rate ?? scene.Rate, turn.Paused ?? false) };

    static object Verdict(string language, string? category, string complaint, double probability, params int[][] words) => new
    {
        language,
        sentiment = "negative",
        antisocial = new { },
        flags = Array.Empty<string>(),
        complaint,
        complaintProbability = probability,
        category,
        urgency = "normal",
        words = words.Select(w => new { start = w[0], end = w[1], weight = w[2] / 10.0 }),
        model = "test",
    };

    static object Post(int n, DateTimeOffset at, string channel, string text, object verdict, string? unit, string[] reasons) => new
    {
        id = $"post-{n}",
        channel,
        kind = "mention",
        authorId = $"a{n}",
        authorName = $"Citizen {n}",
        text,
        postedAt = at,
        receivedAt = at,
        inReplyTo = (string?)null,
        verdict,
        docket = unit is null ? null : $"BLR-261121-4821{n}",
        unit,
        routing = unit is null ? null : reasons.Length > 0
            ? new { unit, wings = new { }, confidence = 0.86, reasons = reasons.Select(word => Reason(unit, text, word)) }
            : (object)new { unit = (string?)null, wings = new { }, confidence = 0.0, reasons = new[] { Handle } },
        nextDeadline = unit is null ? null : new { clock = "accept", dueAt = at.AddMinutes(15) },
    };

    /// <summary>The city's own account, which every post names: it leads to no station.</summary>
    static readonly object Handle = new { clue = "handle", unit = "city", start = 0, end = 0, weight = 0.95 };

    static object Reason(string unit, string text, string word)
    {
        int start = text.IndexOf(word, StringComparison.Ordinal);
        return new { clue = "locality", unit, start, end = start + word.Length, weight = 1.0 };
    }

    static object[] Posts(DateTimeOffset now) =>
    [
        Post(1, now.AddSeconds(-20), "x", "My snatched gold chain near Whitefield bus stop, two men on a bike",
            Verdict("en", "THEFT_SNATCH", "yes", 0.97, [3, 11, 21], [17, 22, 12]), "whitefield", ["Whitefield"]),
        Post(2, now.AddSeconds(-90), "facebook", "कोरमंगला में रात 12 बजे के बाद भी डीजे बज रहा है, बच्चे सो नहीं पा रहे।",
            Verdict("hi", "NOISE", "yes", 0.91, [34, 38, 18]), "koramangala", ["कोरमंगला"]),
        Post(3, now.AddSeconds(-130), "instagram", "ಮಡಿವಾಳ ಮಾರುಕಟ್ಟೆ ಬಳಿ ನನ್ನ ಮೊಬೈಲ್ ಕಳ್ಳತನವಾಗಿದೆ",
            Verdict("kn", "LOST_MOBILE", "yes", 0.94, [26, 32, 9], [33, 45, 20]), "madiwala", ["ಮಡಿವಾಳ"]),
        Post(4, now.AddSeconds(-170), "whatsapp", "HSR mein do ghante se jaam hai, signal kharab hai",
            Verdict("hi-Latn", "TRAFFIC_JAM", "unsure", 0.55, [22, 26, 15]), null, []),
        Post(5, now.AddSeconds(-200), "x", "<b>bold</b> is text",
            Verdict("en", null, "no", 0.04), "madiwala", []),
    ];

    static object Clock(string clock, string measure, DateTimeOffset at, TimeSpan target) => new
    {
        clock,
        measure,
        startedAt = at,
        dueAt = at + target,
        state = "running",
        policy = "default 3",
        explanation = new
        {
            policy = "default 3",
            calendar = "office",
            target = "PT4H",
            counted = new[] { new { from = at, to = at.AddHours(1) }, new { from = at.AddHours(2), to = at.AddHours(5) } },
            skipped = new[] { new { from = at.AddHours(1), to = at.AddHours(2), why = "closed" } },
            pauses = new[] { new { from = at.AddHours(3), to = at.AddHours(4), by = "si-whitefield", why = "answered" } },
        },
    };

    static object Complaint(string docket, DateTimeOffset now) => new
    {
        docket,
        version = 4,
        state = "accepted",
        priority = 2,
        reasons = new[] { new { why = "category", priority = 2 } },
        category = "THEFT_SNATCH",
        unit = "whitefield",
        wings = Array.Empty<string>(),
        authorId = "a1",
        postIds = new[] { "post-1" },
        incident = (string?)null,
        receivedAt = now.AddHours(-36),
        clocks = new[] { Clock("act", "unit", now.AddMinutes(-4), TimeSpan.FromHours(4)), Clock("acknowledge", "citizen", now.AddMinutes(-4), TimeSpan.FromMinutes(30)) },
        history = new[]
        {
            new { at = now.AddHours(-36), @event = "opened", by = (string?)null, content = new { category = "THEFT_SNATCH", unit = "whitefield" } },
            new { at = now.AddMinutes(-2), @event = "accepted", by = (string?)"si-whitefield", content = new { category = "", unit = "whitefield" } },
        },
        stamps = new { },
    };

    static object Written(Writing writing, DateTimeOffset now) => new
    {
        postId = "post-9",
        docket = "BLR-261121-50001",
        unit = "madiwala",
        verdict = Verdict(writing.Text.Contains("ಮ", StringComparison.Ordinal) ? "kn" : "en", "LOST_MOBILE", "yes", 0.93),
        clocks = new[]
        {
            new { clock = "acknowledge", measure = "citizen", dueAt = now.AddMinutes(30), state = "running" },
            new { clock = "accept", measure = "unit", dueAt = now.AddMinutes(15), state = "running" },
        },
        triage = false,
    };

    static readonly object[] Units =
    [
        Unit("whitefield", 12.9698, 77.7500, "Whitefield", "व्हाइटफील्ड", "ವೈಟ್‌ಫೀಲ್ಡ್"),
        Unit("hsr", 12.9121, 77.6446, "HSR Layout", "एचएसआर लेआउट", "ಎಚ್‌ಎಸ್‌ಆರ್ ಲೇಔಟ್"),
        Unit("koramangala", 12.9352, 77.6245, "Koramangala", "कोरमंगला", "ಕೋರಮಂಗಲ"),
        Unit("madiwala", 12.9226, 77.6174, "Madiwala Police Station", "मडिवाला थाना", "ಮಡಿವಾಳ ಪೊಲೀಸ್ ಠಾಣೆ"),
        Unit("kengeri", 12.9177, 77.4838, "Kengeri", "केंगेरी", "ಕೆಂಗೇರಿ"),
        Unit("electronic", 12.8452, 77.6602, "Electronic City", "इलेक्ट्रॉनिक सिटी", "ಎಲೆಕ್ಟ್ರಾನಿಕ್ ಸಿಟಿ"),
        Unit("parappana", 12.8790, 77.6600, "Parappana Agrahara", "परप्पना अग्रहारा", "ಪರಪ್ಪನ ಅಗ್ರಹಾರ"),
        Unit("subramanya", 12.8990, 77.5400, "Subramanyapura", "सुब्रमण्यपुरा", "ಸುಬ್ರಹ್ಮಣ್ಯಪುರ"),
    ];

    static object Unit(string id, double lat, double lon, string name, string hi, string kn) => new { id, lat, lon, kind = "Station", parent = "blr", name, hi, kn };
}
