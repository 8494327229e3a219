using Monitor.Core;
using Monitor.Core.Complaints;
using Monitor.Core.Posts;
using Monitor.Runtime.Deadlines;
using Monitor.Runtime.Followers;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Intake;

/// <summary>
/// Routes anew what is open at units that a reorganisation has ended (design section 6). It asks what is open there, not what has changed: so it takes up the rest after a crash,
/// sees the day that began while nothing ran, and finds the docket that a late post opens at a unit of yesterday. What is done is no longer found, and asking twice does nothing.
/// To run on one process at a time.
/// </summary>
public sealed class Reorganisation(IJournal journal, IGrainHost grains, IntakeReaders readers, BoardHost board, DomainClock clock, TimeProvider time)
{
    /// <summary>Dockets under way at once: wakes and posts take their turns between them.</summary>
    private const int AtOnce = 64;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    /// <summary>While the rulebook stays as it is: a post of yesterday may still open a docket at a unit of yesterday.</summary>
    private static readonly TimeSpan AgainEvery = TimeSpan.FromMinutes(1);

    /// <summary>After a change it looks each time for so long: other silos take the new rulebook up a few seconds later, and until then their dockets stay.</summary>
    private static readonly TimeSpan SettlesWithin = TimeSpan.FromSeconds(30);

    public async Task Run(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        Rulebook? seen = null;
        var (changed, looked) = (0L, 0L);
        do
        {
            if (readers.Rulebook() is var rulebook && !ReferenceEquals(rulebook, seen))
            {
                (seen, changed) = (rulebook, time.GetTimestamp());
            }
            else if (time.GetElapsedTime(changed) > SettlesWithin && time.GetElapsedTime(looked) < AgainEvery)
            {
                continue;
            }

            looked = time.GetTimestamp();
            await RouteAll(stop);
        }
        while (await timer.WaitForNextTickAsync(stop));
    }

    private async Task RouteAll(CancellationToken stop)
    {
        var units = readers.Rulebook().Units;
        // Of a force that is gone nothing is left that could have them.
        foreach (var some in board.Read(all => all.OpenAt(unit => units.Find(unit) is null && units.LeftAbove(unit) is not null)).Chunk(AtOnce))
        {
            stop.ThrowIfCancellationRequested();
            await Task.WhenAll(some.Select(docket => Route(StreamName.Of(Complaint.Kind, docket), stop)));
        }
    }

    private async Task Route(string stream, CancellationToken stop)
    {
        try
        {
            if ((await grains.Look(stream)).State is Complaint.Live { Folder: var folder })
            {
                await grains.Ask(new Ask(stream, new ComplaintCommand.Reroute(await Locate(folder, stop))));
            }
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // In quarantine, or the journal is away: both are shown already, and it is found again in a moment. Or asked to stop.
        }
    }

    /// <summary>Where the first of its posts belongs that names a place surely enough.</summary>
    private async ValueTask<Located> Locate(Folder folder, CancellationToken stop)
    {
        foreach (var post in folder.Posts)
        {
            if (await journal.Post(post.Id, stop) is not { Text: { Length: > 0 } text } row)
            {
                continue;
            }

            // Handles and coordinates stand in the raw body alone, for as long as that is kept.
            var delivery = row.IntakeNumber > 0 ? await journal.ReadIntake(row.IntakeNumber - 1, 1, stop) : [];
            var item = delivery.SelectMany(each => PreparedDelivery.TryParse(each, readers)).FirstOrDefault(each => each.PlatformId == row.PlatformId);
            if (readers.Locate(new LocateQuestion(text, folder.Category, item?.Point, item?.Handles ?? [], clock.Now)) is { Unit: not null } located)
            {
                return located;
            }
        }

        return Located.Nowhere;
    }
}
