using System.Numerics;
using Monitor.Core.Authors;
using Monitor.Core.Complaints;
using Monitor.Core.Posts;

namespace Monitor.Core.Incidents;

/// <summary>
/// Finds complaints of one event by place, category, time and likeness of text, over a bounded window of newly opened dockets, and proposes that they join. It only
/// proposes: the Complaint takes the first incident and no second (design section 4). A pure fold: a host that starts anew shows it the last two hours of the feed and
/// throws those answers away. Not safe for several threads.
/// </summary>
public sealed class IncidentFinder
{
    private const string Prefix = "i-";

    /// <summary>So many events are watched at once; the one quiet for longest is forgotten.</summary>
    private const int ClustersMax = 2048;

    /// <summary>Texts of one event that are remembered: the first and the latest.</summary>
    private const int TextsMax = 12;

    private const int AuthorsMax = 64;

    /// <summary>Simhashes of one text in other words differ in at most so many of 64 bits.</summary>
    private const int AlikeBits = 8;

    /// <summary>From so many people on an event may be quiet for longer, and takes in posts without a place.</summary>
    private const int Established = 3;

    private const int Large = 10;

    private static readonly TimeSpan AlikeWithin = TimeSpan.FromMinutes(60);
    private static readonly TimeSpan FirstWithin = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan EstablishedWithin = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan PlacelessWithin = TimeSpan.FromMinutes(3);

    private readonly LinkedList<Cluster> clusters = [];

    private sealed class Cluster(string docket, PostFacts post)
    {
        public string Docket { get; } = docket;
        public string? Unit { get; set; } = post.Located.Unit;
        public Scene Scene { get; } = SceneOf(post.Verdict.Category);
        public DateTimeOffset LastAt { get; set; } = post.PostedAt;
        public List<long> Texts { get; } = [post.Likeness];
        public HashSet<string> Authors { get; } = [post.Author];
        public int Count { get; set; } = 1;
    }

    /// <summary>Categories that people use for the same thing. None: concerns one person, never an incident.</summary>
    private enum Scene : byte { None = 0, Road, Crowd, Bomb, Noise, ByTextOnly }

    /// <summary>The first docket of the incident with this id; null for one that an officer named.</summary>
    public static string? FirstDocket(string incident) => incident.StartsWith(Prefix, StringComparison.Ordinal) ? incident[Prefix.Length..] : null;

    /// <summary>Looks at one decision of an Author; gives commands for the dockets that belong together.</summary>
    public IReadOnlyList<(string Docket, ComplaintCommand Command)> See(AuthorEvent happened)
    {
        if (happened is not AuthorEvent.DocketOpened { Post: var post, Docket: var docket } || !MayJoin(post))
        {
            return [];
        }

        Forget(post.PostedAt);
        if (Best(post) is not { } found)
        {
            clusters.AddLast(new Cluster(docket, post));
            return [];
        }

        Take(found, post);
        clusters.Remove(found);
        clusters.AddLast(found);
        var incident = Prefix + found.Docket;
        var join = (docket, (ComplaintCommand)new ComplaintCommand.JoinIncident(incident, found.Count));
        return found.Count == 2 ? [(found.Docket, new ComplaintCommand.JoinIncident(incident, found.Count)), join] : [join];
    }

    private static bool MayJoin(PostFacts post) =>
        post.Channel != Channel.Canary && DocketChoice.SubjectOf(post.Verdict) != Category.SelfHarm && SceneOf(post.Verdict.Category) != Scene.None;

    private static Scene SceneOf(Category category) => category switch
    {
        Category.Accident or Category.TrafficJam => Scene.Road,
        Category.Assault or Category.CommunalRumour => Scene.Crowd,
        Category.BombHoax => Scene.Bomb,
        Category.Noise => Scene.Noise,
        Category.TrafficViolation or Category.IllegalParking or Category.TheftSnatch or Category.Missing or Category.Child or Category.Drugs or Category.Other => Scene.ByTextOnly,
        _ => Scene.None,
    };

    /// <summary>The event that the post fits best: a like text first, then the same scene at the same place, then the only large event without a place of the post's own.</summary>
    private Cluster? Best(PostFacts post)
    {
        Cluster? placed = null;
        Cluster? placeless = null;
        var placelessFits = 0;
        for (var node = clusters.Last; node is not null; node = node.Previous)
        {
            var cluster = node.Value;
            var gap = (post.PostedAt - cluster.LastAt).Duration();
            if (cluster.Authors.Contains(post.Author))
            {
                continue;
            }

            if (gap <= AlikeWithin && MayBeThere(cluster, post) && IsAlike(cluster, post))
            {
                return cluster;
            }

            var sameScene = cluster.Scene == SceneOf(post.Verdict.Category) && cluster.Scene != Scene.ByTextOnly;
            if (sameScene && post.Located.Unit is not null && cluster.Unit == post.Located.Unit && gap <= (cluster.Count >= Established ? EstablishedWithin : FirstWithin))
            {
                placed ??= cluster;
            }
            else if (sameScene && post.Located.Unit is null && cluster.Count >= Large && gap <= PlacelessWithin)
            {
                placeless = cluster;
                placelessFits++;
            }
        }

        return placed ?? (placelessFits == 1 ? placeless : null);
    }

    private static bool MayBeThere(Cluster cluster, PostFacts post) => cluster.Unit is null || post.Located.Unit is null || cluster.Unit == post.Located.Unit;

    private static bool IsAlike(Cluster cluster, PostFacts post)
    {
        if (post.Likeness == 0)
        {
            return false;
        }

        foreach (var text in cluster.Texts)
        {
            if (text != 0 && BitOperations.PopCount((ulong)(text ^ post.Likeness)) <= AlikeBits)
            {
                return true;
            }
        }

        return false;
    }

    private static void Take(Cluster cluster, PostFacts post)
    {
        cluster.Count++;
        cluster.Unit ??= post.Located.Unit;
        cluster.LastAt = post.PostedAt > cluster.LastAt ? post.PostedAt : cluster.LastAt;
        if (cluster.Texts.Count == TextsMax)
        {
            cluster.Texts.RemoveAt(1);
        }

        cluster.Texts.Add(post.Likeness);
        if (cluster.Authors.Count < AuthorsMax)
        {
            cluster.Authors.Add(post.Author);
        }
    }

    private void Forget(DateTimeOffset now)
    {
        while (clusters.First is { } oldest && (clusters.Count >= ClustersMax || now - oldest.Value.LastAt > AlikeWithin))
        {
            clusters.RemoveFirst();
        }
    }
}
