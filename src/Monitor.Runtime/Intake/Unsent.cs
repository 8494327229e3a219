using Monitor.Core.Posts;

namespace Monitor.Runtime.Intake;

/// <summary>What was said of posts that nobody has sent yet, until they come: of a bounded number of posts, the newest.</summary>
internal sealed class Unsent<T>
{
    private const int PostsMax = 10_000;

    private readonly Dictionary<(Channel Channel, string Id), LinkedListNode<((Channel Channel, string Id) Post, List<T> Said)>> unknown = [];
    private readonly LinkedList<((Channel Channel, string Id) Post, List<T> Said)> byAge = new();

    /// <param name="id">The platform's id of the post, or whatever tells it.</param>
    public void Expect(Channel channel, string id, T said)
    {
        if (unknown.TryGetValue((channel, id), out var known))
        {
            known.Value.Said.Add(said);
            return;
        }

        unknown.Add((channel, id), byAge.AddLast(((channel, id), [said])));
        if (unknown.Count > PostsMax && byAge.First is { } oldest)
        {
            unknown.Remove(oldest.Value.Post);
            byAge.RemoveFirst();
        }
    }

    /// <summary>The post has come; what was said of it before, in that order.</summary>
    public IReadOnlyList<T> Take(Channel channel, string id)
    {
        if (!unknown.Remove((channel, id), out var known))
        {
            return [];
        }

        byAge.Remove(known);
        return known.Value.Said;
    }
}
