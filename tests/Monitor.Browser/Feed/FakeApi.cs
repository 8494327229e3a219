using Microsoft.AspNetCore.Builder;

namespace Monitor.Browser.Feed;

/// <summary>The few answers of the REST interface (design section 12) that the start page and the map ask for.</summary>
static class FakeApi
{
    public static void Map(WebApplication app, FakeFeed feed)
    {
        app.MapGet("/api/units", () => new { items = Places, next = (string?)null });
    }

    static readonly object[] Places =
    [
        new { id = "whitefield", lat = 12.9698, lon = 77.7500, kind = "station" },
        new { id = "hsr", lat = 12.9121, lon = 77.6446, kind = "station" },
        new { id = "koramangala", lat = 12.9352, lon = 77.6245, kind = "station" },
        new { id = "madiwala", lat = 12.9226, lon = 77.6174, kind = "station" },
        new { id = "kengeri", lat = 12.9177, lon = 77.4838, kind = "station" },
        new { id = "electronic", lat = 12.8452, lon = 77.6602, kind = "station" },
        new { id = "parappana", lat = 12.8790, lon = 77.6600, kind = "station" },
        new { id = "subramanya", lat = 12.8990, lon = 77.5400, kind = "station" },
    ];
}
