namespace Monitor.Core.Board;

/// <summary>Incidents with members that the board knows: they are one row on the wall.</summary>
internal sealed class IncidentTally
{
    private readonly List<Entry?> entries = [null];
    private readonly Stack<int> free = [];
    private readonly Dictionary<string, int> numbers = [];

    internal sealed class Entry(string id)
    {
        public string Id { get; } = id;

        /// <summary>Complainants, closed ones too.</summary>
        public int Count;

        /// <summary>Rows and closed dockets that name it.</summary>
        public int Named;

        public int Late;
        public int AtRisk;
    }

    public Entry? this[int number] => entries[number];

    public int Of(string id)
    {
        if (!numbers.TryGetValue(id, out var number))
        {
            number = free.Count > 0 ? free.Pop() : entries.Count;
            if (number == entries.Count)
            {
                entries.Add(null);
            }

            entries[number] = new Entry(id);
            numbers.Add(id, number);
        }

        return number;
    }

    /// <summary>One docket less names it; the last one takes it away.</summary>
    public void Forget(int number)
    {
        if (number != 0 && --entries[number]!.Named == 0)
        {
            numbers.Remove(entries[number]!.Id);
            entries[number] = null;
            free.Push(number);
        }
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(numbers.Count);
        foreach (var (id, number) in numbers.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            writer.Write(id);
            writer.Write(entries[number]!.Count);
        }
    }

    /// <summary>Counts only: rows and closed dockets say themselves that they name it.</summary>
    public void Read(BinaryReader reader)
    {
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var number = Of(reader.ReadString());
            entries[number]!.Count = reader.ReadInt32();
        }
    }
}
