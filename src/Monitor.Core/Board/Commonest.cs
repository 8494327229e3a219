namespace Monitor.Core.Board;

/// <summary>What most of a group bear. It gives way only to what more of them bear, so that it stays the same through ties.</summary>
internal sealed class Commonest
{
    private readonly List<(long Value, long Weight)> weights = [];

    /// <summary>0 while nobody bears anything.</summary>
    public int Value { get; private set; }

    /// <summary>One more bears it, or with a negative weight one less. 0 is nothing to bear.</summary>
    public void Add(int value, long weight)
    {
        if (value == 0)
        {
            return;
        }

        var place = weights.FindIndex(each => each.Value == value);
        if (place < 0)
        {
            place = weights.Count;
            weights.Add((value, 0));
        }

        weights[place] = (value, weights[place].Weight + weight);
        if (weights[place].Weight == 0)
        {
            weights.RemoveAt(place);
        }

        var most = weights.Count == 0 ? default : weights.MaxBy(each => each.Weight);
        Value = weights.Count == 0 || most.Weight > weights.Find(each => each.Value == Value).Weight ? (int)most.Value : Value;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(Value);
        writer.WriteAll<(long, long)>([.. weights]);
    }

    public void Read(BinaryReader reader)
    {
        Value = reader.ReadInt32();
        weights.AddRange(reader.ReadAll<(long, long)>());
    }
}
