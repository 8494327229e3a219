using Monitor.Core;
using Monitor.Core.Board;
using Monitor.Core.Posts;
using Monitor.Core.Routing;
using Monitor.Core.Rulebooks;
using Monitor.Runtime.Followers;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Intake;
using Monitor.Runtime.Journal;
using Monitor.Server.Settings;

namespace Monitor.Server.Hosting;

/// <summary>
/// The rulebook in force, folded from its own stream: seeded at the first start, replaced whole when a part is adopted or a phrase is taught. A part that cannot
/// be read leaves the last good rulebook in force and is a fault of the machine.
/// </summary>
public sealed class RulebookShelf : IReadModel
{
    /// <summary>Forces of India keep one zone; the day on which a unit is valid turns there.</summary>
    private static readonly TimeSpan Zone = new(5, 30, 0);

    private readonly IJournal journal;
    private readonly Lock gate = new();
    private readonly List<(RulebookPart Part, DateOnly From)> parts = [];
    private readonly Dictionary<string, TaughtAlias> taught = [];
    private volatile Rulebook rulebook = new();
    private volatile IReadOnlyDictionary<string, WallName> wallNames = new Dictionary<string, WallName>();
    private long version;
    private DateOnly readFor;

    /// <summary>What the feed brought before the stream was read.</summary>
    private readonly List<(RulebookEvent Change, long At)> early = [];

    /// <summary>Where the feed stood before the stream was read.</summary>
    private readonly long readFrom;

    private bool isFilled;

    /// <param name="head">Of the journal, asked before the shelf is filled.</param>
    public RulebookShelf(IJournal journal, long head) => (this.journal, readFrom) = (journal, head);

    public string Name => "rulebook";

    public Rulebook Rulebook => rulebook;

    public IReadOnlyDictionary<string, WallName> WallNames => wallNames;

    /// <summary>What an administrator must mend in the rulebook; null when nothing.</summary>
    public string? Fault { get; private set; }

    private static string Stream => StreamName.Of(RulebookLog.Kind, RulebookLog.Key);

    /// <summary>Seeds the rulebook at the first start, reads it at every later one. Call once, before anything asks for it.</summary>
    /// <exception cref="WrongSettingException">The seeds cannot be read, or nothing of what was adopted; every fault names file, line and fix.</exception>
    public async Task Fill(GrainKinds kinds, Seeds seeds, DateTimeOffset now, CancellationToken cancellation)
    {
        var stored = await journal.Read(Stream, 0, int.MaxValue, cancellation);
        if (stored.Count == 0)
        {
            var seeded = new RulebookEvent.Seeded(seeds.Parts(), now);
            Fold(seeded, 1);
            Read(now, isAdopted: false);
            var result = await journal.Append([new AppendItem(Stream, 0, [kinds.Events.Encode(seeded)], null, [], [], Cause.None)], cancellation);
            if (result[0].Outcome != AppendOutcome.Appended)
            {
                // Another silo seeded at the same moment: its seeds are the ones in force.
                parts.Clear();
                await Fill(kinds, seeds, now, cancellation);
            }
        }
        else
        {
            foreach (var each in stored)
            {
                Fold((RulebookEvent)kinds.Events.Decode(each), each.Version);
            }
        }

        lock (gate)
        {
            isFilled = true;
            early.Where(each => each.At > version).ToList().ForEach(each => Fold(each.Change, each.At));
            early.Clear();
            if (rulebook.Version != version)
            {
                ReadOrKeep(now);
            }
        }
    }

    /// <summary>The day in the forces' zone.</summary>
    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Zone).DateTime);

    /// <summary>For intake: where a post belongs by the rulebook in force.</summary>
    public Located Locate(LocateQuestion question) =>
        rulebook.Locator.Locate(question.Text, question.Category, question.Point, question.Handles, question.ThreadUnit, DayOf(question.PostedAt));

    /// <summary>What would be wrong with the rulebook if this part were adopted; nothing when it may be.</summary>
    /// <param name="from">The day from which it is to hold; null: today.</param>
    public IReadOnlyList<string> Faults(RulebookPart part, DateOnly? from, DateTimeOffset now)
    {
        lock (gate)
        {
            var day = from > DayOf(now) ? from.Value : DayOf(now);
            var adopted = PartsOn(day);
            return RulebookReader.Read([.. adopted, part], [.. taught.Values], version + 1, day, adopted).Faults;
        }
    }

    /// <summary>The unit tree of the day: to be called often, since days pass while a server runs.</summary>
    public void Turn(DateTimeOffset now)
    {
        lock (gate)
        {
            if (DayOf(now) == readFor)
            {
                return;
            }

            ReadOrKeep(now);
        }
    }

    /// <summary>From where the stream was read: what another silo has adopted since comes by the feed.</summary>
    public ValueTask<Checkpoint> Open(CancellationToken cancellation) => new(new Checkpoint(journal.Epoch, readFrom));

    public ValueTask Restart(long epoch, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask Applied(Checkpoint reached, CancellationToken cancellation) => ValueTask.CompletedTask;

    public void Apply(FeedEvent happened)
    {
        if (happened.Event is not RulebookEvent change)
        {
            return;
        }

        lock (gate)
        {
            if (!isFilled)
            {
                early.Add((change, happened.Version));
            }
            else if (happened.Version > version)
            {
                Fold(change, happened.Version);
                ReadOrKeep(happened.Event.At);
            }
        }
    }

    private void Fold(RulebookEvent change, long at)
    {
        version = at;
        switch (change)
        {
            case RulebookEvent.Seeded e:
                parts.AddRange(e.Parts.Select(part => (part, DateOnly.MinValue)));
                break;
            case RulebookEvent.PolicyAdopted e:
                parts.Add((e.Part, DateOnly.MinValue));
                break;
            case RulebookEvent.CalendarAdopted e:
                parts.Add((e.Part, DateOnly.MinValue));
                break;
            case RulebookEvent.RosterAdopted e:
                parts.Add((e.Part, DateOnly.MinValue));
                break;
            case RulebookEvent.OrganisationAdopted e:
                parts.Add((e.Part, e.ValidFrom));
                break;
            case RulebookEvent.AccountsAdopted e:
                parts.Add((e.Part, DateOnly.MinValue));
                break;
            case RulebookEvent.DutiesAdopted e:
                parts.Add((e.Part, DateOnly.MinValue));
                break;
            case RulebookEvent.TemplatesAdopted e:
                parts.Add((e.Part, DateOnly.MinValue));
                break;
            case RulebookEvent.AliasTaught e:
                taught[e.Phrase] = new TaughtAlias(e.Phrase, e.Unit, e.By, e.At);
                break;
            case RulebookEvent.AliasForgotten e:
                taught.Remove(e.Phrase);
                break;
            default:
                throw new InvalidOperationException($"{change.GetType().Name} is no part of a rulebook.");
        }
    }

    /// <summary>The rulebook of now; where it cannot be read the last good one: what is in force, or at a start what was.</summary>
    private void ReadOrKeep(DateTimeOffset now)
    {
        try
        {
            Read(now);
        }
        catch (WrongSettingException wrong)
        {
            if (rulebook.Version == 0 && !ReadEarlier(DayOf(now)))
            {
                throw;
            }

            Fault = FormattableString.Invariant($"The rulebook of {DayOf(now):yyyy-MM-dd} cannot be read, the last one that could stays in force: {wrong.Message}");
        }
    }

    private void Read(DateTimeOffset now, bool isAdopted = true)
    {
        readFor = DayOf(now);
        var held = PartsOn(readFor);
        var (read, faults) = RulebookReader.Read(held, [.. taught.Values], version, readFor, isAdopted ? held : null);
        PutInForce(read ?? throw new WrongSettingException(faults));
    }

    /// <summary>All parts as of the latest earlier day on which they fit together, else without those that were adopted last.</summary>
    private bool ReadEarlier(DateOnly today)
    {
        var days = parts.Select(part => part.From).Where(from => from > DateOnly.MinValue).Select(from => from.AddDays(-1))
            .Concat(RulebookReader.LastDays([.. parts.Select(part => part.Part)])).Where(day => day < today).Distinct().OrderDescending();
        var candidates = days.Select(day => (Day: day, Parts: PartsOn(day)))
            .Concat(Enumerable.Range(1, Math.Max(0, parts.Count - 1)).Select(fewer => (Day: today, Parts: PartsOn(today, parts.Count - fewer))));
        foreach (var (day, adopted) in candidates)
        {
            if (RulebookReader.Read(adopted, [.. taught.Values], version, day, adopted).Rulebook is { } read)
            {
                PutInForce(read);
                return true;
            }
        }

        return false;
    }

    private void PutInForce(Rulebook read)
    {
        Fault = null;
        rulebook = read;
        wallNames = read.Units.All.ToDictionary(unit => unit.Id, unit => unit.WallName);
    }

    /// <summary>What holds on a day, in the order of the days from which it holds; of one day in that of adoption.</summary>
    private IReadOnlyList<RulebookPart> PartsOn(DateOnly day, int adopted = int.MaxValue) =>
        [.. parts.Take(adopted).Where(part => part.From <= day).OrderBy(part => part.From).Select(part => part.Part)];
}
