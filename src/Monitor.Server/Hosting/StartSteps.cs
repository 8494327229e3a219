using System.Globalization;

namespace Monitor.Server.Hosting;

/// <summary>Says each step of a start with its time, so that a slow one has a name.</summary>
public sealed class StartSteps(TimeProvider time, Action<string> say)
{
    private long began = time.GetTimestamp();

    /// <summary>What was done since the step before.</summary>
    public void Done(string step)
    {
        say(string.Create(CultureInfo.InvariantCulture, $"{step}: {time.GetElapsedTime(began).TotalSeconds:0.00} s"));
        began = time.GetTimestamp();
    }
}
