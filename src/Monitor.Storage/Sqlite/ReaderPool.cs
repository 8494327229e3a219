using System.Collections.Concurrent;

namespace Monitor.Storage.Sqlite;

/// <summary>A few reading connections, lent one call at a time.</summary>
internal sealed class ReaderPool(string directory) : IDisposable
{
    private const int ReadersMax = 4;
    private readonly SemaphoreSlim free = new(ReadersMax);
    private readonly SemaphoreSlim exclusive = new(1);
    private readonly ConcurrentBag<Reader> readers = [];

    /// <summary>One for the pool, one for each long read.</summary>
    private readonly CountdownEvent longReads = new(1);
    private volatile bool closed;

    internal async ValueTask<T> Read<T>(Func<Reader, T> read, CancellationToken cancellation)
    {
        await free.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(closed, typeof(SqliteJournal));
            var reader = readers.TryTake(out var idle) ? idle : new Reader(directory);
            T result;
            try
            {
                result = read(reader);
            }
            catch
            {
                // Its statements may stand in the middle of something.
                reader.Dispose();
                throw;
            }
            readers.Add(reader);
            return result;
        }
        finally
        {
            free.Release();
        }
    }

    /// <summary>Runs what reads for minutes, on a connection of its own: it takes no reader's place, and keeps <see cref="WithoutReaders"/> off.</summary>
    internal T ReadLong<T>(Func<T> read)
    {
        ObjectDisposedException.ThrowIf(closed || !longReads.TryAddCount(), typeof(SqliteJournal));
        try
        {
            return read();
        }
        finally
        {
            longReads.Signal();
        }
    }

    /// <summary>Runs while nobody reads: no snapshot then keeps old pages in the write-ahead log.</summary>
    /// <exception cref="IOException">A long read runs. Waiting for it here would keep every other reader out until it ends.</exception>
    internal async ValueTask WithoutReaders(Func<Task> run, CancellationToken cancellation)
    {
        if (longReads.CurrentCount > 1) throw new IOException("A backup is being taken: erased words leave the files once it has ended.");
        await exclusive.WaitAsync(cancellation).ConfigureAwait(false);
        var taken = 0;
        try
        {
            for (; taken < ReadersMax; taken++) await free.WaitAsync(cancellation).ConfigureAwait(false);
            await run().ConfigureAwait(false);
        }
        finally
        {
            if (taken > 0) free.Release(taken);
            exclusive.Release();
        }
    }

    /// <summary>Waits for those who read, then closes all connections.</summary>
    public void Dispose()
    {
        closed = true;
        longReads.Signal();
        longReads.Wait();
        for (var i = 0; i < ReadersMax; i++) free.Wait();
        while (readers.TryTake(out var reader)) reader.Dispose();
        free.Release(ReadersMax);
    }
}
