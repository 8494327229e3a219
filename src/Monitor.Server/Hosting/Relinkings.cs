using Monitor.Core.Authors;
using Monitor.Runtime;
using Monitor.Runtime.Followers;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Journal;

namespace Monitor.Server.Hosting;

/// <summary>Tells the intake when an officer joins or parts two identifiers of a person, on whichever silo that was asked: it remembers who decides for whom.</summary>
internal sealed class Relinkings(IJournal journal, Engine engine) : IReadModel
{
    public string Name => "relinkings";

    public async ValueTask<Checkpoint> Open(CancellationToken cancellation) => new(journal.Epoch, await journal.Head(cancellation));

    public ValueTask Restart(long epoch, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask Applied(Checkpoint reached, CancellationToken cancellation) => ValueTask.CompletedTask;

    public void Apply(FeedEvent happened)
    {
        if (happened.Event is AuthorEvent.IdentityUnlinked or AuthorEvent.IdentityLinked { By: not null })
        {
            engine.Intake.Relinked(StreamName.KeyOf(happened.Stream));
        }
    }
}
