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

    /// <summary>From so many people on an event may be quiet for longer.</summary>
    private const int Established = 3;

    /// <summary>From so many people on it is what the place talks of: it takes in neighbours, posts without a place and other words for it.</summary>
    private const int Large = 10;

    private static readonly TimeSpan AlikeWithin = TimeSpan.FromMinutes(60);
    private static readonly TimeSpan FirstWithin = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan EstablishedWithin = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan SurgeWithin = TimeSpan.FromMinutes(3);

    /// <summary>Below it a category is too unsure for two people in other words to be an incident.</summary>
    private const double SureCategory = 0.5;

    /// <summary>Quiet for longest first.</summary>
    private readonly LinkedList<Cluster> clusters = [];

    /// <summary>The same by unit; the empty key holds those without a place.</summary>
    private readonly Dictionary<string, List<Cluster>> byUnit = [];

    private sealed class Cluster(string docket, PostFacts post)
    {
        public string Docket { get; } = docket;
        public string? Unit { get; set; } = post.Located.Unit;
        public Scene Scene { get; } = SceneOf(post.Verdict.Category);
        public DateTimeOffset LastAt { get; set; } = post.PostedAt;
        public long[] Texts { get; } = new long[TextsMax];
        public int TextCount { get; set; }
        public HashSet<string> Authors { get; } = [post.Author];
        public int Count { get; set; } = 1;
        public LinkedListNode<Cluster>? Node { get; set; }

        /// <summary>It was proposed: two sure of what they saw or in like words, or three of any.</summary>
        public bool Proposed { get; set; }

        public List<string> Unproposed { get; } = [docket];
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
            var first = new Cluster(docket, post);
            Remember(first, post.Likeness);
            first.Node = clusters.AddLast(first);
            At(first.Unit).Add(first);
            return [];
        }

        var place = found.Unit;
        var isAlike = IsAlike(found, post);
        Take(found, post);
        if (found.Unit != place)
        {
            At(place).Remove(found);
            At(found.Unit).Add(found);
        }

        clusters.Remove(found.Node!);
        clusters.AddLast(found.Node!);
        found.Unproposed.Add(docket);
        if (!found.Proposed && found.Count < Established && !isAlike && post.Verdict.CategoryConfidence < SureCategory)
        {
            return [];
        }

        found.Proposed = true;
        var join = new ComplaintCommand.JoinIncident(Prefix + found.Docket, found.Count);
        (string, ComplaintCommand)[] proposals = [.. found.Unproposed.Select(member => (member, (ComplaintCommand)join))];
        found.Unproposed.Clear();
        return proposals;
    }

    private static bool MayJoin(PostFacts post) =>
        post.Channel != Channel.Canary && DocketChoice.SubjectOf(post.Verdict) != Category.SelfHarm && SceneOf(post.Verdict.Category) != Scene.None;

    private static Scene SceneOf(Category category) => category switch
    {
        Category.Accident or Category.TrafficJam => Scene.Road,
        Category.Assault or Category.CommunalRumour => Scene.Crowd,
        Category.BombHoax => Scene.Bomb,
        Category.Noise => Scene.Noise,
        Category.TrafficViolation or Category.IllegalParking or Category.TheftSnatch or Category.Missing or Category.Child or Category.Drugs => Scene.ByTextOnly,
        Category.Other or Category.NotPolice => Scene.ByTextOnly,
        _ => Scene.None,
    };

    /// <summary>
    /// The event that the post fits: a like text or the same scene at the same place, or the only large event of these minutes there. Of several the largest, so that one
    /// event does not fall into pieces; of equals the latest.
    /// </summary>
    private Cluster? Best(PostFacts post)
    {
        Cluster? best = null;
        Cluster? surge = null;
        var surges = 0;
        foreach (var cluster in Near(post))
        {
            var gap = (post.PostedAt - cluster.LastAt).Duration();
            if (gap > AlikeWithin || cluster.Authors.Contains(post.Author))
            {
                continue;
            }

            if (IsSameScene(cluster, post, gap) || (IsSamePlace(cluster, post) && IsAlike(cluster, post)))
            {
                best = IsLarger(cluster, best) ? cluster : best;
            }
            else if (cluster.Count >= Large && gap <= SurgeWithin && MayMean(cluster.Scene, post.Verdict.Category))
            {
                surge = cluster;
                surges++;
            }
        }

        return surges == 1 && IsLarger(surge!, best) ? surge : best;
    }

    /// <summary>Events at any place that the text may mean, and those without a place; for a post without a place all.</summary>
    private IEnumerable<Cluster> Near(PostFacts post) => post.Located.Unit is not { } unit
        ? clusters
        : post.Located.Reasons.Select(reason => reason.Unit).Append(unit).Distinct().SelectMany(At).Concat(At(null));

    /// <summary>Short texts without a place are alike by chance: "any update?".</summary>
    private static bool IsSamePlace(Cluster cluster, PostFacts post) =>
        cluster.Unit is not null && (cluster.Unit == post.Located.Unit || cluster.Count >= Established);

    private static bool IsSameScene(Cluster cluster, PostFacts post, TimeSpan gap)
    {
        if (cluster.Scene != SceneOf(post.Verdict.Category) || cluster.Scene == Scene.ByTextOnly || cluster.Unit is null || cluster.Unit != post.Located.Unit)
        {
            return false;
        }

        return gap <= (cluster.Count >= Established ? EstablishedWithin : FirstWithin);
    }

    /// <summary>Where everybody writes of one thing, these are mostly other words for it.</summary>
    private static bool MayMean(Scene scene, Category category) =>
        SceneOf(category) == scene || category is Category.Other or Category.NotPolice or Category.TrafficViolation or Category.IllegalParking;

    private static bool IsLarger(Cluster cluster, Cluster? other) =>
        other is null || cluster.Count > other.Count || (cluster.Count == other.Count && cluster.LastAt >= other.LastAt);

    private List<Cluster> At(string? unit)
    {
        if (!byUnit.TryGetValue(unit ?? "", out var list))
        {
            byUnit[unit ?? ""] = list = [];
        }

        return list;
    }

    private static bool IsAlike(Cluster cluster, PostFacts post)
    {
        if (post.Likeness == 0)
        {
            return false;
        }

        foreach (var text in cluster.Texts.AsSpan(0, cluster.TextCount))
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
        Remember(cluster, post.Likeness);
        if (cluster.Authors.Count < AuthorsMax)
        {
            cluster.Authors.Add(post.Author);
        }
    }

    /// <summary>The first text stays, the others go round.</summary>
    private static void Remember(Cluster cluster, long text)
    {
        if (cluster.TextCount < TextsMax)
        {
            cluster.Texts[cluster.TextCount++] = text;
        }
        else
        {
            cluster.Texts[1 + (cluster.Count % (TextsMax - 1))] = text;
        }
    }

    private void Forget(DateTimeOffset now)
    {
        while (clusters.First is { } oldest && (clusters.Count >= ClustersMax || now - oldest.Value.LastAt > AlikeWithin))
        {
            At(oldest.Value.Unit).Remove(oldest.Value);
            clusters.RemoveFirst();
        }
    }
}
