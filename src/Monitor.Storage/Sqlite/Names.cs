namespace Monitor.Storage.Sqlite;

/// <summary>Short names that repeat in every row (event types, sources, channels, kinds) as numbers. There are dozens of them, all kept in memory.</summary>
internal sealed class Names
{
    private readonly Statement all;
    private readonly Statement? add;
    private readonly Dictionary<string, long> numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<long, string> names = [];

    internal Names(Database database, bool readOnly)
    {
        all = database.Prepare("SELECT id, name FROM names");
        add = readOnly ? null : database.Prepare("INSERT INTO names(id, name) VALUES (?, ?)");
        Load();
    }

    /// <summary>The name's number; a new name gets the next one, in the running transaction.</summary>
    internal long NumberOf(string name)
    {
        if (numbers.TryGetValue(name, out var number)) return number;
        number = names.Count + 1;
        add!.With(number).With(name).Run();
        numbers.Add(name, number);
        names.Add(number, name);
        return number;
    }

    internal long? Known(string name) => numbers.TryGetValue(name, out var number) ? number : null;

    /// <summary>The name of a number that stands in a row; one added since is looked up.</summary>
    internal string Name(long number)
    {
        if (names.TryGetValue(number, out var name)) return name;
        Load();
        return names[number];
    }

    internal void Load()
    {
        numbers.Clear();
        names.Clear();
        while (all.Step())
        {
            numbers.Add(all.Text(1), all.Long(0));
            names.Add(all.Long(0), all.Text(1));
        }
    }
}
