using Monitor.Core;
using Monitor.Core.Authors;
using Monitor.Core.Posts;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Journal;
using Orleans;
using Orleans.Concurrency;

namespace Monitor.Orleans.Tests;

/// <summary>What one would write with Orleans alone, for comparison: the same state, deciding and storing in the grain itself, one append a call.</summary>
[Alias("monitor.bare-author")]
public interface IBareAuthor : IGrainWithStringKey
{
    [Alias("receive")]
    Task<long> Receive(Immutable<PostFacts> post, long number);

    /// <summary>Its version; loads it.</summary>
    [Alias("look")]
    Task<long> Look();
}

/// <param name="rulebook">Empty.</param>
/// <param name="now">Stands still while it is measured.</param>
public sealed class BareAuthor(IJournal journal, GrainKinds kinds, Rulebook rulebook, Func<DateTimeOffset> now) : Grain, IBareAuthor
{
    private Author state = Author.Initial;
    private long version;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var loaded = await Loading.Load(journal, kinds, this.GetPrimaryKeyString(), cancellationToken);
        (state, version) = ((Author)loaded.State, loaded.Version);
    }

    public Task<long> Look() => Task.FromResult(version);

    public async Task<long> Receive(Immutable<PostFacts> post, long number)
    {
        var events = state.Decide(new AuthorCommand.Receive(post.Value), rulebook, now()).Events;
        var next = events.Aggregate(state, (author, happened) => author.Evolve(happened));
        var item = new AppendItem(
            this.GetPrimaryKeyString(), version, [.. events.Select(happened => kinds.Events.Encode(happened))], next.NextDeadline, [], [], new Cause("intake", number, 0));
        var result = (await journal.Append([item], CancellationToken.None))[0];
        if (result.Outcome != AppendOutcome.Appended)
        {
            throw new InvalidOperationException($"It was not stored: {result.Outcome}.");
        }

        (state, version) = (next, result.Version);
        return version;
    }
}
