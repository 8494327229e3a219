using Monitor.Core.Board;
using Monitor.Runtime.Deadlines;
using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Followers;

/// <summary>What changed on the wall between two positions of the feed; applies only to a wall that stands at <paramref name="From"/>.</summary>
public sealed record BoardFrame(long From, long To, IReadOnlyDictionary<string, object> Changes);

/// <summary>A whole wall at a position.</summary>
public sealed record BoardSnapshot(long To, Wall Board);

/// <summary>
/// Holds the board, feeds it, and makes its frames (design section 9). The board's file is a cache: without it, or with another journal's, the board is folded
/// from the journal anew. Safe for many threads.
/// </summary>
/// <param name="file">Where the board is kept between starts; null for nowhere.</param>
/// <param name="faults">Machine faults for the wall, in sentences.</param>
public sealed class BoardHost(IJournal journal, TimeProvider time, string? file, Func<IReadOnlyList<string>>? faults = null) : IReadModel
{
    /// <summary>Ten frames a second at most.</summary>
    private static readonly TimeSpan FrameEvery = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan SaveEvery = TimeSpan.FromMinutes(5);

    private readonly Lock gate = new();
    private LiveBoard board = new();
    private BoardSnapshot? shown;
    private long savedTicks = time.GetTimestamp();
    private long savedPosition;
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

    /// <summary>Makes frames until stopped, and keeps the board's file.</summary>
    public async Task Run(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(FrameEvery, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                if (NextFrame() is { } frame)
                {
                    Framed?.Invoke(frame);
                }

                if (time.GetElapsedTime(savedTicks) >= SaveEvery)
                {
                    Save();
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            Save();
        }
    }

    public ValueTask<Checkpoint> Open(CancellationToken cancellation)
    {
        if (file is null || !File.Exists(file))
        {
            return new(default(Checkpoint));
        }

        using var stream = new BufferedStream(File.OpenRead(file), 1 << 20);
        var head = new byte[24];
        if (stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length || new Guid(head.AsSpan(0, 16)) != journal.Id
            || LiveBoard.Load(stream) is not { } loaded)
        {
            return new(default(Checkpoint));
        }

        lock (gate)
        {
            board = loaded;
            savedPosition = loaded.Position;
        }

        return new(new Checkpoint(BitConverter.ToInt64(head, 16), loaded.Position));
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

    public ValueTask Applied(Checkpoint reached, CancellationToken cancellation) => ValueTask.CompletedTask;

    /// <summary>Null when nothing that is shown has changed.</summary>
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
            if (changes.Count == 0)
            {
                return null;
            }

            shown = new BoardSnapshot(board.Position, after);
            return new BoardFrame(before.To, board.Position, changes);
        }
    }

    private void Save()
    {
        savedTicks = time.GetTimestamp();
        using var bytes = new MemoryStream();
        lock (gate)
        {
            if (file is null || board.Position == savedPosition)
            {
                return;
            }

            bytes.Write(journal.Id.ToByteArray());
            bytes.Write(BitConverter.GetBytes(journal.Epoch));
            board.Save(bytes);
            savedPosition = board.Position;
        }

        try
        {
            File.WriteAllBytes(file + ".new", bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
            File.Move(file + ".new", file, overwrite: true);
        }
        catch (IOException)
        {
            // Only the next start is slower for it.
        }
    }
}
