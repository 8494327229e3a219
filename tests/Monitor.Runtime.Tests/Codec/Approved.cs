using System.Runtime.CompilerServices;

namespace Monitor.Runtime.Tests.Codec;

/// <summary>
/// Files of this folder's project that a person approves. With MONITOR_APPROVE=1 a test writes the file instead of comparing: look at the difference before you commit it.
/// </summary>
internal static class Approved
{
    public static string[] Lines(string file, IEnumerable<string> now, [CallerFilePath] string here = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(here))!, file);
        if (Environment.GetEnvironmentVariable("MONITOR_APPROVE") == "1")
        {
            File.WriteAllLines(path, now);
        }

        return File.ReadAllLines(path);
    }
}
