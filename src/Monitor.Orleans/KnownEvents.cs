using System.Collections.Frozen;
using Monitor.Runtime.Grains;
using Orleans.Metadata;
using Orleans.Runtime;

namespace Monitor.Orleans;

/// <summary>Publishes in this silo's manifest, which all get when it joins, the stored names of the events that it knows.</summary>
internal sealed class PublishedEvents(GrainKinds kinds) : IGrainPropertiesProvider
{
    internal const string Property = "monitor.events";

    public void Populate(Type grainClass, GrainType grainType, Dictionary<string, string> properties)
    {
        if (grainClass == typeof(StreamGrain))
        {
            properties[Property] = string.Join(' ', kinds.Events.Names.All);
        }
    }
}

/// <summary>
/// What every silo knows that is in the cluster or on its way in: a new kind of event is stored only once the last silo knows it (design section 4). What all knew once
/// may be stored already and is not held back again, so that a silo that joins holds nobody up.
/// </summary>
internal sealed class KnownEvents(IClusterMembershipService membership, IClusterManifestProvider manifests)
{
    private readonly Lock gate = new();
    private volatile Common common = new(MembershipVersion.MinValue, MajorMinorVersion.MinValue, []);

    private sealed record Common(MembershipVersion Members, MajorMinorVersion Manifest, FrozenSet<string> Names);

    /// <summary>Every silo that runs has given its manifest: before that a silo that has just joined cannot tell.</summary>
    public bool IsComplete => membership.CurrentSnapshot.Members.Values.All(each => each.Status != SiloStatus.Active || manifests.Current.Silos.ContainsKey(each.SiloAddress));

    public bool Everywhere(string name) => common.Names.Contains(name) || Look().Contains(name);

    /// <summary>A silo of a later build than ours, which knows all that we know and more; null when there is none.</summary>
    public SiloAddress? Later(IEnumerable<string> ours)
    {
        var own = ours.ToHashSet(StringComparer.Ordinal);
        return membership.CurrentSnapshot.Members.Values.Where(each => each.Status == SiloStatus.Active).Select(each => each.SiloAddress)
            .FirstOrDefault(silo => own.IsProperSubsetOf(NamesOf(manifests.Current, silo)));
    }

    private FrozenSet<string> Look()
    {
        lock (gate)
        {
            var (members, manifest, known) = (membership.CurrentSnapshot, manifests.Current, common);
            if (known.Members != members.Version || known.Manifest != manifest.Version)
            {
                common = known = new Common(members.Version, manifest.Version, known.Names.Concat(Of(members, manifest)).ToFrozenSet(StringComparer.Ordinal));
            }

            return known.Names;
        }
    }

    private static IEnumerable<string> Of(ClusterMembershipSnapshot members, ClusterManifest manifest)
    {
        var silos = members.Members.Values.Where(each => each.Status is SiloStatus.Joining or SiloStatus.Active or SiloStatus.ShuttingDown)
            .Select(each => NamesOf(manifest, each.SiloAddress)).ToList();
        return silos.Count == 0 ? [] : silos.Aggregate((all, names) => all.Intersect(names));
    }

    private static IEnumerable<string> NamesOf(ClusterManifest manifest, SiloAddress silo) => manifest.Silos.TryGetValue(silo, out var published)
        ? published.Grains.Values.Select(grain => grain.Properties.GetValueOrDefault(PublishedEvents.Property)).OfType<string>().SelectMany(names => names.Split(' '))
        : [];
}
