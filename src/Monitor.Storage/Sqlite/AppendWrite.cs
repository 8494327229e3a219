using Monitor.Runtime.Journal;

namespace Monitor.Storage.Sqlite;

/// <summary>An append: an item at which the store itself takes offence is set aside with its reason, and the others stand.</summary>
internal sealed class AppendWrite(IReadOnlyList<AppendItem> items) : Write<IReadOnlyList<AppendResult>>
{
    private readonly AppendResult[] results = new AppendResult[items.Count];
    private string?[]? faults;
    private int current;

    internal override void Run(Writer writer)
    {
        Result = results;
        for (current = 0; current < results.Length; current++)
        {
            results[current] = faults?[current] is { } fault ? new(AppendOutcome.Failed, 0, 0, fault) : writer.Append(items[current]);
        }
    }

    internal override bool SetAside(Exception fault)
    {
        if (current >= results.Length) return false;
        faults ??= new string?[results.Length];
        faults[current] = fault.Message;
        return true;
    }}
