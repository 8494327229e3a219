using System.Threading.Channels;
using Monitor.Runtime.Journal;

namespace Monitor.Storage.Sqlite;

/// <summary>Something to be written: run inside a transaction, and run again when that had to be undone for a neighbour's sake.</summary>
internal abstract class Write
{
    internal abstract void Run(Writer writer);

    /// <summary>After an error of its own: true when the part at fault was set aside and the rest can be run again.</summary>
    internal virtual bool SetAside(Exception fault) => false;

    internal abstract void Complete();

    internal abstract void Fail(Exception fault);
}

/// <summary>A write with an answer, given once it is durable.</summary>
internal abstract class Write<T> : Write
{
    private readonly TaskCompletionSource<T> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Task<T> Task => completion.Task;

    protected T? Result { get; set; }

    internal override void Complete() => completion.SetResult(Result!);

    internal override void Fail(Exception fault) => completion.SetException(fault);
}

internal sealed class Operation<T>(Func<Writer, T> run) : Write<T>
{
    internal override void Run(Writer writer) => Result = run(writer);
}

/// <summary>The one writer: takes whatever was handed in while the last commit ran, and commits it together (design section 4, group commit).</summary>
internal sealed class CommitLoop : IDisposable
{
    /// <summary>Writes in one transaction, and writes that may wait; a caller beyond that waits itself.</summary>
    private const int BatchLengthMax = 512;
    private const int QueueLengthMax = 4096;

    private readonly Writer writer;
    private readonly WriteAheadLog log;
    private readonly TimeSpan delay;
    private readonly ManualResetEventSlim stopping = new();
    private readonly Channel<Write> queue = Channel.CreateBounded<Write>(new BoundedChannelOptions(QueueLengthMax) { SingleReader = true });
    private readonly List<Write> batch = [];
    private readonly Thread thread;
    private long position, intake;

    /// <param name="delay">Added to each commit.</param>
    internal CommitLoop(Writer writer, WriteAheadLog log, TimeSpan delay)
    {
        (this.writer, this.log, this.delay) = (writer, log, delay);
        (position, intake) = writer.Heads;
        thread = new Thread(Loop) { Name = "journal writer", IsBackground = true };
        thread.Start();
    }

    /// <summary>What is committed: moved after the commit and before anyone is told of it.</summary>
    internal long Position => Volatile.Read(ref position);

    internal long Intake => Volatile.Read(ref intake);

    internal async ValueTask<T> Enqueue<T>(Write<T> write, CancellationToken cancellation)
    {
        try
        {
            await queue.Writer.WriteAsync(write, cancellation).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(SqliteJournal));
        }
        // Once handed in, it will be committed: cancelling would only hide the outcome.
        return await write.Task.ConfigureAwait(false);
    }

    private void Loop()
    {
        while (queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            batch.Clear();
            TruncateLog? truncate = null;
            while (truncate is null && batch.Count < BatchLengthMax && queue.Reader.TryRead(out var write))
            {
                truncate = write as TruncateLog;
                if (truncate is null) batch.Add(write);
            }
            if (batch.Count > 0) CommitBatch();
            truncate?.Outside(log);
        }
    }

    private void CommitBatch()
    {
        try
        {
            while (!TryRun())
            {
            }
            writer.Commit();
            if (delay > TimeSpan.Zero) stopping.Wait(delay);
        }
        catch (Exception e)
        {
            writer.Rollback();
            var fault = Schema.Told(e);
            foreach (var write in batch) write.Fail(fault);
            return;
        }
        var (newPosition, newIntake) = writer.Heads;
        Volatile.Write(ref position, newPosition);
        Volatile.Write(ref intake, newIntake);
        foreach (var write in batch) write.Complete();
        log.AfterCommit();
    }

    /// <summary>Runs the batch in a new transaction. False: one write was at fault, has been taken out, and the others must run again.</summary>
    private bool TryRun()
    {
        writer.Begin();
        foreach (var write in batch)
        {
            try
            {
                write.Run(writer);
            }
            catch (Exception e) when (!Schema.IsFull(e))
            {
                writer.Rollback();
                if (!write.SetAside(e))
                {
                    batch.Remove(write);
                    write.Fail(e);
                }
                return false;
            }
        }
        return true;
    }

    /// <summary>Commits what was handed in, then stops.</summary>
    public void Dispose()
    {
        queue.Writer.TryComplete();
        stopping.Set();
        thread.Join();
        stopping.Dispose();
    }
}
