using System.Reflection;
using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Tests.Intake;

/// <summary>A journal of which a test answers some calls itself.</summary>
public class JournalBetween : DispatchProxy
{
    private IJournal inner = null!;
    private Func<string, object?[], object?> instead = static (_, _) => null;

    /// <param name="instead">By the name of the call and its arguments; null: the journal behind answers.</param>
    public static IJournal Of(IJournal inner, Func<string, object?[], object?> instead)
    {
        var made = Create<IJournal, JournalBetween>();
        var between = (JournalBetween)(object)made;
        (between.inner, between.instead) = (inner, instead);
        return made;
    }

    /// <summary>An answer that takes its time, as over a network.</summary>
    internal static async ValueTask<T> Late<T>(TimeProvider time, Func<ValueTask<T>> answer)
    {
        using var way = new PeriodicTimer(TimeSpan.FromMilliseconds(100), time);
        await way.WaitForNextTickAsync(CancellationToken.None);
        return await answer();
    }

    protected override object? Invoke(MethodInfo? method, object?[]? args) => instead(method!.Name, args!) ?? method.Invoke(inner, args);
}
