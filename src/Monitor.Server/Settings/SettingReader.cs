using System.ComponentModel;
using System.Reflection;
using Monitor.Channels;

namespace Monitor.Server.Settings;

/// <summary>Reads what the administrator set. A word where a number belongs and a setting that does not exist are faults like a wrong value: all are told at once.</summary>
public static class SettingReader
{
    /// <exception cref="WrongSettingException">Something is wrong; each sentence names the setting and the fix.</exception>
    public static (MonitorOptions Options, ChannelsOptions Channels) Read(IConfiguration configuration)
    {
        var sections = typeof(MonitorOptions).GetProperties().Where(property => IsSection(property.PropertyType));
        Told([
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
