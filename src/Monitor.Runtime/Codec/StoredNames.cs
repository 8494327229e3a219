using System.Collections.Frozen;
using System.Text;

namespace Monitor.Runtime.Codec;

/// <summary>
/// The closed list of stored names: <c>author.docket-opened</c> is the kind, and the case of its union in words. A name is for ever: the test beside
/// stored-names.txt fails when a case is renamed; then give the case its old name in <see cref="Renamed"/>.
/// </summary>
public sealed class StoredNames
{
    /// <summary>Cases whose C# name is no longer their stored name.</summary>
    private static readonly FrozenDictionary<Type, string> Renamed = new Dictionary<Type, string>().ToFrozenDictionary();

    private readonly FrozenDictionary<string, Type> types;
    private readonly FrozenDictionary<Type, string> names;

    /// <param name="unions">Kind and union: each case nested in the union gets a name.</param>
    public StoredNames(IEnumerable<(string Kind, Type Union)> unions)
    {
        var found = unions.SelectMany(union => CasesOf(union.Union).Select(type => (Type: type, Name: union.Kind + "." + Words(type)))).ToArray();
        var twice = found.GroupBy(each => each.Name).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            throw new InvalidOperationException($"The stored name '{twice.Key}' stands for {twice.Count()} types.");
        }

        types = found.ToFrozenDictionary(each => each.Name, each => each.Type);
        names = found.ToFrozenDictionary(each => each.Type, each => each.Name);
    }

    public IEnumerable<string> All => types.Keys.Order(StringComparer.Ordinal);

    public string NameOf(Type type) => names.TryGetValue(type, out var name)
        ? name
        : throw new InvalidOperationException($"{type} has no stored name: its grain is not among the known ones.");

    /// <summary>Null for a name that this build does not know.</summary>
    public Type? TypeOf(string name) => types.GetValueOrDefault(name);

    /// <summary>The cases of a union: its nested records that derive from it.</summary>
    public static IEnumerable<Type> CasesOf(Type union) => union.GetNestedTypes().Where(type => !type.IsAbstract && type.IsSubclassOf(union));

    private static string Words(Type type)
    {
        if (Renamed.TryGetValue(type, out var old))
        {
            return old;
        }

        var words = new StringBuilder();
        foreach (var c in type.Name)
        {
            if (char.IsUpper(c) && words.Length > 0)
            {
                words.Append('-');
            }

            words.Append(char.ToLowerInvariant(c));
        }

        return words.ToString();
    }
}
