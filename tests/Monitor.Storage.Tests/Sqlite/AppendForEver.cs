using System.Security.Cryptography;
using System.Text;
using Monitor.Runtime.Journal;
using Monitor.Storage.Sqlite;

namespace Monitor.Storage.Tests.Sqlite;

/// <summary>Appends and accepts from several tasks at once and says on standard output what was acknowledged, until it is killed.</summary>
internal static class AppendForEver
{
    internal static async Task<int> Run(string directory)
    {
        await using var journal = SqliteJournal.Open(directory);
        var says = Lock(Console.OpenStandardOutput());
        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => Task.Run(() => Write(journal, $"stream/{writer}", says))));
        return 0;
    }

    private static async Task Write(SqliteJournal journal, string stream, Action<string> says)
    {
        var version = (await journal.Read(stream, 0, 1_000_000, default)).Count;
        while (true)
        {
            var body = Encoding.UTF8.GetBytes($"{stream} {version} पाठ");
            var hash = Convert.ToHexStringLower(SHA256.HashData(body));
            var accepted = await journal.Accept([new("x", $"x|{hash}", hash, DateTimeOffset.UnixEpoch, body)], default);
            says($"accepted {accepted[0].Number} {hash}");
            var item = new AppendItem(stream, version, [new("test.happened", 1, DateTimeOffset.UnixEpoch, body)], null, [$"key {stream} {version}"], [], new("intake",
                accepted[0].Number, 0));
            var result = (await journal.Append([item], default))[0];
            if (result.Outcome != AppendOutcome.Appended) throw new InvalidOperationException($"{stream} {version}: {result}");
            says($"appended {result.Position} {stream} {result.Version}");
            version++;
        }
    }

    private static Action<string> Lock(Stream output)
    {
        var gate = new Lock();
        return line =>
        {
            // One write call a line: the reader gets it whole, or the process was killed before it was said.
            lock (gate) output.Write(Encoding.ASCII.GetBytes(line + "\n"));
        };
    }
}
