using Monitor.Core.Posts;

namespace Monitor.Core.Complaints;

/// <summary>Other dockets and incidents. Dockets are linked or joined, never fused (design section 4).</summary>
internal static class Linking
{
    public static Refusal? Link(Turn turn, ComplaintCommand.Link c)
    {
        if (turn.MayDirect(c.By) is { } refusal)
        {
            return refusal;
        }

        if (!Docket.IsNumber(c.Docket) || c.Docket == turn.Folder.Docket)
        {
            return new Refusal("no-docket-number", $"'{c.Docket}' is no other docket's number.");
        }

        if (!turn.Folder.Links.Contains(c.Docket))
        {
            turn.Add(new ComplaintEvent.Linked(c.Docket, c.By, turn.Now));
        }

        return null;
    }

    public static Refusal? Unlink(Turn turn, ComplaintCommand.Unlink c)
    {
        if (turn.MayDirect(c.By) is { } refusal)
        {
            return refusal;
        }

        if (turn.Folder.Links.Contains(c.Docket))
        {
            turn.Add(new ComplaintEvent.Unlinked(c.Docket, c.By, turn.Now));
        }

        return null;
    }

    public static Refusal? Split(Turn turn, ComplaintCommand.Split c)
    {
        var folder = turn.Folder;
        if (turn.MayDirect(c.By) is { } refusal)
        {
            return refusal;
        }

        if (folder.Links.Contains(c.Into))
        {
            return null;
        }

        if (!Docket.IsNumber(c.Into) || c.Into == folder.Docket)
        {
            return new Refusal("no-docket-number", $"'{c.Into}' is no other docket's number.");
        }

        if (new[] { c.Unit, c.Against }.FirstOrDefault(unit => unit is not null && turn.Units.Find(unit) is null) is { } unknown)
        {
            return new Refusal("unknown-unit", $"There is no unit '{unknown}'.");
        }

        if (c.Posts.Count == 0)
        {
            return new Refusal("posts-needed", "Name the posts that become a docket of their own.");
        }

        if (c.Posts.Any(post => folder.Posts.All(known => known.Id != post)))
        {
            return new Refusal("no-such-post", "This docket does not have all of those posts among its latest.");
        }

        var against = c.Category == Category.PoliceMisconduct ? c.Against ?? folder.Against : null;
        if (Intake.WrongConduct(turn, c.Category, against, c.Unit, c.By) is { } wrong)
        {
            return wrong;
        }

        turn.Add(new ComplaintEvent.PartSplit(c.Into, [.. folder.Posts.Where(post => c.Posts.Contains(post.Id))], c.Category, c.Unit, c.By, turn.Now, against));
        return null;
    }

    public static Refusal? Join(Turn turn, ComplaintCommand.JoinIncident c)
    {
        var folder = turn.Folder;
        if (c.By is not null && turn.MayDirect(c.By) is { } refusal)
        {
            return refusal;
        }

        if (string.IsNullOrWhiteSpace(c.Incident))
        {
            return new Refusal("incident-needed", "Name the incident: one that there is, or a new one.");
        }

        if (folder.Incident == c.Incident)
        {
            return Size(turn, new ComplaintCommand.NoteIncidentSize(c.Incident, c.Size));
        }

        if (folder.SelfHarm)
        {
            return new Refusal("self-harm-stays-alone", "A hint at self-harm never joins an incident.");
        }

        if (folder.Incident is not null)
        {
            return new Refusal("in-an-incident", "It belongs to an incident already; take it out first.");
        }

        if (folder.TakenOut && c.By is null)
        {
            return new Refusal("taken-out", "An officer took it out of an incident; only an officer can put it into one.");
        }

        if (!turn.State.IsOpen)
        {
            return Owning.NotNow(turn);
        }

        turn.Add(new ComplaintEvent.IncidentJoined(c.Incident, c.By, turn.Now));
        return Size(turn, new ComplaintCommand.NoteIncidentSize(c.Incident, c.Size));
    }

    public static Refusal? Leave(Turn turn, ComplaintCommand.LeaveIncident c)
    {
        if ((turn.MayDirect(c.By) ?? Turn.Note(c.Note)) is { } refusal)
        {
            return refusal;
        }

        if (turn.Folder.Incident is { } incident)
        {
            turn.Add(new ComplaintEvent.IncidentLeft(incident, c.By, c.Note, turn.Now));
        }

        return null;
    }

    public static Refusal? Size(Turn turn, ComplaintCommand.NoteIncidentSize c)
    {
        var folder = turn.Folder;
        if (folder.Incident != c.Incident || !turn.State.IsOpen)
        {
            return null;
        }

        var reasons = new List<PriorityReason>();
        if (Priorities.OfIncident(c.Size, folder.Category) is { } size)
        {
            reasons.Add(size);
        }

        if (c.Priority is { } given and not Sla.Priority.None)
        {
            reasons.Add(new PriorityReason(PriorityWhy.IncidentSize, given));
        }

        Prioritising.Raise(turn, [], reasons, turn.Now);
        return null;
    }
}
