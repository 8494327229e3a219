using System.ComponentModel;
using System.Reflection;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.Json;
using Monitor.Channels;

namespace Monitor.Server.Settings;

/// <summary>Reads what the administrator set. A word where a number belongs and a setting that does not exist are faults like a wrong value: all are told at once.</summary>
public static class SettingReader
{
    /// <summary>What the framework itself reads beside our own.</summary>
    private static readonly string[] OfTheFramework =
    [
        "AllowedHosts", "ApplicationName", "ContentRoot", "DetailedErrors", "Environment", "ForwardedHeaders_Enabled", "Http_Ports", "Https_Port", "Https_Ports", "Kestrel",
        "Logging", "PreferHostingUrls", "ShutdownTimeoutSeconds", "WebRoot",
    ];

    private static readonly string[] Ours = [.. typeof(MonitorOptions).GetProperties().Select(property => property.Name), "Channels"];

    /// <summary>Refuses words of the command line that set nothing: a start that does not do what it was told must not pass for one that does. Call it first.</summary>
    /// <exception cref="WrongSettingException">There are some.</exception>
    public static void RefuseStray(IReadOnlyList<string> arguments) => Told([.. Stray(arguments)]);

    /// <exception cref="WrongSettingException">Something is wrong; each sentence names the setting and the fix.</exception>
    public static (MonitorOptions Options, ChannelsOptions Channels) Read(IConfigurationRoot configuration)
    {
        var sections = typeof(MonitorOptions).GetProperties().Where(property => IsSection(property.PropertyType));
        Told([
            .. Unknown(configuration),
            .. sections.SelectMany(section => Misfits(configuration.GetSection(section.Name), section.PropertyType)),
            .. Misfits(configuration.GetSection("Channels"), typeof(ChannelsOptions)),
        ]);
        var options = configuration.Get<MonitorOptions>() ?? new MonitorOptions();
        Told([.. options.Faults(), .. ListenAddresses.Faults(options, configuration)]);
        return (options, configuration.GetSection("Channels").Get<ChannelsOptions>() ?? new ChannelsOptions());
    }

    private static void Told(IReadOnlyList<string> faults)
    {
        if (faults.Count > 0)
        {
            throw new WrongSettingException(faults);
        }
    }

    private static IEnumerable<string> Stray(IReadOnlyList<string> arguments)
    {
        for (var place = 0; place < arguments.Count; place++)
        {
            var word = arguments[place];
            if (word.Contains('=', StringComparison.Ordinal) && (word.StartsWith("--", StringComparison.Ordinal) || !word.StartsWith('-')))
            {
                continue;
            }

            if (!word.StartsWith("--", StringComparison.Ordinal) && !word.StartsWith('/'))
            {
                yield return $"'{word}' sets nothing. Set a value as --Name value, for example --Demo:Enabled false.";
            }
            else if (++place == arguments.Count)
            {
                yield return $"{word} has no value. Set it as --Name value, for example --Demo:Enabled false.";
            }
        }
    }

    /// <summary>Names at the top of what the administrator wrote. The environment holds other programs' names too, so of it only our sections are looked at.</summary>
    private static IEnumerable<string> Unknown(IConfigurationRoot configuration) => configuration.Providers
        .Where(provider => provider is CommandLineConfigurationProvider or JsonConfigurationProvider)
        .SelectMany(provider => provider.GetChildKeys([], null)).Distinct(StringComparer.OrdinalIgnoreCase)
        .Where(name => !Ours.Concat(OfTheFramework).Contains(name, StringComparer.OrdinalIgnoreCase))
        .Select(name => $"There is no setting {name}. Set one of {string.Join(", ", Ours)}, for example Demo:Enabled.");

    private static bool IsSection(Type type) => type.IsClass && type != typeof(string);

    /// <summary>What stands under a section and is no setting, or cannot be read as one.</summary>
    private static IEnumerable<string> Misfits(IConfigurationSection section, Type type)
    {
        var known = type.GetProperties();
        foreach (var set in section.GetChildren())
        {
            if (known.FirstOrDefault(property => property.Name.Equals(set.Key, StringComparison.OrdinalIgnoreCase)) is not { } property)
            {
                yield return $"There is no setting {set.Path}. Set one of {string.Join(", ", known.Select(each => $"{section.Path}:{each.Name}"))}.";
            }
            else if (IsSection(property.PropertyType))
            {
                foreach (var misfit in Misfits(set, property.PropertyType))
                {
                    yield return misfit;
                }
            }
            else if (!IsReadable(set.Value, property))
            {
                yield return $"{set.Path} is '{set.Value}'. Set it to {(property.PropertyType == typeof(bool) ? "true or false" : "a whole number")}.";
            }
        }
    }

    private static bool IsReadable(string? value, PropertyInfo property) =>
        property.PropertyType == typeof(string) || (value is not null && TypeDescriptor.GetConverter(property.PropertyType).IsValid(value));
}
