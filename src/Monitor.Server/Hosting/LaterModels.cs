using Monitor.Runtime.Followers;
using Monitor.Runtime.Journal;

namespace Monitor.Server.Hosting;

/// <summary>
/// Read models in memory that need the engine itself, so that they can be added only once it is there: the demo's officers, the intake's memory. They begin at the head.
/// </summary>
internal sealed class LaterModels(IJournal journal) : IReadModel
{
    private IReadOnlyList<IReadModel> models = [];

    public string Name => "later";

    public void Add(IReadOnlyList<IReadModel> added) => models = added;

    public async ValueTask<Checkpoint> Open(CancellationToken cancellation) => new(journal.Epoch, await journal.Head(cancellation));

    public ValueTask Restart(long epoch, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask Applied(Checkpoint reached, CancellationToken cancellation) => ValueTask.CompletedTask;

    public void Apply(FeedEvent happened)
    {
        foreach (var model in models)
        {
            model.Apply(happened);
        }
    }
}
