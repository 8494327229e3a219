using Monitor.Core.Accounts;
using Monitor.Core.Alerts;
using Monitor.Core.Organisation;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Intake;
using Monitor.Runtime.Journal;

namespace Monitor.Server.Hosting;

/// <summary>
/// Tells people of what is not in the journal: a platform's link that went dead or came back (an alert of each force's main accounts there), and the machine's own
/// faults (one alert to the control rooms, cleared when the last fault is gone).
/// </summary>
public sealed class OversightWatch(MonitorNode node, TimeProvider time)
{
    private const string Machine = "monitor";

    /// <summary>Of an account that the rulebook names and whose grain is made in a moment.</summary>
    private const string NotYet = "not-registered";

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, string> told = [];
    private bool? faulty;

    public async Task Run(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stop))
        {
            await Look();
            await Keep(stop);
        }
    }

    private async Task Keep(CancellationToken stop)
    {
        try
        {
            await node.LinkMemory.Keep(node.Clock.Now, stop);
        }
        catch (JournalFullException)
        {
            // Kept when there is room again.
        }
    }

    /// <summary>Tells what changed since the look before; the first one tells all, for what is known already does nothing.</summary>
    public async Task Look()
    {
        foreach (var link in node.Links.Look(node.Clock.Now))
        {
            if (link.State is "dead" or "live" && told.GetValueOrDefault(link.Id) != link.State && await Tell(link.Channel, link.State == "dead"))
            {
                told[link.Id] = link.State;
            }
        }

        var faults = node.FaultSentences().Count > 0;
        if (faults != faulty && await Asked(StreamName.Of(Alert.Kind, Alert.Key(AlertKind.MachineFault, Machine)), faults
            ? new AlertCommand.Raise(Machine, AlertKind.MachineFault, 1, null, "machine-fault", LadderStep.StationHead, [], true)
            : new AlertCommand.Clear("mended")))
        {
            faulty = faults;
        }
    }

    /// <summary>False: not all could be told; it is tried again.</summary>
    private async Task<bool> Tell(string channel, bool dead)
    {
        var done = true;
        var rulebook = node.Rulebook;
        // Mended is told to every main account: which of them stand for their force may have changed while the link was dead.
        foreach (var seat in Links.Platforms.Where(platform => ChannelName.Of(platform) == channel)
            .SelectMany(platform => dead ? rulebook.Seats.MainsOf(platform, rulebook.Units) : rulebook.Seats.All.Where(seat => seat.Channel == platform && seat.IsMain)))
        {
            OfficialAccountCommand command = dead
                ? new OfficialAccountCommand.BreakLink("Nothing has come from the platform for far longer than usual.")
                : new OfficialAccountCommand.MendLink();
            done &= await Asked(StreamName.Of(OfficialAccount.Kind, seat.Id), command);
        }

        return done;
    }

    private async Task<bool> Asked(string stream, Core.ICommand command)
    {
        var result = await node.Engine.Host.Ask(new Ask(stream, command));
        return result.Outcome is not (TurnOutcome.Failed or TurnOutcome.Quarantined) && result.Refusal?.Code != NotYet;
    }
}
