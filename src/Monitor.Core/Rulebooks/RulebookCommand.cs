namespace Monitor.Core.Rulebooks;

/// <summary>What the rulebook is asked.</summary>
public abstract record RulebookCommand : ICommand
{
    /// <summary>Nothing happens where it is seeded already: later changes are adopted by a named person.</summary>
    public sealed record Seed(IReadOnlyList<RulebookPart> Parts) : RulebookCommand;

    /// <summary>The reader of the part has accepted it beforehand.</summary>
    /// <param name="ValidFrom">Needed for an organisation.</param>
    public sealed record Adopt(RulebookPart Part, string By, DateOnly? ValidFrom) : RulebookCommand;

    public sealed record TeachAlias(string Phrase, string Unit, string By) : RulebookCommand;

    public sealed record ForgetAlias(string Phrase, string By) : RulebookCommand;

    public sealed record Wake : RulebookCommand;
}
