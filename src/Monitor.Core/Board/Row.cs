using System.Numerics;
using System.Runtime.CompilerServices;
using Monitor.Core.Posts;
using Monitor.Core.Sla;

namespace Monitor.Core.Board;

/// <summary>Where an open complaint stands, for lists. Stored in snapshots by number: change only by adding.</summary>
public enum RowState : byte { None = 0, New, Tagged, Accepted, Disputed, Acted, Checked, Leaving, Paused }

/// <summary>Due instants by clock, milliseconds since 1970, 0 where the clock does not run.</summary>
[InlineArray(Length)]
internal struct DueByClock
{
    public const int Length = (int)Clocks.Last;

    private long first;
}

/// <summary>One open complaint: about 200 bytes, no object of its own.</summary>
internal struct Row
{
    public ulong Docket;
    public long ReceivedMs;

    /// <summary>Start of the citizen's measure; 0 once answered.</summary>
    public long UnansweredSinceMs;

    /// <summary>When the newest breach was decided; 0 when nothing is late.</summary>
    public long BreachedMs;

    public DueByClock Due;

    /// <summary>By which the heap that holds it orders it.</summary>
    public long KeyMs;

    /// <summary>Place in the heap that holds it, -1 for none.</summary>
    public int HeapPlace;

    /// <summary>Number of its incident, 0 for none.</summary>
    public int Incident;

    public int Unit;

    /// <summary>Name of the title that it has climbed to while it is late, 0 for none.</summary>
    public int Title;

    /// <summary>Name of who last took a stage of the handoff, or of whom it has climbed to since; 0 for nobody.</summary>
    public int Holder;

    public ushort LateClocks;
    public Category Category;
    public Priority Priority;
    public Office Office;
    public RowState State;

    /// <summary>State before the pause.</summary>
    public RowState Before;

    /// <summary>Last stage of the handoff that is done, 0 for none.</summary>
    public byte Handoff;

    /// <summary>Somebody acknowledged the newest breach.</summary>
    public bool Held;

    /// <summary>Among the breaches of the last half hour that nobody holds.</summary>
    public bool Fresh;

    public bool Live;
    public RowPlace Place;

    /// <summary>A life at risk until the outcome is recorded.</summary>
    public readonly bool AtRisk => Priority == Priority.P0 && Handoff < 5;

    /// <summary>Clocks that were breached and still run.</summary>
    public readonly ushort Late
    {
        get
        {
            var late = LateClocks;
            for (var left = (uint)LateClocks; left != 0; left &= left - 1)
            {
                var clock = BitOperations.TrailingZeroCount(left);
                if (Due[clock] == 0)
                {
                    late &= (ushort)~(1 << clock);
                }
            }

            return late;
        }
    }

    /// <summary>The clock that matters now: of the late ones the one that fell due last, else the one that falls due first; for a life at risk the next stage of the
    /// handoff. None when no clock runs.</summary>
    public readonly (ClockKind Clock, long DueMs) Pressing()
    {
        var late = Late;
        var chosen = (Clock: ClockKind.None, DueMs: 0L);
        for (var clock = 0; clock < DueByClock.Length; clock++)
        {
            var due = Due[clock];
            var counts = AtRisk ? ((ClockKind)(clock + 1)).IsHandoff() : late == 0 || (late & (1 << clock)) != 0;
            if (due == 0 || !counts)
            {
                continue;
            }

            if (chosen.Clock == ClockKind.None || (late != 0 && !AtRisk ? due > chosen.DueMs : due < chosen.DueMs))
            {
                chosen = ((ClockKind)(clock + 1), due);
            }
        }

        return chosen;
    }
}

/// <summary>Which of the board's orders holds a row.</summary>
internal enum RowPlace : byte { None = 0, AtRisk, Late, Next, Idle }
