namespace Monitor.Runtime.Simulation;

/// <summary>
/// The one thread of a simulated machine. Every continuation of the code under test is a step that waits here; a seed chooses which runs next, so that each
/// seed is another interleaving and repeats exactly. Dropping the object between two steps is a crash.
/// </summary>
public sealed class SimulatedThread(VirtualTime time, Random random) : SynchronizationContext
{
    private readonly List<(SendOrPostCallback Step, object? State)> ready = [];
    private volatile string? strayed;
    private readonly int owner = Environment.CurrentManagedThreadId;

    /// <summary>Steps taken.</summary>
    public long Steps { get; private set; }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (Environment.CurrentManagedThreadId != owner)
        {
            strayed = d.Method + Environment.NewLine + Environment.StackTrace;
            return;
        }

        ready.Add((d, state));
    }

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Nothing blocks in a simulation.");

    /// <summary>Takes steps and fires timers until nothing is left to do before the instant, or until told to end.</summary>
    /// <param name="until">Of the virtual time.</param>
    /// <param name="ended">Asked before each step.</param>
    public void Run(TimeSpan until, Func<bool> ended)
    {
        var before = Current;
        SetSynchronizationContext(this);
        try
        {
            while (!ended())
            {
                if (strayed is not null)
                {
                    throw new InvalidOperationException("Code under simulation left its thread: something awaits without the context. " + strayed);
                }

                if (ready.Count > 0)
                {
                    StepOnce();
                }
                else if (!time.FireNext(until))
                {
                    return;
                }
            }
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    /// <summary>Starts something as a first step.</summary>
    public void Start(Func<Task> work) => ready.Add((static state => _ = ((Func<Task>)state!)(), work));

    private void StepOnce()
    {
        var place = random.Next(ready.Count);
        var (step, state) = ready[place];
        ready[place] = ready[^1];
        ready.RemoveAt(ready.Count - 1);
        Steps++;
        step(state);
    }
}
