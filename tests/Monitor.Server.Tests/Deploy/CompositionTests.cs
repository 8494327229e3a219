using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using Monitor.Conformance;
using Monitor.Server.Settings;
using Xunit;

namespace Monitor.Server.Tests.Deploy;

/// <summary>docker-compose.yml and the Dockerfile without a Docker engine: what they name is there, and the server would take its settings.</summary>
public sealed partial class CompositionTests
{
    private static readonly string Dockerfile = File.ReadAllText(Path.Combine(Composition.Root, "Dockerfile"));

    public static TheoryData<string> Services => [.. Composition.Services.Keys];

    public static TheoryData<string> Silos => [.. Composition.Services.Keys.Where(name => name.StartsWith("silo", StringComparison.Ordinal))];

    [Fact]
    public void Three_silos_stand_behind_a_proxy_that_only_this_machine_reaches()
    {
        Assert.Equal(["proxy", "redis", "silo1", "silo2", "silo3"], Composition.Services.Keys.Order());
        Assert.All(Composition.List("proxy", "ports"), port => Assert.StartsWith("127.0.0.1:", port, StringComparison.Ordinal));
        Assert.Single(Composition.List("proxy", "ports"));
        Assert.All(Composition.Services.Keys.Where(name => name != "proxy"), name => Assert.Empty(Composition.List(name, "ports")));
        var web = new Uri(Composition.Environment("silo1")["Urls"]).Port;
        Assert.Equal(Silos.Select(silo => $"{silo.Data}:{web}"), Composition.Environment("proxy")["PROXY_SILOS"].Split(' '));
        Assert.EndsWith(":" + Composition.Environment("proxy")["PROXY_LISTEN"], Composition.List("proxy", "ports")[0], StringComparison.Ordinal);
        Assert.StartsWith($"redis:{Composition.Environment("redis")["REDIS_PORT"]},", Composition.Environment("silo1")["Journal__Redis"], StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Silos))]
    public void Every_setting_of_a_silo_is_one_of_the_server_and_has_a_value_that_it_takes(string silo)
    {
        var settings = Composition.Environment(silo);
        var sections = typeof(MonitorOptions).GetProperties().Select(property => property.Name).Append("MONITOR_SECRETS");
        Assert.All(settings.Keys, name => Assert.Contains(name.Split("__")[0], sections));
        settings["Urls"] = $"http://127.0.0.1:{FreePort.Take()}";
        var (options, _) = SettingReader.Read(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(set =>
            KeyValuePair.Create(set.Key.Replace("__", ":", StringComparison.Ordinal), (string?)set.Value))).Build());
        Assert.Equal(("Redis", false, true), (options.Journal.Kind, options.Demo.Enabled, options.Security.WithoutSignIn));
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Every_service_runs_as_nobody_special_is_watched_and_is_given_time_to_stop(string name)
    {
        var service = Composition.Services[name];
        Assert.Equal("1654:1654", service["user"]);
        Assert.Equal("true", service["read_only"]);
        Assert.Equal(["ALL"], Composition.List(name, "cap_drop"));
        Assert.Equal(["no-new-privileges:true"], Composition.List(name, "security_opt"));
        Assert.Equal("unless-stopped", service["restart"]);
        Assert.Matches(@"^\d+s$", (string)service["stop_grace_period"]);
        var test = ((List<object>)Composition.Map(service["healthcheck"])["test"]).Cast<string>().ToList();
        Assert.Equal("CMD", test[0]);
        Assert.True(File.Exists(Deployment.Deploy(Path.GetFileName(test[1]))), test[1]);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void Every_image_is_a_target_of_the_Dockerfile_and_every_volume_is_declared(string name)
    {
        var target = (string)Composition.Map(Composition.Services[name]["build"])["target"];
        Assert.Contains($" AS {target}\n", Dockerfile, StringComparison.Ordinal);
        foreach (var source in Composition.List(name, "volumes").Select(volume => volume.Split(':')[0]))
        {
            Assert.True(Composition.Volumes.Contains(source) || source.StartsWith("./deploy/secrets", StringComparison.Ordinal), source);
        }
    }

    /// <summary>The engine reads the base of every stage before it looks which stages a target needs: an image is not built without what names the others' bases.</summary>
    [Theory]
    [MemberData(nameof(Services))]
    public void Every_image_is_given_whatever_names_a_base_in_the_Dockerfile(string name)
    {
        var build = Composition.Map(Composition.Services[name]["build"]);
        var given = build.TryGetValue("args", out var args) ? Composition.Map(args).Keys.Cast<string>() : [];
        var used = From().Matches(Dockerfile).SelectMany(from => Variable().Matches(from.Value)).Select(variable => variable.Groups[1].Value);
        Assert.Subset(given.Concat(WithDefault().Matches(Dockerfile).Select(arg => arg.Groups[1].Value)).ToHashSet(), used.ToHashSet());
    }

    [Fact]
    public void The_images_have_exact_versions_and_are_made_by_the_scripts()
    {
        var bases = From().Matches(Dockerfile).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(5, bases.Count);
        Assert.All(bases, name => Assert.Matches(@":\d+\.\d+(\.\d+)?-\w+", name));
        foreach (Match copied in Copied().Matches(Dockerfile))
        {
            Assert.All(copied.Groups[1].Value.Split(' '), file => Assert.True(Path.Exists(Path.Combine(Composition.Root, file)), file));
        }

        foreach (Match entry in Entry().Matches(Dockerfile))
        {
            Assert.True(File.Exists(Deployment.Deploy(Path.GetFileName(entry.Groups[1].Value))), entry.Value);
        }

        Assert.Contains("RUN deploy/publish.sh /app -p:Silo=orleans", Dockerfile, StringComparison.Ordinal);
    }

    [Fact]
    public void No_secret_stands_in_the_files()
    {
        foreach (var name in Composition.Services.Keys)
        {
            Assert.DoesNotContain(Composition.Environment(name), set =>
                set.Key.StartsWith("Channels__", StringComparison.Ordinal) || set.Value.Contains("password=", StringComparison.OrdinalIgnoreCase));
        }

        Assert.DoesNotContain("requirepass", File.ReadAllText(Deployment.Deploy("redis.conf")), StringComparison.Ordinal);
        Assert.Contains("deploy/secrets/", File.ReadAllLines(Path.Combine(Composition.Root, ".gitignore")));
        Assert.Contains("deploy/secrets", File.ReadAllLines(Path.Combine(Composition.Root, ".dockerignore")));
    }

    [GeneratedRegex(@"^FROM (\S+)", RegexOptions.Multiline)]
    private static partial Regex From();

    [GeneratedRegex(@"\$\{?(\w+)")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^ARG (\w+)=", RegexOptions.Multiline)]
    private static partial Regex WithDefault();

    [GeneratedRegex(@"^COPY (?!--from)(.+) \S+$", RegexOptions.Multiline)]
    private static partial Regex Copied();

    [GeneratedRegex("""^ENTRYPOINT \["([^"]+)"\]""", RegexOptions.Multiline)]
    private static partial Regex Entry();
}
