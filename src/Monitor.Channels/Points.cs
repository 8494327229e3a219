using Monitor.Core.Posts;

namespace Monitor.Channels;

/// <summary>Coordinates as platforms send them.</summary>
internal static class Points
{
    /// <summary>Null when one is missing or lies off the globe; 0, 0 is a phone without a fix.</summary>
    public static GeoPoint? Of(double? latitude, double? longitude) =>
        latitude is >= -90 and <= 90 && longitude is >= -180 and <= 180 && (latitude != 0 || longitude != 0) ? new GeoPoint(latitude.Value, longitude.Value) : null;
}
