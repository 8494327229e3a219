using System.CommandLine;
using Monitor.Core.Sla;

namespace Monitor.Server.Commands;

/// <summary><c>monitor due</c>: when a target is used up on a calendar, with every interval counted and left out. Pure.</summary>
public static class DueCommand
{
    public static Command Create()
    {
        var calendar = new Option<FileInfo>("--calendar") { Description = "Calendar file (JSON, see seeds/policies).", Required = true };
        var from = new Option<string>("--from") { Description = "Start, an instant with Z or offset: 2026-03-02T17:50:00+05:30.", Required = true };
        var target = new Option<string>("--target") { Description = "Open time to count, ISO 8601: PT4H.", Required = true };
        var pauses = new Option<string[]>("--pause") { Description = "FROM/TO, two instants; may be given several times." };
        var command = new Command("due", "Tell when a target is used up on a calendar, and which intervals count.") { calendar, from, target, pauses };
        command.SetAction(parsed =>
        {
            try
            {
                var file = File.ReadAllText(parsed.GetRequiredValue(calendar).FullName);
                Console.WriteLine(DueAnswer.Json(file, parsed.GetRequiredValue(from), parsed.GetRequiredValue(target), parsed.GetValue(pauses) ?? []));
                return 0;
            }
            catch (Exception fault) when (fault is FormatException or IOException or UnauthorizedAccessException)
            {
                Console.Error.WriteLine(fault.Message);
                return 2;
            }
        });
        return command;
    }
}
