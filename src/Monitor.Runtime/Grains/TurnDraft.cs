using Monitor.Core;
using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Grains;

/// <summary>A decided turn before it is stored: an answer that needs no storing, or an item with its events.</summary>
public readonly record struct TurnDraft(TurnResult Answer, AppendItem? Item, IReadOnlyList<IEvent> Events)
{
    public static TurnDraft Answered(TurnResult answer) => new(answer, null, []);
}
