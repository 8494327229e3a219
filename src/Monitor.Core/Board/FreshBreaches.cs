using Monitor.Core.Posts;
using Monitor.Core.Sla;

namespace Monitor.Core.Board;

/// <summary>
/// Late rows that the wall may show: nobody holds them and the breach is at most 30 minutes old. First unacknowledged P1, then office forwards, then the rest; the newest
/// breach first (frontend.md C1).
/// </summary>
internal sealed class FreshBreaches(RowStore rows)
{
    private const long FreshMs = 30 * 60 * 1000L;

    private readonly SortedSet<(long NewestFirst, ulong Docket, int Place)>[] classes = [[], [], []];

    public void Remove(int place, in Row row)
    {
        if (row.Fresh)
        {
            classes[ClassOf(row)].Remove((-row.BreachedMs, row.Docket, place));
            rows[place].Fresh = false;
        }
    }

    public void Add(int place, long nowMs)
    {
        ref var row = ref rows[place];
        if (!row.Held && row.BreachedMs > nowMs - FreshMs)
        {
            row.Fresh = true;
            classes[ClassOf(row)].Add((-row.BreachedMs, row.Docket, place));
        }
    }

    public void Forget(long nowMs)
    {
        foreach (var one in classes)
        {
            while (one.Count > 0 && -one.Max.NewestFirst <= nowMs - FreshMs)
            {
                rows[one.Max.Place].Fresh = false;
                one.Remove(one.Max);
            }
        }
    }

    /// <summary>After the rows, which know that they are fresh.</summary>
    public void Read()
    {
        for (var place = 0; place < rows.Used; place++)
        {
            if (rows[place].Fresh)
            {
                classes[ClassOf(rows[place])].Add((-rows[place].BreachedMs, rows[place].Docket, place));
            }
        }
    }

    public IEnumerable<int> InOrder() => classes.SelectMany(one => one).Select(entry => entry.Place);

    private static int ClassOf(in Row row) => row.Priority <= Priority.P1 ? 0 : row.Office != Office.None ? 1 : 2;
}
