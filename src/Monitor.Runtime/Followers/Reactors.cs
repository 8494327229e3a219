using Monitor.Core;
using Monitor.Core.Accounts;
using Monitor.Core.Authors;
using Monitor.Core.Complaints;
using Monitor.Core.Flags;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Followers;

/// <summary>The reactors of this build and what they listen to. Their names are stored with causes and checkpoints: they never change.</summary>
public static class Reactors
{
    private static readonly ValueTask<IEnumerable<Reaction>> Nothing = new([]);

    public static IReadOnlyList<Reactor> All(Feed feed, IGrainHost grains, IJournal journal, TimeProvider time)
    {
        Reactor New(string name, Func<FeedEvent, ValueTask<IEnumerable<Reaction>>> react) => new(name, react, feed, grains, journal, time);
        return
        [
            New("complaint-opener", OpenComplaints),
            New("flag-raiser", On<AuthorEvent, FlagCommand>(Flag.Kind, FlagRaiser.Of)),
            New("account-watcher", On<AuthorEvent, OfficialAccountCommand>(OfficialAccount.Kind, (_, happened) => AccountWatcher.Of(happened))),
            New("eraser", happened => Erase(happened, journal)),
        ];
    }

    private static ValueTask<IEnumerable<Reaction>> OpenComplaints(FeedEvent happened) => happened.Event switch
    {
        AuthorEvent mine => new(ComplaintOpener.Commands(mine).Select(ToComplaint)),
        ComplaintEvent mine => new(ComplaintOpener.Commands(StreamName.KeyOf(happened.Stream), mine).Select(ToComplaint)),
        _ => Nothing,
    };

    private static Reaction ToComplaint((string Docket, ComplaintCommand Command) asked) => new(StreamName.Of(Complaint.Kind, asked.Docket), asked.Command);

    /// <summary>A pure mapping of Core: key and events of one kind to keys and commands of another.</summary>
    private static Func<FeedEvent, ValueTask<IEnumerable<Reaction>>> On<TEvent, TCommand>(string kind, Func<string, TEvent, IEnumerable<(string Key, TCommand Command)>> map)
        where TEvent : class, IEvent
        where TCommand : class, ICommand =>
        happened => happened.Event is TEvent mine ? new(map(StreamName.KeyOf(happened.Stream), mine).Select(asked => new Reaction(StreamName.Of(kind, asked.Key), asked.Command))) : Nothing;

    /// <summary>A post that was withdrawn on the platform leaves the post store with its raw bodies; twice is harmless.</summary>
    private static async ValueTask<IEnumerable<Reaction>> Erase(FeedEvent happened, IJournal journal)
    {
        if (happened.Event is AuthorEvent.PostDeleted deleted)
        {
            await journal.Erase(deleted.Post, deleted.At, CancellationToken.None);
        }

        return [];
    }
}
