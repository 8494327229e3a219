using Monitor.Runtime.Grains;

namespace Monitor.Server.Api;

/// <summary>Reading a grain that may not be readable.</summary>
public static class Looking
{
    /// <summary>Null for a stream in quarantine, and while the server stops.</summary>
    public static async ValueTask<GrainView?> TryLook(this IGrainHost grains, string stream)
    {
        try
        {
            return await grains.Look(stream);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
