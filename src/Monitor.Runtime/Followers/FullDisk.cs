using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Followers;

/// <summary>A full disk stops nobody for good: what must be written waits for room.</summary>
internal static class FullDisk
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    /// <summary>Writes, again each second while the disk is full. The write must be harmless twice.</summary>
    public static async ValueTask<T> Outlast<T>(TimeProvider time, CancellationToken stop, Func<ValueTask<T>> write)
    {
        while (true)
        {
            try
            {
                return await write();
            }
            catch (JournalFullException)
            {
                await Task.Delay(RetryAfter, time, stop);
            }
        }
    }

    /// <inheritdoc cref="Outlast{T}"/>
    public static async ValueTask Outlast(TimeProvider time, CancellationToken stop, Func<ValueTask> write) =>
        await Outlast(time, stop, async () =>
        {
            await write();
            return true;
        });
}
