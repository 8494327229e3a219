using Monitor.Core.Posts;
using Monitor.Core.Sla;

namespace Monitor.Core.Complaints;

/// <summary>
/// Why a complaint is as pressing as it is (design section 5): each reason asks for a priority, the highest wins. Category defaults are those of domain.md section 2.3.
/// </summary>
public static class Priorities
{
    /// <summary>Unanswered reminders at which a complaint rises one step above its category.</summary>
    public const int RemindersThatRaise = 2;

    public const int IncidentThatRaises = 10;

    public const int LargeIncident = 50;

    /// <summary>Hints at self-harm in a text count from the classifier's own threshold on.</summary>
    public static bool IsSelfHarm(Verdict verdict) => verdict.Category == Category.SelfHarm || verdict.Flags.Contains(Label.SelfHarm);

    /// <summary>P0 to P4 by what it is about.</summary>
    public static Priority OfCategory(Category category) => category switch
    {
        Category.SelfHarm or Category.BombHoax or Category.CommunalRumour => Priority.P0,
        Category.Accident or Category.CyberFraud or Category.WomenSafety or Category.Domestic or Category.Child or Category.Missing or Category.Assault or Category.Threat =>
            Priority.P1,
        Category.TheftSnatch or Category.LoanApp or Category.Drugs or Category.PoliceMisconduct => Priority.P2,
        Category.TrafficJam or Category.TrafficViolation or Category.Noise or Category.LandDispute => Priority.P3,
        Category.IllegalParking or Category.LostMobile or Category.PassportVerification or Category.Other or Category.NotPolice or Category.None => Priority.P4,
        _ => throw new System.Diagnostics.UnreachableException($"No priority for {category}."),
    };

    /// <summary>The reasons that one text gives by itself. What is a P0 by its category is one of them: a threat to life is said, whatever the docket was about before.</summary>
    public static IEnumerable<PriorityReason> OfWords(Verdict verdict)
    {
        if (IsSelfHarm(verdict))
        {
            yield return new PriorityReason(PriorityWhy.ThreatToLife, Priority.P0);
        }
        else if (verdict.Flags.Contains(Label.Threat) || verdict.Urgency == Urgency.Critical)
        {
            yield return new PriorityReason(verdict.Flags.Contains(Label.Threat) ? PriorityWhy.ThreatToLife : PriorityWhy.Urgency, Priority.P1);
        }

        if (OfCategory(verdict.Category) == Priority.P0)
        {
            yield return new PriorityReason(PriorityWhy.Category, Priority.P0);
        }
    }

    /// <summary>The reasons that hold whatever the text says.</summary>
    public static IEnumerable<PriorityReason> OfFacts(Category category, Office forwarded)
    {
        yield return new PriorityReason(PriorityWhy.Category, OfCategory(category));
        if (category is Category.WomenSafety or Category.Domestic or Category.Child)
        {
            yield return new PriorityReason(PriorityWhy.WomenAndChildren, Priority.P1);
        }

        if (forwarded != Office.None)
        {
            yield return new PriorityReason(PriorityWhy.OfficeForward, Priority.P2);
        }
    }

    /// <summary>Reminders raise by one step, never to P0.</summary>
    public static PriorityReason? OfReminders(int reminders, Category category) =>
        reminders >= RemindersThatRaise ? new PriorityReason(PriorityWhy.Reminders, OfCategory(category).Raised(Priority.P1)) : null;

    /// <summary>Many people raise by one step, very many to P1.</summary>
    public static PriorityReason? OfIncident(int size, Category category) => size switch
    {
        >= LargeIncident => new PriorityReason(PriorityWhy.IncidentSize, Priority.P1),
        >= IncidentThatRaises => new PriorityReason(PriorityWhy.IncidentSize, OfCategory(category).Raised(Priority.P1)),
        _ => null,
    };

    /// <summary>The highest that any reason asks for.</summary>
    public static Priority Highest(IEnumerable<PriorityReason> reasons) => reasons.Min(reason => reason.Priority);

    /// <summary>Old and new reasons, one of each kind, the more pressing kept.</summary>
    public static IReadOnlyList<PriorityReason> Joined(IEnumerable<PriorityReason> old, IEnumerable<PriorityReason> more) =>
        [.. old.Concat(more).GroupBy(reason => reason.Why).Select(group => group.MinBy(reason => reason.Priority)).OrderBy(reason => reason.Why)];
}
