namespace Monitor.Server.Tests;

/// <summary>Waits for what a server does by asking it again and again; the only place where these tests let time pass.</summary>
internal static class Wait
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);

    /// <summary>Generous, because a busy machine is slow; a test that waits this long fails and says for what it waited.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>The first answer that is not null.</summary>
    /// <param name="between">From one question to the next: longer where asking itself would slow down what is measured.</param>
    public static async Task<T> For<T>(string what, Func<Task<T?>> ask, TimeSpan? longest = null, TimeSpan? between = null)
        where T : class
    {
        var started = TimeProvider.System.GetTimestamp();
        using var timer = new PeriodicTimer(between ?? Between, TimeProvider.System);
        while (TimeProvider.System.GetElapsedTime(started) < (longest ?? Longest))
        {
            if (await ask() is { } answer)
            {
                return answer;
            }

            await timer.WaitForNextTickAsync();
        }

        throw new TimeoutException($"Waited {(longest ?? Longest).TotalSeconds} s in vain: {what}.");
    }

    public static Task Until(string what, Func<Task<bool>> holds, TimeSpan? longest = null, TimeSpan? between = null) =>
        For(what, async () => await holds() ? "" : null, longest, between);
}
