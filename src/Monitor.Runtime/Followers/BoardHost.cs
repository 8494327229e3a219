using Monitor.Core.Board;
using Monitor.Runtime.Deadlines;
using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Followers;

/// <summary>What changed on the wall between two positions of the feed; applies only to a wall that stands at <paramref name="From"/>.</summary>
public sealed record BoardFrame(long From, long To, IReadOnlyDictionary<string, object?> Changes);

/// <summary>A whole wall at a position.</summary>
public sealed record BoardSnapshot(long To, Wall Board);

/// <summary>
/// Holds the board, feeds it, and makes its frames (design section 9). The board's file is a cache: without it, or with another journal's, the board is folded
/// from the journal anew. Safe for many threads.
/// </summary>
/// <param name="file">Where the board is kept between starts; null for nowhere.</param>
/// <param name="faults">Machine faults for the wall, in sentences.</param>
/// <param name="say">Told why a saved board was not taken.</param>
public sealed class BoardHost(IJournal journal, TimeProvider time, string? file, Func<IReadOnlyList<string>>? faults = null, Action<string>? say = null) : IReadModel
{
    /// <summary>Ten frames a second at most.</summary>
    private static readonly TimeSpan FrameEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// The board is saved after so many events, or after a twentieth of its rows when that is more: what a kill leaves to be folded then takes well under a second, and
    /// saving a large board stays rare.
    /// </summary>
    private const int SaveEach = 5_000;

    private const int RowsForEvent = 20;
    private const int RebuildMax = 4096;
    private static readonly TimeSpan SaveGap = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SaveLatest = TimeSpan.FromMinutes(5);

    private readonly Lock gate = new();
    private readonly SemaphoreSlim saving = new(1);
    private LiveBoard board = new();
    private BoardSnapshot? shown;
    private long savedTicks = time.GetTimestamp();
    private long savedPosition;
    private bool caughtUp;
    private DateTimeOffset? sangAt;

    /// <summary>A frame for every client that watches; raised from <see cref="Run"/>'s loop.</summary>
    public event Action<BoardFrame>? Framed;

    public string Name => "board";

    /// <summary>The domain's instant at which the canary was last heard here: the whole chain worked then.</summary>
    public DateTimeOffset? CanaryAt
    {
        get
        {
            lock (gate)
            {
                return sangAt;
            }
        }
    }

    /// <summary>Reads the board while nothing is applied to it: lists, one complaint.</summary>
    public T Read<T>(Func<LiveBoard, T> read)
    {
        lock (gate)
        {
            return read(board);
        }
    }

    /// <summary>What a client starts from; the next frame goes on from its position.</summary>
    public BoardSnapshot Snapshot()
    {
        lock (gate)
        {
            return shown ??= new BoardSnapshot(board.Position, board.View(faults?.Invoke()));
        }
    }

    /// <summary>Makes frames until stopped.</summary>
    public async Task Run(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(FrameEvery, time);
        while (await timer.WaitForNextTickAsync(stop))
        {
            if (NextFrame() is { } frame)
            {
                Framed?.Invoke(frame);
            }
        }
    }

    public async ValueTask<Checkpoint> Open(CancellationToken cancellation)
    {
        if (file is null || !File.Exists(file))
        {
            return default;
        }

        var (loaded, why) = BoardFile.Read(file, journal.Id, journal.Epoch, await journal.Head(cancellation));
        if (loaded is null)
        {
            say?.Invoke($"The saved board {why}: the board is folded from the journal anew.");
            return default;
        }

        lock (gate)
        {
            board = loaded;
            savedPosition = loaded.Position;
        }

        return new Checkpoint(journal.Epoch, loaded.Position);
    }

    public ValueTask Restart(long epoch, CancellationToken cancellation)
    {
        lock (gate)
        {
            board = new LiveBoard();
            shown = null;
        }

        return ValueTask.CompletedTask;
    }

    public void Apply(FeedEvent happened)
    {
        lock (gate)
        {
            board.Apply(happened.Event, happened.Stream, happened.Position);
            if (happened.Event is CanaryEvent.Sang sang)
            {
                sangAt = sang.At;
            }
        }
    }

    /// <summary>Between two batches nothing is applied: the moment to save.</summary>
    public async ValueTask Applied(Checkpoint reached, CancellationToken cancellation)
    {
        var since = reached.Position - savedPosition;
        var first = !caughtUp && reached.Position >= await journal.Head(cancellation);
        caughtUp |= first;
        var passed = time.GetElapsedTime(savedTicks);
        var due = since >= SaveEach && (first || (passed >= SaveGap && since >= board.Open / RowsForEvent));
        if (saving.CurrentCount > 0 && (due || (since > 0 && passed >= SaveLatest)))
        {
            _ = Save();
        }
    }

    /// <summary>
    /// Keeps the board as it stands; call when nothing is applied to it, again only when the task has ended: the board is copied before the call returns, then the task
    /// waits for the disk.
    /// </summary>
    public async Task Save()
    {
        await saving.WaitAsync();
        try
        {
            if (file is null || board.Position == savedPosition)
            {
                return;
            }

            (savedTicks, savedPosition) = (time.GetTimestamp(), board.Position);
            var begun = BoardFile.Begin(file, journal.Id, journal.Epoch, board);
            await Task.Run(() => BoardFile.Finish(begun, file));
        }
        catch (IOException)
        {
            // Only the next start is slower for it.
        }
        finally
        {
            saving.Release();
        }
    }

    /// <summary>Folds the journal anew beside the board that is shown, and puts the new one in its place. Gives the position it stands at.</summary>
    public async Task<long> Rebuild(Feed feed, CancellationToken cancellation)
    {
        await feed.Begin(cancellation);
        var (anew, head) = (new LiveBoard(), feed.Head);
        while (anew.Position < head || !TakesPlace(anew))
        {
            foreach (var happened in await feed.Read(anew.Position, RebuildMax, cancellation))
            {
                try
                {
                    anew.Apply(happened.Event, happened.Stream, happened.Position);
                }
                catch (Exception misfit) when (misfit is not OutOfMemoryException)
                {
                    // Its projection has passed it too, and says so.
                }
            }
        }

        return anew.Position;
    }

    private bool TakesPlace(LiveBoard anew)
    {
        lock (gate)
        {
            if (anew.Position < board.Position)
            {
                return false;
            }

            board = anew;
            return true;
        }
    }

    /// <summary>Null when nothing has happened. What changed nothing that is shown makes a frame without changes: so a client knows how far its wall is true.</summary>
    private BoardFrame? NextFrame()
    {
        lock (gate)
        {
            if (shown is not { } before)
            {
                return null;
            }

            var after = board.View(faults?.Invoke());
            var changes = WallChanges.Of(before.Board, after);
            if (changes.Count == 0 && board.Position == before.To)
            {
                return null;
            }

            shown = new BoardSnapshot(board.Position, after);
            return new BoardFrame(before.To, board.Position, changes);
        }
    }
}
