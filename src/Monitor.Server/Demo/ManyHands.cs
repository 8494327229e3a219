namespace Monitor.Server.Demo;

/// <summary>
/// How many people work at once: different dockets beside each other, one docket's errands in their order. One after the other they would fall behind on a machine whose
/// commits are slow, since each waits for its own commit; beside each other they share one.
/// </summary>
internal static class ManyHands
{
    private const int HandsMax = 32;

    public static async Task Each<T>(IReadOnlyCollection<T> errands, Func<T, string> subject, Func<T, Task> carryOut)
    {
        if (errands.Count == 0)
        {
            return;
        }

        foreach (var some in errands.GroupBy(subject).Chunk(HandsMax))
        {
            await Task.WhenAll(some.Select(async errandsOfOne =>
            {
                foreach (var errand in errandsOfOne)
                {
                    await carryOut(errand);
                }
            }));
        }
    }
}
