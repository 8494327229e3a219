using Monitor.Server.Hosting;
using YamlDotNet.Serialization;

namespace Monitor.Server.Tests.Deploy;

/// <summary>docker-compose.yml, read as Compose reads it: anchors merged, defaults of variables filled in.</summary>
internal static class Composition
{
    public static readonly string Root = Path.GetDirectoryName(Seeds.Find().Folder)!;

    private static readonly Lazy<Dictionary<object, object>> File = new(Read);

    public static IReadOnlyDictionary<string, Dictionary<object, object>> Services =>
        Map(File.Value["services"]).ToDictionary(service => (string)service.Key, service => Map(service.Value));

    public static IEnumerable<string> Volumes => Map(File.Value["volumes"]).Keys.Cast<string>();

    /// <summary>Of a service, its environment.</summary>
    public static Dictionary<string, string> Environment(string service) =>
        Map(Services[service]["environment"]).ToDictionary(set => (string)set.Key, set => Default((string)set.Value));

    /// <summary>A list of words.</summary>
    public static IReadOnlyList<string> List(string service, string name) =>
        Services[service].TryGetValue(name, out var found) ? [.. ((List<object>)found).Cast<string>().Select(Default)] : [];

    public static Dictionary<object, object> Map(object value) => (Dictionary<object, object>)value;

    private static Dictionary<object, object> Read()
    {
        var parser = new YamlDotNet.Core.MergingParser(new YamlDotNet.Core.Parser(new StringReader(System.IO.File.ReadAllText(Path.Combine(Root, "docker-compose.yml")))));
        return new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(parser);
    }

    /// <summary><c>${NAME:-value}</c> without the variable is the value.</summary>
    private static string Default(string text) => System.Text.RegularExpressions.Regex.Replace(text, @"\$\{\w+:-([^}]*)\}", "$1");
}
