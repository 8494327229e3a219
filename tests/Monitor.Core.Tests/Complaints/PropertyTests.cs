using System.Text.Json;
using System.Text.Json.Serialization;
using Monitor.Core.Complaints;
using Xunit;
using static Monitor.Core.Tests.Complaints.World;

namespace Monitor.Core.Tests.Complaints;

/// <summary>What holds over every life; each failure names the seed.</summary>
public sealed class PropertyTests
{
    private const int Seeds = 120;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    [Fact]
    public void Folding_the_events_gives_the_live_state()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var walk = Walk.Of(seed);
            var folded = walk.Events.Aggregate(Complaint.Initial, (state, happened) => state.Evolve(happened));
            Assert.True(Spec.Content(folded) == Spec.Content(walk.State), $"seed {seed}");
        }
    }

    [Fact]
    public void Events_and_states_survive_their_stored_form()
    {
        for (var seed = 0; seed < Seeds / 4; seed++)
        {
            var walk = Walk.Of(seed);
            foreach (var happened in walk.Events)
            {
                var read = JsonSerializer.Deserialize(JsonSerializer.Serialize(happened, happened.GetType(), Json), happened.GetType(), Json)!;
                Assert.True(Spec.Content(read) == Spec.Content(happened), $"seed {seed}: {happened}");
            }

            var state = JsonSerializer.Deserialize(JsonSerializer.Serialize(walk.State, walk.State.GetType(), Json), walk.State.GetType(), Json)!;
            Assert.True(Spec.Content(state) == Spec.Content(walk.State), $"seed {seed}: {walk.State}");
        }
    }

    [Fact]
    public void Deciding_twice_does_nothing_the_second_time()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            Walk.Of(seed, (before, command, at, events) =>
            {
                // An edit says what the words are now; told twice it is two edits, and the cause keeps a repeated hand-over away.
                if (command is ComplaintCommand.EditPost || events.Count == 0)
                {
                    return;
                }

                var after = events.Aggregate(before, (state, happened) => state.Evolve(happened));
                var again = after.Decide(command, Rules, at);
                var more = string.Join(", ", again.Events.Select(happened => happened.GetType().Name));
                Assert.True(more.Length == 0, $"seed {seed}: {command} gave {more} again in {after.GetType().Name}");
            });
        }
    }

    [Fact]
    public void After_a_wake_the_next_deadline_is_later_or_none()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            Walk.Of(seed, (before, command, at, events) =>
            {
                var after = events.Aggregate(before, (state, happened) => state.Evolve(happened));
                var woken = after.Decide(Complaint.Wake, Rules, at).Events.Aggregate(after, (state, happened) => state.Evolve(happened));
                Assert.True(woken.NextDeadline is not { } next || next > at, $"seed {seed} after {command} at {at:o}: still due at {woken.NextDeadline:o}");
            });
        }
    }

    [Fact]
    public void Early_wakes_decide_nothing()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            Walk.Of(seed, (before, command, at, events) =>
            {
                var after = events.Aggregate(before, (state, happened) => state.Evolve(happened));
                if (after.NextDeadline is { } next && next > at)
                {
                    Assert.True(after.Decide(Complaint.Wake, Rules, next.AddTicks(-1)).Events.Count == 0, $"seed {seed} after {command}");
                }
            });
        }
    }

    [Fact]
    public void Every_deadline_explains_itself_and_agrees_with_what_was_stored()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var walk = Walk.Of(seed);
            var view = ComplaintView.Of(walk.State, walk.Events.Count, Rules, At(walk.Minutes))!;
            foreach (var clock in view.Clocks)
            {
                Assert.True(clock.Explanation.Agrees, $"seed {seed}: {clock}");
                if (clock.DueAt is not null)
                {
                    var counted = clock.Explanation.Counted.Aggregate(TimeSpan.Zero, (sum, part) => sum + part.Length);
                    Assert.True(counted == clock.Explanation.Target, $"seed {seed}: {clock.Clock} counts {counted}");
                }
            }
        }
    }

    [Fact]
    public void Breaches_equal_those_recalculated_from_the_recorded_instants()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var walk = Walk.Of(seed);
            var folder = ((Complaint.Live)walk.State).Folder;
            foreach (var clock in folder.Clocks.Where(clock => clock.Standing == ClockStanding.Met))
            {
                Assert.True(clock.Breached == clock.EndedAt > clock.Plan.DueAt, $"seed {seed}: {clock}");
            }
        }
    }

    [Fact]
    public void Lists_stay_bounded_whatever_comes()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var folder = ((Complaint.Live)Walk.Of(seed, steps: 600).State).Folder;
            Assert.InRange(folder.Posts.Count, 1, Folder.PostsMax);
            Assert.InRange(folder.Pauses.Count, 0, Folder.ListMax);
            Assert.InRange(folder.Owners.Count, 0, Folder.ListMax);
            Assert.InRange(folder.Answers.Count, 0, Folder.AnswersMax);
            Assert.InRange(folder.Clocks.Count, 0, 15);
            Assert.InRange(folder.Handoffs.Count, 0, 5);
        }
    }
}
