using Monitor.Core.Posts;

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

        public int AtRisk;

        /// <summary>Late rows by unit, none with 0.</summary>
        public readonly SortedDictionary<int, int> Late = [];

        /// <summary>What the incident is about and where: as most of its members say, closed ones too, so that it stays when they close.</summary>
        public readonly Commonest Categories = new();

        public readonly Commonest Units = new();
    }

    /// <summary>A category that says nothing counts only where no member names a better one.</summary>
    private const long SaysSomething = 1L << 32;

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

    /// <summary>A member bears this category and unit; with a sign of -1 no longer.</summary>
    public void Bear(int number, Category category, int unit, int sign)
    {
        if (number != 0)
        {
            entries[number]!.Categories.Add((int)category, sign * (category is Category.Other or Category.NotPolice ? 1L : SaysSomething));
            entries[number]!.Units.Add(unit, sign);
        }
    }

    /// <summary>One late row more or less of this unit.</summary>
    public void BeLate(int number, int unit, int sign)
    {
        if (number == 0)
        {
            return;
        }

        var late = entries[number]!.Late;
        if ((late[unit] = late.GetValueOrDefault(unit) + sign) == 0)
        {
            late.Remove(unit);
        }
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
        writer.Write(entries.Count);
        foreach (var entry in entries)
        {
            writer.WriteText(entry?.Id);
            if (entry is not null)
            {
                writer.Write(entry.Count);
                writer.Write(entry.Named);
                writer.Write(entry.AtRisk);
                writer.WriteAll<(int, int)>([.. entry.Late.Select(late => (late.Key, late.Value))]);
                entry.Categories.Write(writer);
                entry.Units.Write(writer);
            }
        }

        writer.WriteAll<int>([.. free.Reverse()]);
    }

    public void Read(BinaryReader reader)
    {
        entries.Clear();
        for (var left = reader.ReadInt32(); left > 0; left--)
        {
            var id = reader.ReadText();
            entries.Add(id is null ? null : new Entry(id) { Count = reader.ReadInt32(), Named = reader.ReadInt32(), AtRisk = reader.ReadInt32() });
            if (id is not null)
            {
                numbers.Add(id, entries.Count - 1);
                foreach (var (unit, late) in reader.ReadAll<(int, int)>())
                {
                    entries[^1]!.Late.Add(unit, late);
                }

                entries[^1]!.Categories.Read(reader);
                entries[^1]!.Units.Read(reader);
            }
        }

        foreach (var number in reader.ReadAll<int>())
        {
            free.Push(number);
        }
    }
}
