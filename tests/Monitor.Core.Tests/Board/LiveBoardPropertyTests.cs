using Monitor.Core.Board;
using Xunit;

namespace Monitor.Core.Tests.Board;

public sealed class LiveBoardPropertyTests
{
    [Fact]
    public void A_snapshot_and_the_rest_give_the_fold_of_everything()
    {
        for (var seed = 1; seed <= 200; seed++)
        {
            var events = Feed.Of(seed, 300).Events;
            var cut = new Random(seed).Next(events.Count);
            var whole = Feed.Fold(events);
            using var file = new MemoryStream();
            Feed.Fold(events.Take(cut)).Save(file);
            file.Position = 0;
            var rest = Feed.Fold(events.Skip(cut), LiveBoard.Load(file), cut);
            Assert.True(Content(whole) == Content(rest), $"seed {seed}: the board from a snapshot at {cut} differs\n{Content(whole)}\n{Content(rest)}");
            Assert.Empty(WallChanges.Of(whole.View(), rest.View()));
            Assert.True(Bytes(whole).AsSpan().SequenceEqual(Bytes(rest)), $"seed {seed}: the board from a snapshot at {cut} is saved as other bytes");
        }
    }

    [Fact]
    public void Looking_for_what_is_not_there_leaves_no_trace()
    {
        var board = Feed.Fold(Feed.Of(1, 300).Events);
        var before = Bytes(board);
        Assert.Null(board.Find("no-docket-of-ours"));
        Assert.NotEmpty(board.Complaints(new ComplaintFilter(null, null, null), "no-docket-of-ours", 500).Items);
        Assert.Equal(before, Bytes(board));
    }

    [Fact]
    public void The_view_is_what_a_look_at_every_row_gives()
    {
        for (var seed = 1; seed <= 100; seed++)
        {
            var board = new LiveBoard();
            var position = 0L;
            foreach (var (happened, stream) in Feed.Of(seed, 400).Events)
            {
                board.Apply(happened, stream, ++position);
                if (position % 10 == 0)
                {
                    Check(board, seed, position);
                }
            }
        }
    }

    [Fact]
    public void A_torn_or_foreign_snapshot_is_no_board()
    {
        using var file = new MemoryStream();
        Feed.Fold(Feed.Of(1, 300).Events).Save(file);
        Assert.Null(LiveBoard.Load(new MemoryStream(file.ToArray()[..(int)(file.Length / 2)])));
        Assert.Null(LiveBoard.Load(new MemoryStream([9, 0, 0, 0, 1])));
    }

    [Fact]
    public void An_open_complaint_takes_at_most_300_bytes_of_the_board()
    {
        const int Rows = 150_000;
        var board = new LiveBoard();
        var before = GC.GetTotalMemory(true);
        for (var row = 1; row <= Rows; row++)
        {
            var docket = Posts.Docket.Number(row, 0);
            var now = DateTimeOffset.UnixEpoch.AddYears(56).AddSeconds(row);
            board.Apply(
                Feed.Opened(docket, now, clocks: new Core.Sla.ClockChange(Core.Sla.ClockKind.Accept, Core.Sla.ClockTurn.Started, now,
                    Feed.Plan(Core.Sla.ClockKind.Accept, now, TimeSpan.FromMinutes(row % 997)))),
                "complaint/" + docket, row);
        }

        var bytes = (GC.GetTotalMemory(true) - before) / (double)Rows;
        Assert.Equal(Rows, board.View().Open);
        Assert.True(bytes < 300, $"{bytes:0} bytes a row");
    }

    private static void Check(LiveBoard board, int seed, long position)
    {
        string? IncidentOf(ClockRow row) => board.Find(row.Docket)!.Incident;
        var where = $"seed {seed}, position {position}";
        var wall = board.View();
        var all = board.Complaints(new ComplaintFilter(null, null, null), null, 500).Items;
        var atRisk = all.Where(item => item.Priority == 0 && wall.AtRisk.Any(row => row.Docket == item.Docket)).ToList();
        Assert.True(wall.Open == all.Count, where);
        Assert.True(wall.Units.Sum(unit => unit.Open) == all.Count(item => item.Unit is not null), where);
        Assert.True(wall.Forwards.Open == all.Count(item => item.Office != Posts.Office.None), where);
        Assert.True(wall.AtRisk.Count == Math.Min(2, wall.AtRiskCount) && atRisk.Count == wall.AtRisk.Count, where);

        var calm = all.Where(item => item.Priority != 0).ToList();
        var late = calm.Count(item => item.Late);
        Assert.True(wall.LateCount >= late && wall.LateCount <= all.Count(item => item.Late), $"{where}: {wall.LateCount} late, {late} seen");
        Assert.True(wall.MoreLate.Count >= 0 && wall.MoreLate.Units.Sum(unit => unit.Count) == wall.MoreLate.Count, where);
        Assert.True(wall.MoreLate.OldestDueAt is null == (wall.MoreLate.Count == 0), where);
        var shown = wall.Next.Where(row => row.Priority != 0).Select(row => (row.DueAt, row.Docket)).ToList();
        var expected = calm.Where(item => !item.Late && item.DueAt is not null).OrderBy(item => item.DueAt).ThenBy(item => item.Docket, StringComparer.Ordinal)
            .GroupBy(item => item.Incident ?? item.Docket).Select(group => group.MinBy(item => item.DueAt)!.DueAt!.Value).Order().Take(7).ToList();
        if (shown.Count == wall.Next.Count && all.All(item => item.Priority != 0))
        {
            Assert.True(expected.SequenceEqual(shown.Select(row => row.DueAt)), where);
            var behind = calm.Where(item => item.Late && !wall.Late.Any(row => row.Docket == item.Docket || (item.Incident is { } group && IncidentOf(row) == group)))
                .GroupBy(item => item.Unit).Select(group => new UnitCount(group.Key, group.Count()));
            Assert.True(behind.ToHashSet().SetEquals(wall.MoreLate.Units), where);
        }
    }

    private static byte[] Bytes(LiveBoard board)
    {
        using var file = new MemoryStream();
        board.Save(file);
        return file.ToArray();
    }

    private static string Content(LiveBoard board) =>
        Spec.Content(board.View()) + Spec.Content(board.Complaints(new ComplaintFilter(null, null, null), null, 500)) + Spec.Content(board.Triage(null, 500))
        + Spec.Content(board.Accounts)
        + Spec.Content(board.Alerts(null, 500));
}
