using Monitor.Core.Board;
using Monitor.Core.Complaints;
using Monitor.Core.Organisation;
using Monitor.Core.Posts;
using Monitor.Core.Sla;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Simulation;

/// <summary>Officers who every few seconds do the next thing on some docket, or any of the other things that a docket can be asked, fitting or not.</summary>
internal sealed class SimulatedOfficers(SimulatedMachine machine, VirtualTime time, Random random)
{
    private static readonly string[] Officers =
        [SimulatedCity.StationA + "/inspector", SimulatedCity.StationB + "/inspector", SimulatedCity.Acp, SimulatedCity.Dcp, SimulatedCity.ShiftInspector];

    public async Task Work()
    {
        while (true)
        {
            await Task.Delay(TimeSpan.FromSeconds(random.Next(1, 12)), time);
            if (AnyDocket() is { } docket && (await machine.Engine.Host.Look(StreamName.Of(Complaint.Kind, docket))).State is Complaint.Live state)
            {
                await Work(docket, state);
            }
        }
    }

    private async Task Work(string docket, Complaint.Live state)
    {
        switch (random.Next(20))
        {
            case < 11:
                await Ask(docket, Next(state));
                break;
            case < 13:
                await Ask(docket, Judge(state.Folder));
                break;
            case < 15:
                await Ask(docket, Speak(state.Folder));
                break;
            case < 18:
                await Ask(docket, Direct(state.Folder));
                break;
            case 18 when await Numbered() is { } into:
                await Ask(docket, new ComplaintCommand.Split(into, [state.Folder.Posts[^1].Id], Category.Drugs, SimulatedCity.StationB, Officer()));
                break;
            case 19 when await Numbered() is { } byHand:
                await Ask(byHand, Call(byHand));
                break;
        }
    }

    private async Task Ask(string docket, ComplaintCommand command) => await machine.Engine.Host.Ask(new Ask(StreamName.Of(Complaint.Kind, docket), command));

    /// <summary>Mostly an open one; one in six has ended.</summary>
    private string? AnyDocket()
    {
        var state = random.Next(12) switch { 0 => "closed", 1 => "left", _ => null };
        var found = machine.Board.Read(board => board.Complaints(new ComplaintFilter(null, state, null), null, 500)).Items;
        return found.Count == 0 ? null : found[random.Next(found.Count)].Docket;
    }

    /// <summary>A docket number as the desk takes it: from the intake. None while the disk is full.</summary>
    private async Task<string?> Numbered()
    {
        try
        {
            var key = random.NextInt64().ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
            var accepted = await machine.Store.Accept([new Delivery("hand", "hand:" + key, key, machine.Clock.Now, "[]"u8.ToArray())], CancellationToken.None);
            machine.Engine.Intake.Notify();
            return Docket.Number(accepted[0].Number, 0);
        }
        catch (JournalFullException)
        {
            return null;
        }
    }

    private string Officer() => Officers[random.Next(Officers.Length)];

    private string Station() => random.Next(2) == 0 ? SimulatedCity.StationA : SimulatedCity.StationB;

    private static string Inspector(Folder folder) => (folder.Unit ?? SimulatedCity.StationA) + "/inspector";

    /// <summary>What brings it on.</summary>
    private ComplaintCommand Next(Complaint.Live state) => state switch
    {
        { Folder.Pause: not null } => new ComplaintCommand.Resume(Inspector(state.Folder), "known now"),
        { Folder: { IsP0: true, HandedOff: < HandoffStage.Outcome } folder } when random.Next(2) == 0 =>
            new ComplaintCommand.Handoff(folder.HandedOff + 1, SimulatedCity.ShiftInspector, "112/7"),
        Complaint.Untagged => new ComplaintCommand.Tag(SimulatedCity.StationB, SimulatedCity.Acp),
        Complaint.Tagged => new ComplaintCommand.Accept(Inspector(state.Folder)),
        Complaint.Disputed => new ComplaintCommand.Tag(SimulatedCity.StationA, SimulatedCity.Acp),
        Complaint.Accepted => new ComplaintCommand.Act(new ActionTaken(ActionKind.DiaryEntry, $"{random.Next(3)}/2026", [], null), Inspector(state.Folder)),
        Complaint.Acted or Complaint.Leaving => new ComplaintCommand.Check(SimulatedCity.Acp),
        Complaint.Checked => new ComplaintCommand.Check(SimulatedCity.Dcp),
        Complaint.Approved { Folder: { FinalAnswer: null, Outgoing.Count: 0 } folder } => new ComplaintCommand.Reply(PostId(), folder.Account, Inspector(folder), true),
        Complaint.Approved { Folder: { FinalAnswer: null } folder } => new ComplaintCommand.NoteDelivery(folder.Outgoing[0].Post, DeliveryState.Sent),
        Complaint.Closed or Complaint.Left => new ComplaintCommand.Reopen(Officer(), "closed too early"),
        _ => new ComplaintCommand.Close(Inspector(state.Folder)),
    };

    private ComplaintCommand Call(string docket) => new ComplaintCommand.OpenByHand(
        docket, Source.Call, random.Next(5) == 0 ? Category.Assault : Category.Noise, null, random.Next(3) == 0 ? null : SimulatedCity.StationA, Officer(), null, null, []);

    private ComplaintCommand Judge(Folder folder) => random.Next(8) switch
    {
        0 => new ComplaintCommand.Return(Officer(), "say which road"),
        1 => new ComplaintCommand.SeeReport(SimulatedCity.Dcp),
        2 => new ComplaintCommand.ReturnReport(SimulatedCity.Dcp, "say what was done"),
        3 => new ComplaintCommand.ReportBack(Officer(), "letter 7"),
        4 => new ComplaintCommand.Appeal(Officer(), "the citizen is not content"),
        5 => new ComplaintCommand.Close(Inspector(folder)),
        6 => new ComplaintCommand.Dismiss(new Leave(WayOut.NotAComplaint, Officer(), "a joke", null, null)),
        _ => new ComplaintCommand.Dismiss(new Leave((WayOut)random.Next(2, 7), Officer(), "see note", folder.Answers.LastOrDefault()?.Id, Docket.Number(1, 0))),
    };

    private ComplaintCommand Speak(Folder folder) => random.Next(6) switch
    {
        0 => new ComplaintCommand.Ask(PostId(), SimulatedCity.Accounts[1].Id, Inspector(folder)),
        1 => new ComplaintCommand.Pause(Inspector(folder), "asked by phone"),
        2 => new ComplaintCommand.Reply(PostId(), SimulatedCity.Accounts[random.Next(3)].Id, Officer(), true),
        3 when folder.Answers.Count > 0 => new ComplaintCommand.ClaimAnswer(folder.Answers[^1].Id, Officer()),
        4 when folder.Answers.Count > 0 => new ComplaintCommand.NoteDelivery(folder.Answers[^1].Id, DeliveryState.Failed),
        _ => new ComplaintCommand.NoteDelivery(
            folder.Outgoing.LastOrDefault()?.Post ?? "0-0", random.Next(4) == 0 ? DeliveryState.Failed : DeliveryState.Sent, machine.Clock.Now.AddSeconds(-random.Next(90))),
    };

    private ComplaintCommand Direct(Folder folder) => random.Next(10) switch
    {
        0 => new ComplaintCommand.Tag(Station(), Officer()),
        1 => new ComplaintCommand.Dispute(Inspector(folder), "Not ours.", random.Next(2) == 0 ? null : Station()),
        2 => new ComplaintCommand.Transfer(Station(), Officer(), "theirs"),
        3 => new ComplaintCommand.Link(Docket.Number(1 + random.Next(3), 0), Officer()),
        4 => new ComplaintCommand.Unlink(Docket.Number(1 + random.Next(3), 0), Officer()),
        5 or 6 => new ComplaintCommand.Prioritise((Priority)random.Next(1, 6), Officer(), "as told", Officer()),
        7 => new ComplaintCommand.JoinIncident("hand-1", 2, Officer()),
        8 => new ComplaintCommand.LeaveIncident(Officer(), "another place"),
        _ => new ComplaintCommand.Recompute(Officer(), "new policy"),
    };

    /// <summary>Of an answer written here; far above the script's own numbers.</summary>
    private string PostId() => $"{random.Next(1_000_000, int.MaxValue)}-0";
}
