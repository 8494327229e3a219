using System.Security.Cryptography;
using System.Text;
using Monitor.Runtime.Journal;

namespace Monitor.Server.Demo;

/// <summary>What became of the dockets that a simulated day opened.</summary>
/// <param name="Opened">Dockets opened before the day's end.</param>
/// <param name="Worked">Of those: accepted, acted on, checked and closed by the end of the feed.</param>
/// <param name="WorkedLate">Of those worked: a clock had run out on the way.</param>
/// <param name="Answers">Answers to citizens, by whichever way.</param>
/// <param name="FromApp">Of those answers: typed in the platform's own app.</param>
/// <param name="Digest">Hash of every event: the same seed gives the same, in every process.</param>
public sealed record DayTally(int Opened, int Worked, int WorkedLate, int Answers, int FromApp, string Digest)
{
    private static readonly string[] Steps = ["complaint.accepted", "complaint.action-recorded", "complaint.checked", "complaint.closed"];

    public static async Task<DayTally> Of(IJournal journal, DateTimeOffset openedUntil, CancellationToken cancellation)
    {
        var dockets = new Dictionary<string, HashSet<string>>();
        var (answers, fromApp) = (0, 0);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var stored in await journal.ReadAll(0, int.MaxValue, cancellation))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{stored.Position} {stored.Stream} {stored.Type} "));
            hash.AppendData(stored.Body.Span);
            answers += stored.Type == "complaint.answered" ? 1 : 0;
            fromApp += stored.Type == "author.answer-joined" ? 1 : 0;
            if (stored.Type == "complaint.opened" && stored.At < openedUntil)
            {
                dockets[stored.Stream] = [];
            }
            else if (dockets.TryGetValue(stored.Stream, out var seen))
            {
                seen.Add(stored.Type);
            }
        }

        var worked = dockets.Values.Where(seen => Steps.All(seen.Contains)).ToList();
        return new DayTally(
            dockets.Count, worked.Count, worked.Count(seen => seen.Contains("complaint.breached")), answers, fromApp, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>One sentence for a terminal.</summary>
    public override string ToString() =>
        $"of {Opened} dockets opened in the first day {Share(Worked, Opened)} % accepted, acted on, checked and closed "
        + $"({Share(WorkedLate, Worked)} % of these after a clock had run out); "
        + $"{Share(FromApp, Answers)} % of {Answers} answers typed in the platform's app; digest {Digest[..16]}";

    private static string Share(int part, int whole) => (100.0 * part / Math.Max(1, whole)).ToString("0.0", System.Globalization.CultureInfo.InvariantCulture);
}
