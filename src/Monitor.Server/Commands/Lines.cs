using System.Text;

namespace Monitor.Server.Commands;

/// <summary>JSON lines from standard input to standard output: only results go there; a line that cannot be read is told on standard error with its number.</summary>
public static class Lines
{
    private const int LineLengthMax = 1 << 20;

    /// <returns>0, or 1 when a line could not be read.</returns>
    public static int Run(Func<string, string> answer)
    {
        var faults = 0;
        using var input = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false));
        using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false));
        for (var number = 1; input.ReadLine() is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            try
            {
                output.WriteLine(line.Length <= LineLengthMax ? answer(line) : throw new FormatException($"The line is longer than {LineLengthMax} characters."));
            }
            catch (Exception fault) when (fault is FormatException or System.Text.Json.JsonException)
            {
                faults++;
                Console.Error.WriteLine($"line {number}: {fault.Message}");
            }
        }

        return faults == 0 ? 0 : 1;
    }
}
