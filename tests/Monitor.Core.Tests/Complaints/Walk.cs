using System.Reflection;
using Monitor.Core.Complaints;
using Xunit;
using static Monitor.Core.Tests.Complaints.World;

namespace Monitor.Core.Tests.Complaints;

/// <summary>A random life of one complaint: commands of all kinds over some days, with a punctual sweeper. The same seed gives the same life.</summary>
internal sealed record Walk(Complaint State, IReadOnlyList<ComplaintEvent> Events, double Minutes)
{
    private static readonly Type[] Commands =
        [.. typeof(ComplaintCommand).GetNestedTypes(BindingFlags.Public).Where(type => type.IsSubclassOf(typeof(ComplaintCommand)))
            .OrderBy(type => type.Name, StringComparer.Ordinal)];

    /// <summary>Commands that move a complaint on; drawn more often, so that walks reach the late phases.</summary>
    private static readonly Type[] Usual =
    [
        typeof(ComplaintCommand.Accept), typeof(ComplaintCommand.Act), typeof(ComplaintCommand.Check), typeof(ComplaintCommand.AddAnswer), typeof(ComplaintCommand.Close),
        typeof(ComplaintCommand.Handoff), typeof(ComplaintCommand.Ask), typeof(ComplaintCommand.NoteDelivery), typeof(ComplaintCommand.AddPost),
    ];

    /// <param name="turn">Called around every decision: state before, command, instant, events.</param>
    public static Walk Of(int seed, Action<Complaint, ComplaintCommand, DateTimeOffset, IReadOnlyList<ComplaintEvent>>? turn = null, int steps = 60)
    {
        var random = new Random(seed);
        var spec = Nothing(random.Next(3) == 0 ? WithoutAcp : Rules);
        var events = new List<ComplaintEvent>();
        var minutes = 0.0;
        var last = T0;
        Decide(Samples.Command(typeof(ComplaintCommand.Open), random, 0), T0);
        for (var step = 0; step < steps; step++)
        {
            minutes += random.Next(4) == 0 ? random.Next(600) : random.Next(10);
            var punctual = random.Next(5) > 0;
            for (var wakes = 0; punctual && spec.State.NextDeadline is { } at && at < At(minutes); wakes++)
            {
                Assert.True(wakes < 500, $"seed {seed}: the deadline {at:o} does not move on");
                Decide(Complaint.Wake, at > last ? at : last);
            }

            if (!punctual && random.Next(2) == 0)
            {
                Decide(new ComplaintCommand.Wake(new Outage(At(minutes - 600), At(minutes))), At(minutes));
            }

            Decide(Samples.Command(random.Next(2) == 0 ? Usual[random.Next(Usual.Length)] : Commands[random.Next(Commands.Length)], random, minutes), At(minutes));
        }

        return new Walk(spec.State, events, minutes);

        void Decide(ComplaintCommand command, DateTimeOffset now)
        {
            last = now;
            var before = spec.State;
            spec.When(command, now);
            events.AddRange(spec.Events);
            turn?.Invoke(before, command, now, spec.Events);
        }
    }
}
