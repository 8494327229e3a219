using Monitor.Core.Board;
using Monitor.Core.Complaints;
using Monitor.Runtime.Grains;

namespace Monitor.Runtime.Simulation;

/// <summary>Officers who do the next thing, or the wrong one, on some open complaint every few seconds.</summary>
internal sealed class SimulatedOfficers(SimulatedMachine machine, VirtualTime time, Random random)
{
    public async Task Work()
    {
        while (true)
        {
            await Task.Delay(TimeSpan.FromSeconds(random.Next(1, 12)), time);
            var open = machine.Board.Read(board => board.Complaints(new ComplaintFilter(null, null, null), null, 500)).Items;
            if (open.Count > 0)
            {
                var complaint = open[random.Next(open.Count)];
                await machine.Engine.Grains.Ask(new Ask(StreamName.Of(Complaint.Kind, complaint.Docket), Next(complaint)));
            }
        }
    }

    private ComplaintCommand Next(ComplaintItem complaint)
    {
        var unit = complaint.Unit ?? SimulatedCity.StationA;
        var inspector = unit + "/inspector";
        return random.Next(10) switch
        {
            0 => new ComplaintCommand.Tag(random.Next(2) == 0 ? SimulatedCity.StationA : SimulatedCity.StationB, SimulatedCity.Acp),
            1 => new ComplaintCommand.Dispute(inspector, "Not ours."),
            2 => new ComplaintCommand.Close(inspector),
            3 => new ComplaintCommand.Link("1-3", inspector),
            _ => complaint.State switch
            {
                "new" => new ComplaintCommand.Tag(SimulatedCity.StationB, SimulatedCity.Acp),
                "tagged" => new ComplaintCommand.Accept(inspector),
                "disputed" => new ComplaintCommand.Tag(SimulatedCity.StationA, SimulatedCity.Acp),
                "accepted" => new ComplaintCommand.Act(new ActionTaken(ActionKind.DiaryEntry, "7/2026", [], null), inspector),
                "acted" or "leaving" => new ComplaintCommand.Check(SimulatedCity.Acp),
                "checked" => new ComplaintCommand.Check(SimulatedCity.Dcp),
                _ => new ComplaintCommand.Close(inspector),
            },
        };
    }
}
