using Monitor.Core.Accounts;
using Monitor.Core.Organisation;
using Monitor.Core.Routing;
using Monitor.Core.Sla;

namespace Monitor.Core.Rulebooks;

/// <summary>Puts a rulebook together from its parts as they stand in the journal or in <c>seeds/</c>.</summary>
public static class RulebookReader
{
    /// <summary>The rulebook, or null with one sentence a fault: the part, the line, what is wrong and how to mend it.</summary>
    /// <param name="parts">Every adopted version in order: of policies all versions are kept, of other parts with the same name the last counts.</param>
    /// <param name="onDate">The day whose unit tree holds.</param>
    /// <param name="adopted">Those of the parts that are adopted already, see <see cref="OrganisationFile.Parse"/>; null: none.</param>
    public static (Rulebook? Rulebook, IReadOnlyList<string> Faults) Read(
        IReadOnlyList<RulebookPart> parts, IReadOnlyList<TaughtAlias> taught, long version, DateOnly onDate, IReadOnlyList<RulebookPart>? adopted = null)
    {
        var faults = new List<string>();
        var forces = new List<Force>();
        foreach (var part in Last(parts, PartKind.Organisation))
        {
            var (force, wrong) = OrganisationFile.Parse(part.Content, adopted?.Contains(part) == true);
            Note(part, wrong);
            if (force?.Units.FirstOrDefault(unit => forces.Exists(other => other.Units.Any(known => known.Id == unit.Id))) is { } twice)
            {
                Note(part, [new FileFault(0, $"units[{twice.Id}]", "Another organisation has this unit.", "Adopt the file under the name of the one that it replaces.")]);
            }
            else
            {
                forces.AddRange(force is null ? [] : [force]);
            }
        }

        var tree = UnitTree.Of([.. forces.SelectMany(force => force.Units)]).On(onDate);
        var policies = ReadPolicies(parts, faults);
        var shifts = new List<Shift>();
        foreach (var part in Last(parts, PartKind.Roster))
        {
            var (read, wrong) = RosterFile.Parse(part.Content, tree, policies.Calendars.ContainsKey);
            Note(part, wrong);
            shifts.AddRange(read);
        }

        var seats = new List<OfficialAccountSeat>();
        foreach (var part in Last(parts, PartKind.Accounts))
        {
            var (read, wrong) = AccountsFile.Parse(part.Content, tree);
            Note(part, wrong);
            seats.AddRange(read);
        }

        var duties = DutyBook.Standard;
        foreach (var part in Last(parts, PartKind.Duties))
        {
            var (read, wrong) = DutyFile.Parse(part.Content);
            Note(part, wrong);
            duties = read ?? duties;
        }

        var rulebook = new Rulebook
        {
            Version = version,
            Forces = forces,
            Units = tree,
            Roster = new Roster(tree, shifts, policies.IsOpen),
            Seats = new Seats([.. seats.DistinctBy(seat => (seat.Channel, seat.AccountId))]),
            Policies = policies,
            Aliases = taught,
            Locator = Locator.Build(forces, taught),
            Templates = Last(parts, PartKind.Templates).ToDictionary(part => part.Name, part => part.Content),
            Duties = duties,
        };
        return (faults.Count == 0 ? rulebook : null, faults);

        void Note(RulebookPart part, IReadOnlyList<FileFault> wrong) => faults.AddRange(wrong.Select(fault => $"{part.Name}, {fault}"));
    }

    /// <summary>Days after which a unit's row holds no longer or another one does: the tree is another on the next.</summary>
    public static IEnumerable<DateOnly> LastDays(IReadOnlyList<RulebookPart> parts) => parts.Where(part => part.Kind == PartKind.Organisation)
        .SelectMany(part => OrganisationFile.Parse(part.Content, wasAdopted: true).Force?.Units ?? [])
        .SelectMany(unit => new[] { unit.ValidTo, unit.ValidFrom > DateOnly.MinValue ? unit.ValidFrom.Value.AddDays(-1) : null }).OfType<DateOnly>();

    private static PolicyBook ReadPolicies(IReadOnlyList<RulebookPart> parts, List<string> faults)
    {
        var book = PolicyBook.Empty;
        var clocks = parts.Where(part => part.Kind is PartKind.Calendar or PartKind.Policy).ToList();
        var firstCalendars = clocks.Where(part => part.Kind == PartKind.Calendar).DistinctBy(part => part.Name).ToHashSet<RulebookPart>(ReferenceEqualityComparer.Instance);

        // A policy needs its calendars first; later versions come in their order, so that a clock finds the revision that it names. What was
        // adopted before and is adopted again, word for word, is in force again.
        foreach (var part in firstCalendars.Concat(clocks.Where(part => !firstCalendars.Contains(part))))
        {
            try
            {
                book = part.Kind == PartKind.Calendar ? book.With(CalendarFile.Read(part.Content)) : book.With(PolicyFile.Read(part.Content));
            }
            catch (FormatException wrong)
            {
                faults.Add($"{part.Name}: {wrong.Message}");
            }
        }

        return book;
    }

    private static IEnumerable<RulebookPart> Last(IReadOnlyList<RulebookPart> parts, PartKind kind) =>
        parts.Where(part => part.Kind == kind).GroupBy(part => part.Name).Select(versions => versions.Last());
}
