namespace Monitor.Core.Board;

/// <summary>Words that many rows share (units, titles, seats), each kept once. 0 stands for null. Never forgets: the words of an organisation are few.</summary>
internal sealed class Names
{
    private readonly List<string?> byNumber = [null];
    private readonly Dictionary<string, int> numbers = [];

    /// <summary>For codes that need no names.</summary>
    public static Names None { get; } = new();

    public int Count => byNumber.Count;

    public string? this[int number] => byNumber[number];

    /// <summary>0 for one that is not there.</summary>
    public int Find(string name) => numbers.GetValueOrDefault(name);

    public int Of(string? name)
    {
        if (name is null)
        {
            return 0;
        }

        if (!numbers.TryGetValue(name, out var number))
        {
            number = byNumber.Count;
            byNumber.Add(name);
            numbers.Add(name, number);
        }

        return number;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(byNumber.Count);
        foreach (var name in byNumber.Skip(1))
        {
            writer.Write(name!);
        }
    }

    public void Read(BinaryReader reader)
    {
        for (var left = reader.ReadInt32() - 1; left > 0; left--)
        {
            Of(reader.ReadString());
        }
    }
}
