namespace Monitor.Runtime.Simulation;

/// <summary>
/// The steps of one silo on the one simulated thread. Frozen it takes none, as a process that stands still: what it had in mind it does when it thaws. Dead it never does.
/// </summary>
internal sealed class SiloContext(SimulatedThread thread) : SynchronizationContext
{
    private readonly List<(SendOrPostCallback Step, object? State)> held = [];
    private bool frozen;

    public bool IsDead { get; private set; }

    public bool IsFrozen => frozen;

    public override void Post(SendOrPostCallback d, object? state) => thread.Post(_ => Take(d, state), null);

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Nothing blocks in a simulation.");

    public void Start(Func<Task> work) => Post(static state => _ = ((Func<Task>)state!)(), work);

    public void Freeze() => frozen = true;

    public void Thaw()
    {
        frozen = false;
        foreach (var (step, state) in held)
        {
            Post(step, state);
        }

        held.Clear();
    }

    public void Die()
    {
        IsDead = true;
        held.Clear();
    }

    private void Take(SendOrPostCallback step, object? state)
    {
        if (frozen && !IsDead)
        {
            held.Add((step, state));
        }
        else if (!IsDead)
        {
            var before = Current;
            SetSynchronizationContext(this);
            try
            {
                step(state);
            }
            finally
            {
                SetSynchronizationContext(before);
            }
        }
    }
}
