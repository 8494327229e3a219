using System.CommandLine;
using Monitor.Classifier;
using Monitor.Core.Routing;
using Monitor.Core.Rulebooks;
using Monitor.Server.Hosting;

namespace Monitor.Server.Commands;

/// <summary><c>monitor locate</c>: which unit a text belongs to, by the seeds and the category that the classifier sees, as the server decides it. Pure.</summary>
public static class LocateCommand
{
    public static Command Create()
    {
        var date = new Option<string?>("--on") { Description = "Day whose units hold, ISO. Default: today." };
        var command = new Command("locate", """Locate JSON lines {"id","text","channel"?,"latitude"?,"longitude"?} from standard input.""") { date };
        command.SetAction(parsed =>
        {
            DateOnly day;
            try
            {
                day = DayOf(parsed.GetValue(date), TimeProvider.System.GetUtcNow());
            }
            catch (FormatException wrong)
            {
                Console.Error.WriteLine(wrong.Message);
                return 2;
            }

            var (rulebook, faults) = RulebookReader.Read(Seeds.Find().Parts(), [], 1, day);
            if (rulebook is null)
            {
                Console.Error.WriteLine(string.Join(Environment.NewLine, faults));
                return 2;
            }

            var locator = Locator.Build(rulebook.Forces, []);
            return Lines.Run(line => LocateLine.Run(line, locator, rulebook.Units, text => PostClassifier.Shipped.Classify(text).Category, day));
        });
        return command;
    }

    /// <param name="named">The day that was asked for; null: the force's day of now.</param>
    /// <exception cref="FormatException">It is no day; the message names the fix.</exception>
    public static DateOnly DayOf(string? named, DateTimeOffset now) =>
        named is null ? RulebookShelf.DayOf(now)
        : DateOnly.TryParseExact(named, "yyyy-MM-dd", out var day) ? day
        : throw new FormatException($"--on is '{named}'. Set it to a day such as 2026-03-02.");
}
