using System.Runtime.InteropServices;

namespace Monitor.Core.Board;

/// <summary>
/// Rows by their <see cref="Row.KeyMs"/>, earliest first, equal instants by docket: an indexed binary heap, four bytes a row, so that a million open complaints need no
/// sorting for a view.
/// </summary>
internal sealed class DueHeap(RowStore rows)
{
    private readonly List<int> heap = [];

    public int Count => heap.Count;

    public int First => heap[0];

    public void Add(int place)
    {
        heap.Add(place);
        Settle(heap.Count - 1, place);
        Rise(heap.Count - 1);
    }

    public void Remove(int place)
    {
        var at = rows[place].HeapPlace;
        var last = heap[^1];
        heap.RemoveAt(heap.Count - 1);
        rows[place].HeapPlace = -1;
        if (last != place)
        {
            Settle(at, last);
            Rise(at);
            Sink(rows[last].HeapPlace);
        }
    }

    /// <summary>After the row's key changed.</summary>
    public void Move(int place)
    {
        Rise(rows[place].HeapPlace);
        Sink(rows[place].HeapPlace);
    }

    /// <summary>In order, without taking anything out; each step costs the logarithm of the steps before it.</summary>
    public IEnumerable<int> InOrder()
    {
        var front = new PriorityQueue<int, (long, ulong)>();
        if (heap.Count > 0)
        {
            front.Enqueue(0, Key(0));
        }

        while (front.TryDequeue(out var at, out _))
        {
            yield return heap[at];
            for (var child = (2 * at) + 1; child <= (2 * at) + 2 && child < heap.Count; child++)
            {
                front.Enqueue(child, Key(child));
            }
        }
    }

    public void Write(BinaryWriter writer) => writer.WriteAll<int>(CollectionsMarshal.AsSpan(heap));

    /// <summary>After the rows, which know their places in it.</summary>
    public void Read(BinaryReader reader) => heap.AddRange(reader.ReadAll<int>());

    private (long, ulong) Key(int at) => (rows[heap[at]].KeyMs, rows[heap[at]].Docket);

    private void Settle(int at, int place)
    {
        heap[at] = place;
        rows[place].HeapPlace = at;
    }

    private void Rise(int at)
    {
        var place = heap[at];
        var own = Key(at);
        while (at > 0 && Key((at - 1) / 2).CompareTo(own) > 0)
        {
            Settle(at, heap[(at - 1) / 2]);
            at = (at - 1) / 2;
        }

        Settle(at, place);
    }

    private void Sink(int at)
    {
        var place = heap[at];
        var own = Key(at);
        while ((2 * at) + 1 < heap.Count)
        {
            var child = (2 * at) + 1;
            if (child + 1 < heap.Count && Key(child + 1).CompareTo(Key(child)) < 0)
            {
                child++;
            }

            if (own.CompareTo(Key(child)) <= 0)
            {
                break;
            }

            Settle(at, heap[child]);
            at = child;
        }

        Settle(at, place);
    }
}
