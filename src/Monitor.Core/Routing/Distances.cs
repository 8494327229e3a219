using Monitor.Core.Posts;

namespace Monitor.Core.Routing;

/// <summary>Geometry on the ground, good to 0.5 % within a force's area.</summary>
public static class Distances
{
    public static double Metres(GeoPoint one, GeoPoint other)
    {
        const double EarthRadius = 6_371_000, Radian = Math.PI / 180;
        var east = (other.Longitude - one.Longitude) * Radian * Math.Cos((one.Latitude + other.Latitude) / 2 * Radian);
        var north = (other.Latitude - one.Latitude) * Radian;
        return Math.Sqrt((east * east) + (north * north)) * EarthRadius;
    }

    /// <summary>Whether a polygon (corners in order, not closed) holds the point.</summary>
    public static bool Contains(IReadOnlyList<GeoPoint> polygon, GeoPoint point)
    {
        var inside = false;
        for (int i = 0, j = polygon.Count - 1; i < polygon.Count; j = i++)
        {
            var (here, there) = (polygon[i], polygon[j]);
            if (here.Latitude > point.Latitude != there.Latitude > point.Latitude
                && point.Longitude < ((there.Longitude - here.Longitude) * (point.Latitude - here.Latitude) / (there.Latitude - here.Latitude)) + here.Longitude)
            {
                inside = !inside;
            }
        }

        return inside;
    }
}
