using Monitor.Core.Board;

namespace Monitor.Browser.Feed;

/// <summary>What a wall is shown in a test: the board, the vitals and the moment.</summary>
public sealed record Scene(string Name, DateTimeOffset Now, int Rate, Wall Board, Func<DateTimeOffset, Vitals> VitalsAt)
{
    public Scene With(Func<Wall, Wall> change) => this with { Board = change(Board) };

    public Scene WithVitals(Func<Vitals, Vitals> change) => this with { VitalsAt = now => change(VitalsAt(now)) };
}
