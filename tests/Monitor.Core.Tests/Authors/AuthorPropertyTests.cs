using Monitor.Core.Authors;
using Monitor.Core.Posts;
using Xunit;
using static Monitor.Core.Tests.Authors.Facts;

namespace Monitor.Core.Tests.Authors;

public sealed class AuthorPropertyTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Whatever_comes_the_author_stays_bounded_decides_twice_like_once_and_replays_to_the_same_state(int seed)
    {
        var random = new Random(seed);
        var state = Author.Initial;
        var events = new List<AuthorEvent>();
        var rulebook = new Rulebook();
        for (var turn = 0; turn < 400; turn++)
        {
            var command = Command(random, turn);
            var decision = state.Decide(command, rulebook, At(turn));
            foreach (var happened in decision.Events)
            {
                state = state.Evolve(happened);
                events.Add(happened);
            }

            Assert.True(state.Decide(command, rulebook, At(turn)).Events.Count == 0, $"seed {seed}, turn {turn}: {command} was decided twice");
        }

        var known = Assert.IsType<Author.Known>(state);
        Assert.True(known.Dockets.Count(docket => docket.IsOpen) <= AuthorLimits.OpenDockets, $"seed {seed}");
        Assert.True(known.Dockets.Count <= AuthorLimits.OpenDockets + AuthorLimits.ClosedDockets, $"seed {seed}");
        Assert.True(known.Posts.Count <= AuthorLimits.Posts && known.Answers.Count <= AuthorLimits.Answers && known.Waiting.Count <= AuthorLimits.Waiting, $"seed {seed}");
        Assert.Equal(Spec.Content(state), Spec.Content(events.Aggregate(Author.Initial, (before, happened) => before.Evolve(happened))));
        Assert.True(state.NextDeadline is null || state.NextDeadline > At(400), $"seed {seed}: a deadline was left behind");
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Every_post_is_on_a_docket_noted_or_in_triage_once(int seed)
    {
        var random = new Random(seed);
        var state = Author.Initial;
        var homes = new Dictionary<string, int>();
        for (var turn = 0; turn < 200; turn++)
        {
            foreach (var happened in state.Decide(new AuthorCommand.Receive(RandomPost(random, turn)), new Rulebook(), At(turn)).Events)
            {
                state = state.Evolve(happened);
                var id = happened switch
                {
                    AuthorEvent.DocketOpened e => e.Post.Id,
                    AuthorEvent.PostNoted e => e.Post.Id,
                    AuthorEvent.PostTriaged e => e.Post.Id,
                    AuthorEvent.PostJoined { Why: not Joining.Moments } e => e.Post.Id,
                    AuthorEvent.PostJoined e when !homes.ContainsKey(e.Post.Id) => e.Post.Id,
                    _ => null,
                };
                if (id is not null)
                {
                    homes[id] = homes.GetValueOrDefault(id) + 1;
                }
            }
        }

        Assert.Equal(200, homes.Count);
        Assert.True(homes.Values.All(count => count == 1), $"seed {seed}");
    }

    private static AuthorCommand Command(Random random, int turn) => random.Next(12) switch
    {
        < 5 => new AuthorCommand.Receive(RandomPost(random, turn)),
        5 => new AuthorCommand.Answer(Answer($"{5000 + turn}-0", turn, random.Next(2) == 0 ? null : $"{100 + random.Next(turn + 1)}-0", random.Next(2) == 0, false, "blr/hsr-ps")),
        6 => new AuthorCommand.CloseDocket(Docket.OfPost($"{100 + random.Next(turn + 1)}-0")),
        7 => new AuthorCommand.Delete($"{100 + random.Next(turn + 1)}-0"),
        8 => Edited($"{(random.Next(3) == 0 ? 5000 : 100) + random.Next(turn + 1)}-0", turn),
        9 => new AuthorCommand.OpenTriaged($"{100 + random.Next(turn + 1)}-0", null, "op"),
        10 => new AuthorCommand.Deliver($"{5000 + random.Next(turn + 1)}-0", null, (DeliveryState)random.Next(1, 7), null),
        _ => new AuthorCommand.Wake(),
    };

    private static AuthorCommand.Edit Edited(string post, int turn) => new(post, $"edit{turn}", Verdict()) { Facts = Post(post, turn) with { TextHash = $"edit{turn}" } };

    private static PostFacts RandomPost(Random random, int turn)
    {
        var category = (Category)random.Next(1, 24);
        var verdict = Verdict((ComplaintCall)random.Next(1, 4), category, (Sentiment)random.Next(1, 4), random.Next(20) == 0 ? [Label.Threat] : []);
        return Post($"{100 + turn}-0", turn * 7, verdict, random.Next(3) == 0 ? null : $"blr/u{random.Next(5)}") with { Private = random.Next(6) == 0 };
    }
}
