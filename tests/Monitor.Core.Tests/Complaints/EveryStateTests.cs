using System.Reflection;
using Monitor.Core.Complaints;
using Monitor.Core.Organisation;
using Monitor.Core.Posts;
using Xunit;
using static Monitor.Core.Tests.Complaints.World;

namespace Monitor.Core.Tests.Complaints;

/// <summary>Every state × every command is decided: events or a refusal, never an exception; in place of the compiler, which cannot check unions.</summary>
public sealed class EveryStateTests
{
    [Fact]
    public void Every_phase_has_a_sample_and_it_is_that_phase()
    {
        Assert.Equal(Cases(typeof(Complaint)).Select(type => type.Name).Order(), Samples.States.Keys.Order());
        Assert.All(Samples.States, sample => Assert.Equal(sample.Key, sample.Value().State.GetType().Name));
    }

    [Fact]
    public void Every_command_is_decided_in_every_phase()
    {
        foreach (var (name, state) in Samples.States)
        {
            foreach (var type in Cases(typeof(ComplaintCommand)))
            {
                for (var seed = 0; seed < 12; seed++)
                {
                    var random = new Random(seed);
                    var spec = state();
                    var command = Samples.Command(type, random, 40);
                    var fault = Record.Exception(() => spec.When(command, At(40)));
                    Assert.True(fault is null, $"{name} × {command}, seed {seed}: {fault}");
                }
            }
        }
    }

    [Fact]
    public void A_post_is_never_refused_in_any_phase()
    {
        foreach (var (name, state) in Samples.States.Where(sample => sample.Key != nameof(Complaint.None)))
        {
            var spec = state().When(new ComplaintCommand.AddPost(Post("77-0", 50)), At(50));
            Assert.True(spec.Events.OfType<ComplaintEvent.PostAdded>().Count() == 1, name);
            Assert.True(spec.State.IsOpen, name);
        }
    }

    [Fact]
    public void Every_event_has_a_sentence_in_the_history()
    {
        var all = Cases(typeof(ComplaintEvent)).Select(type => type.Name).Order().ToList();
        var seen = new HashSet<string>();
        Tell(Samples.States.Values.SelectMany(state => state().Events));
        Tell([new ComplaintEvent.Recomputed(Dcp, "new policy", "standard@2", T0), new ComplaintEvent.Rerouted(Station, new Dictionary<Wing, string>(), T0)]);
        for (var seed = 0; seed < 400 && seen.Count < all.Count; seed++)
        {
            Tell(Walk.Of(seed).Events);
        }

        Assert.Equal(all, seen.Order());

        void Tell(IEnumerable<ComplaintEvent> events)
        {
            foreach (var happened in events)
            {
                Assert.False(string.IsNullOrWhiteSpace(History.Line(happened).Text));
                seen.Add(happened.GetType().Name);
            }
        }
    }

    private static IEnumerable<Type> Cases(Type union) => union.GetNestedTypes(BindingFlags.Public).Where(type => !type.IsAbstract && type.IsSubclassOf(union));
}
