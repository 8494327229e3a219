using System.Globalization;

namespace Monitor.Server.Commands;

/// <summary>How far a command is, as a line for each tenth: for logs and pipes, where a bar would be noise. Safe for many threads.</summary>
public sealed class PlainLines(string name, TextWriter to) : IProgress<double>
{
    private const int Step = 10;

    private readonly Lock gate = new();
    private int told;

    /// <param name="value">0 to 1; what is less than was told before is passed over.</param>
    public void Report(double value)
    {
        var percent = (int)(Math.Clamp(value, 0, 1) * 100) / Step * Step;
        lock (gate)
        {
            if (percent > told)
            {
                told = percent;
                to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {percent}%"));
            }
        }
    }
}
