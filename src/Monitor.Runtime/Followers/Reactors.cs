using Monitor.Core;
using Monitor.Core.Accounts;
using Monitor.Core.Alerts;
using Monitor.Core.Authors;
using Monitor.Core.Complaints;
using Monitor.Core.Flags;
using Monitor.Core.Incidents;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Intake;
using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Followers;

/// <summary>The reactors of this build and what they listen to. Their names are stored with causes and checkpoints: they never change.</summary>
public static class Reactors
{
    public static IReadOnlyList<Reactor> All(Feed feed, IGrainHost grains, IJournal journal, Func<Rulebook> rulebook, TimeProvider time)
    {
        var finder = new IncidentFinder();
        Reactor New(string name, Func<IEvent, bool> hears, Func<FeedEvent, IEnumerable<Reaction>> react) => new(name, hears, react, feed, grains, journal, time);
        return
        [
            new("complaint-opener", IsCitizens, happened => OpenComplaints(finder, happened), feed, grains, journal, time)
            {
                Refused = Misplaced,
                Remember = (Author.Kind, happened => _ = happened.Event is AuthorEvent mine ? finder.See(mine) : []),
            },
            New("docket-closer", IsCitizens, CloseDockets),
            New("incident-counter", static happened => happened is ComplaintEvent or IncidentEvent, CountIncidents),
            New("flag-raiser", static happened => happened is AuthorEvent, happened => To(Flag.Kind, FlagRaiser.Of(KeyOf(happened), (AuthorEvent)happened.Event))),
            New("account-watcher", IsCitizens, WatchAccounts),
            New(
                "alert-raiser", static happened => happened is ComplaintEvent or FlagEvent or OfficialAccountEvent or AlertEvent,
                happened => To(Alert.Kind, RaiseAlerts(happened, rulebook()))),
            new("eraser", static happened => happened is AuthorEvent.PostDeleted, static _ => [], feed, grains, journal, time)
            {
                First = (happened, stop) => Erase(happened, (AuthorEvent.PostDeleted)happened.Event, journal, stop),
            },
        ];
    }

    private static bool IsCitizens(IEvent happened) => happened is AuthorEvent or ComplaintEvent;

    /// <summary>Opening and finding incidents are one reactor: a complaint must be there before it is asked to join.</summary>
    private static IEnumerable<Reaction> OpenComplaints(IncidentFinder finder, FeedEvent happened) => happened.Event switch
    {
        AuthorEvent mine => [.. To(Complaint.Kind, ComplaintOpener.Commands(mine)), .. To(Complaint.Kind, finder.See(mine))],
        ComplaintEvent mine => To(Complaint.Kind, ComplaintOpener.Commands(KeyOf(happened), mine)),
        _ => [],
    };

    /// <summary>A post that names a docket that does not exist goes back to its Author, who places it anew.</summary>
    private static Reaction? Misplaced(Ask asked, Refusal refusal) => refusal.Code == "no-such-complaint" && asked.Command is ComplaintCommand.AddPost { Post: var post }
        ? new Reaction(StreamName.Of(Author.Kind, post.Author), new AuthorCommand.Misplaced(post, StreamName.KeyOf(asked.Stream)))
        : null;

    private static IEnumerable<Reaction> CloseDockets(FeedEvent happened) => happened.Event switch
    {
        ComplaintEvent mine => To(Author.Kind, DocketCloser.Of(KeyOf(happened), mine)),
        AuthorEvent mine => To(Author.Kind, DocketCloser.Of(KeyOf(happened), mine)),
        _ => [],
    };

    private static IEnumerable<Reaction> CountIncidents(FeedEvent happened) => happened.Event switch
    {
        ComplaintEvent mine => To(Incident.Kind, IncidentCounter.Of(KeyOf(happened), mine)),
        IncidentEvent mine => To(Complaint.Kind, IncidentCounter.Of(KeyOf(happened), mine)),
        _ => [],
    };

    private static IEnumerable<Reaction> WatchAccounts(FeedEvent happened) => happened.Event switch
    {
        AuthorEvent mine => To(OfficialAccount.Kind, AccountWatcher.Of(mine)),
        ComplaintEvent mine => To(OfficialAccount.Kind, AccountWatcher.Of(KeyOf(happened), mine)),
        _ => [],
    };

    private static IEnumerable<(string Key, AlertCommand Command)> RaiseAlerts(FeedEvent happened, Rulebook rulebook) => happened.Event switch
    {
        ComplaintEvent mine => AlertRaiser.Of(KeyOf(happened), mine),
        FlagEvent mine => AlertRaiser.Of(KeyOf(happened), mine),
        OfficialAccountEvent mine => AlertRaiser.Of(KeyOf(happened), UnitOf(KeyOf(happened), rulebook), mine),
        AlertEvent mine => AlertRaiser.Of(mine),
        _ => [],
    };

    private static string? UnitOf(string seat, Rulebook rulebook) => rulebook.Seats.FindId(seat)?.UnitId;

    /// <summary>A post that was withdrawn on the platform leaves the post store with its raw bodies; twice is harmless.</summary>
    private static async ValueTask Erase(FeedEvent happened, AuthorEvent.PostDeleted deleted, IJournal journal, CancellationToken stop)
    {
        await journal.Erase(deleted.Post, deleted.At, stop);
        if (happened.Cause.Source is IntakePipeline.Source)
        {
            // The delivery that says so names the author once more.
            await journal.DropBody(happened.Cause.Number, stop);
        }
    }

    private static string KeyOf(FeedEvent happened) => StreamName.KeyOf(happened.Stream);

    private static IEnumerable<Reaction> To<TCommand>(string kind, IEnumerable<(string Key, TCommand Command)> asked)
        where TCommand : class, ICommand => asked.Select(each => new Reaction(StreamName.Of(kind, each.Key), each.Command));
}
