using Monitor.Runtime.Deadlines;
using Monitor.Server.Live;

namespace Monitor.Server.Demo;

/// <summary>The demo's controls as everybody sees them: rate, pause, and the line of the story that is being told.</summary>
public sealed class DemoState(DomainClock clock, string scenario, int speed)
{
    private readonly Lock gate = new();
    private double wanted = speed;
    private bool paused;

    public Caption? Caption { get; set; }

    public DemoVitals Vitals => new(Rate, Paused, scenario);

    public double Rate
    {
        get
        {
            lock (gate)
            {
                return wanted;
            }
        }
    }

    public bool Paused
    {
        get
        {
            lock (gate)
            {
                return paused;
            }
        }
    }

    /// <param name="rate">1, 5, 10 or 60; null: unchanged.</param>
    public void Set(double? rate, bool? pause)
    {
        lock (gate)
        {
            wanted = rate ?? wanted;
            paused = pause ?? paused;
            clock.SetRate(paused ? 0 : wanted);
        }
    }
}
