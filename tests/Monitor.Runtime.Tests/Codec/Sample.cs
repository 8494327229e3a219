using System.Collections;
using System.Reflection;

namespace Monitor.Runtime.Tests.Codec;

/// <summary>One value of any type that events and commands are made of: every member set, nothing random.</summary>
internal static class Sample
{
    private static readonly DateTimeOffset Noon = new(2026, 8, 24, 12, 0, 0, TimeSpan.Zero);

    public static object Of(Type type, string name = "")
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (Simple(type, name) is { } simple)
        {
            return simple;
        }

        if (type.IsGenericType && type.IsAssignableTo(typeof(IEnumerable)))
        {
            return Collection(type.GetGenericArguments());
        }

        var maker = type.GetConstructors().Where(each => !IsCopy(each, type)).MaxBy(each => each.GetParameters().Length)
            ?? throw new InvalidOperationException($"{type} cannot be made.");
        var made = maker.Invoke([.. maker.GetParameters().Select(each => Of(each.ParameterType, each.Name!))]);
        var given = maker.GetParameters().Select(each => each.Name!).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var rest in type.GetProperties().Where(each => each.CanWrite && each.GetIndexParameters().Length == 0 && !given.Contains(each.Name)))
        {
            rest.SetValue(made, Of(rest.PropertyType, rest.Name));
        }

        return made;
    }

    private static object? Simple(Type type, string name) => type switch
    {
        _ when type == typeof(string) => name,
        _ when type == typeof(bool) => true,
        _ when type == typeof(int) => 3,
        _ when type == typeof(long) => 5_000_000_000L,
        _ when type == typeof(double) => 0.25,
        _ when type == typeof(DateTimeOffset) => Noon,
        _ when type == typeof(DateOnly) => new DateOnly(2026, 8, 24),
        _ when type == typeof(TimeSpan) => TimeSpan.FromMinutes(90),
        _ when type.IsEnum => Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1),
        _ => null,
    };

    private static object Collection(Type[] of)
    {
        if (of.Length == 2)
        {
            var pairs = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(of))!;
            pairs.Add(Of(of[0], "key"), Of(of[1], "value"));
            return pairs;
        }

        var items = Array.CreateInstance(of[0], 1);
        items.SetValue(Of(of[0], "one"), 0);
        return items;
    }

    private static bool IsCopy(ConstructorInfo maker, Type type) => maker.GetParameters() is [var only] && only.ParameterType == type;
}
