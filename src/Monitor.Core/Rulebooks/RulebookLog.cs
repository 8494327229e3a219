using System.Diagnostics;
using Monitor.Core.Routing;

namespace Monitor.Core.Rulebooks;

/// <summary>
/// The stream that the rulebook is made of. One stream with the key <c>all</c>: changes of different parts then have an order, and a version of the rulebook is its length.
/// The state remembers which content is in force; the content stands in the events and in the fold beside it.
/// </summary>
public abstract record RulebookLog : IGrain<RulebookLog, RulebookCommand, RulebookEvent>
{
    /// <summary>The key of the one stream.</summary>
    public const string Key = "all";

    /// <summary>So many phrases can be taught; then some must be forgotten first.</summary>
    public const int AliasesMax = 20_000;

    public sealed record Unseeded : RulebookLog;

    /// <param name="Parts">Hash of the content in force by kind and name; of an organisation that was adopted with the day from which it holds.</param>
    /// <param name="Aliases">Unit by taught phrase.</param>
    public sealed record InForce(IReadOnlyDictionary<string, string> Parts, IReadOnlyDictionary<string, string> Aliases) : RulebookLog;

    public static string Kind => "rulebook";

    public static RulebookLog Initial { get; } = new Unseeded();

    public static RulebookCommand Wake { get; } = new RulebookCommand.Wake();

    public DateTimeOffset? NextDeadline => null;

    public Decision<RulebookEvent> Decide(RulebookCommand command, Rulebook rulebook, DateTimeOffset now) => (this, command) switch
    {
        (_, RulebookCommand.Wake) => Decision.Nothing,
        (Unseeded, RulebookCommand.Seed c) => c.Parts.Count == 0
            ? new Refusal("nothing-to-seed", "The seeds hold no organisation, policy, calendar or roster.")
            : new RulebookEvent.Seeded(c.Parts, now),
        (Unseeded, _) => new Refusal("not-seeded", "There is no rulebook yet; start Monitor with its seeds first."),
        (InForce, RulebookCommand.Seed) => Decision.Nothing,
        (InForce s, RulebookCommand.Adopt c) => Adopt(s, c, now),
        (InForce s, RulebookCommand.TeachAlias c) => Teach(s, c, rulebook, now),
        (InForce s, RulebookCommand.ForgetAlias c) => s.Aliases.ContainsKey(Plain(c.Phrase)) ? new RulebookEvent.AliasForgotten(Plain(c.Phrase), c.By, now) : Decision.Nothing,
        _ => throw new UnreachableException($"{command.GetType().Name} is not decided for {GetType().Name}"),
    };

    public RulebookLog Evolve(RulebookEvent happened) => (this, happened) switch
    {
        (Unseeded, RulebookEvent.Seeded e) => new InForce(e.Parts.ToDictionary(Name, part => part.Sha256), new Dictionary<string, string>()),
        (InForce s, RulebookEvent.AliasTaught e) => s with { Aliases = new Dictionary<string, string>(s.Aliases) { [e.Phrase] = e.Unit } },
        (InForce s, RulebookEvent.AliasForgotten e) => s with { Aliases = s.Aliases.Where(alias => alias.Key != e.Phrase).ToDictionary() },
        (InForce s, RulebookEvent.OrganisationAdopted e) => With(s, e.Part, HashFrom(e.Part, e.ValidFrom)),
        (InForce s, not RulebookEvent.Seeded) => With(s, PartOf(happened), PartOf(happened).Sha256),
        _ => throw new UnreachableException($"{happened.GetType().Name} cannot happen to {GetType().Name}"),
    };

    /// <summary>The part that was adopted.</summary>
    internal static RulebookPart PartOf(RulebookEvent happened) => happened switch
    {
        RulebookEvent.PolicyAdopted e => e.Part,
        RulebookEvent.CalendarAdopted e => e.Part,
        RulebookEvent.RosterAdopted e => e.Part,
        RulebookEvent.OrganisationAdopted e => e.Part,
        RulebookEvent.AccountsAdopted e => e.Part,
        RulebookEvent.DutiesAdopted e => e.Part,
        RulebookEvent.TemplatesAdopted e => e.Part,
        _ => throw new UnreachableException($"{happened.GetType().Name} adopts no part"),
    };

    private static Decision<RulebookEvent> Adopt(InForce s, RulebookCommand.Adopt c, DateTimeOffset now)
    {
        var adopted = c is { Part.Kind: PartKind.Organisation, ValidFrom: { } validFrom } ? HashFrom(c.Part, validFrom) : c.Part.Sha256;
        if (s.Parts.TryGetValue(Name(c.Part), out var hash) && hash == adopted)
        {
            return Decision.Nothing;
        }

        return c.Part.Kind switch
        {
            PartKind.Policy => new RulebookEvent.PolicyAdopted(c.Part, c.By, hash, now),
            PartKind.Calendar => new RulebookEvent.CalendarAdopted(c.Part, c.By, now),
            PartKind.Roster => new RulebookEvent.RosterAdopted(c.Part, c.By, now),
            PartKind.Accounts => new RulebookEvent.AccountsAdopted(c.Part, c.By, now),
            PartKind.Duties => new RulebookEvent.DutiesAdopted(c.Part, c.By, now),
            PartKind.Templates => new RulebookEvent.TemplatesAdopted(c.Part, c.By, now),
            PartKind.Organisation when c.ValidFrom is { } from => new RulebookEvent.OrganisationAdopted(c.Part, from, c.By, now),
            PartKind.Organisation => new Refusal("date-needed", "Say from which day the organisation holds."),
            _ => new Refusal("unknown-part", "A part of the rulebook is an organisation, accounts, a policy, a calendar, a roster, duties or templates."),
        };
    }

    private static Decision<RulebookEvent> Teach(InForce s, RulebookCommand.TeachAlias c, Rulebook rulebook, DateTimeOffset now)
    {
        var phrase = Plain(c.Phrase);
        if (phrase.Count(char.IsLetter) < 3)
        {
            return new Refusal("phrase-too-short", "A phrase that means a unit has at least three letters.");
        }

        if (Locator.IsEveryday(phrase))
        {
            return new Refusal("phrase-too-common", "These words stand in posts about any place; name the place itself.");
        }

        if (rulebook.Units.Find(c.Unit) is null)
        {
            return new Refusal("unknown-unit", $"There is no unit '{c.Unit}'.");
        }

        if (s.Aliases.TryGetValue(phrase, out var unit) && unit == c.Unit)
        {
            return Decision.Nothing;
        }

        return s.Aliases.Count < AliasesMax || s.Aliases.ContainsKey(phrase)
            ? new RulebookEvent.AliasTaught(phrase, c.Unit, c.By, now)
            : new Refusal("too-many-phrases", $"{AliasesMax} phrases are taught; forget some first.");
    }

    private static string Plain(string phrase) => phrase.Trim().ToLowerInvariant();

    private static InForce With(InForce s, RulebookPart part, string hash) => s with { Parts = new Dictionary<string, string>(s.Parts) { [Name(part)] = hash } };

    private static string HashFrom(RulebookPart part, DateOnly from) => $"{part.Sha256} {from.DayNumber}";

    private static string Name(RulebookPart part) => $"{part.Kind} {part.Name}";
}
