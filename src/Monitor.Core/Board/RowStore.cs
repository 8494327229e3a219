namespace Monitor.Core.Board;

/// <summary>Rows in chunks, so that growth copies nothing; freed places are used again.</summary>
internal sealed class RowStore
{
    private const int ChunkBits = 12;
    private const int ChunkSize = 1 << ChunkBits;

    private readonly List<Row[]> chunks = [];
    private readonly Stack<int> free = [];
    private readonly Dictionary<ulong, int> byDocket = [];
    private int used;

    public int Count => byDocket.Count;

    /// <summary>One more than the highest place ever used.</summary>
    public int Used => used;

    public ref Row this[int place] => ref chunks[place >> ChunkBits][place & (ChunkSize - 1)];

    public int Find(ulong docket) => byDocket.TryGetValue(docket, out var place) ? place : -1;

    public int Add(ulong docket)
    {
        var place = free.Count > 0 ? free.Pop() : used++;
        if (place >> ChunkBits == chunks.Count)
        {
            chunks.Add(new Row[ChunkSize]);
        }

        byDocket.Add(docket, place);
        this[place] = new Row { Docket = docket, Live = true, HeapPlace = -1 };
        return place;
    }

    public void Remove(int place)
    {
        byDocket.Remove(this[place].Docket);
        this[place] = default;
        free.Push(place);
    }

    public void Write(BinaryWriter writer)
    {
        writer.WriteAll<int>([.. free.Reverse()]);
        writer.Write(used);
        for (var chunk = 0; chunk < chunks.Count; chunk++)
        {
            writer.WriteAll<Row>(chunks[chunk].AsSpan(0, Math.Min(ChunkSize, used - (chunk << ChunkBits))));
        }
    }

    public void Read(BinaryReader reader)
    {
        foreach (var place in reader.ReadAll<int>())
        {
            free.Push(place);
        }

        for (var left = reader.ReadInt32(); left > 0; left -= ChunkSize)
        {
            var chunk = new Row[ChunkSize];
            reader.ReadAll<Row>().CopyTo(chunk);
            chunks.Add(chunk);
            used += Math.Min(left, ChunkSize);
        }

        byDocket.EnsureCapacity(used - free.Count);
        for (var place = 0; place < used; place++)
        {
            if (this[place].Live)
            {
                byDocket.Add(this[place].Docket, place);
            }
        }
    }
}
