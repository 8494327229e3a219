using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Monitor.Runtime.Journal;
using Monitor.Storage.Sqlite;
using Xunit;

namespace Monitor.Storage.Tests.Sqlite;

/// <summary>Erased words are looked for byte by byte, in every file of the data directory, while the journal is open.</summary>
public sealed class ErasureTests : IDisposable
{
    private const string Mark = "शZQ";
    private readonly TemporaryDirectory directory = new();
    private readonly HashSet<int> written = [];
    private readonly HashSet<int> erased = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData(1, 400)]
    [InlineData(2, 1_500)]
    public async Task After_the_clean_up_no_erased_word_name_or_number_is_left_in_any_file(int seed, int posts)
    {
        var random = new Random(seed);
        await using var journal = SqliteJournal.Open(directory.Path);
        for (var number = 1; number <= posts; number++)
        {
            await Write(journal, random, number);
            if (random.Next(4) == 0) await Edit(journal, random, random.Next(1, number + 1));
            if (random.Next(5) == 0) await Erase(journal, random.Next(1, number + 1));
            if (random.Next(100) == 0) await journal.CleanUp(Cancellation);
        }
        Assert.True(await journal.MoveCheckpoint(IJournal.Intake, default, new(1, journal.IntakeHead), Cancellation));
        await journal.CleanUp(Cancellation);

        var found = Marks();
        var left = found.Intersect(erased).Order().ToList();
        Assert.True(left.Count == 0, $"seed {seed}: words of erased posts are left: {string.Join(", ", left)}");
        Assert.Equal(written.Except(erased).Order(), found.Order());
        Assert.Equal(posts, journal.Head);
    }

    /// <summary>A delivery, a post with words of its number in every field, sometimes the same post again by another way.</summary>
    private async Task Write(SqliteJournal journal, Random random, int number)
    {
        written.Add(number);
        var intake = (await journal.Accept([Delivery($"{Word(number)} {new string('b', random.Next(6_000))} {Word(number)}")], Cancellation))[0].Number;
        await journal.Append([Item(number, intake, random)], Cancellation);
        if (random.Next(4) != 0) return;
        var again = (await journal.Accept([Delivery($"again {Word(number)} {new string('c', random.Next(300))}")], Cancellation))[0].Number;
        Assert.Equal(AppendOutcome.KeyTaken, (await journal.Append([Item(number, again, random) with { ExpectedVersion = 1 }], Cancellation))[0].Outcome);
    }

    private static AppendItem Item(int number, long intake, Random random)
    {
        var words = Word(number);
        var row = new PostRow($"{intake}-0", intake, "whatsapp", "post", $"author{number % 50}", $"wamid{words}", $"+91{words}", $"Name {words}", $"@{words}",
            string.Join(' ', Enumerable.Repeat(words, random.Next(1, 40))), $"parent {words}", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, "", null);
        var happened = new NewEvent("author.posted", 1, DateTimeOffset.UnixEpoch, Encoding.UTF8.GetBytes($"{{\"post\":\"{row.Id}\"}}"));
        return new($"author/{number}", 0, [happened], null, [$"2026-08-22T12|whatsapp|{words}|post"], [row], new("intake", intake, 0));
    }

    private async Task Edit(SqliteJournal journal, Random random, int number)
    {
        if (await journal.PostByPlatformId("whatsapp", $"wamid{Word(number)}", Cancellation) is not { Erased: null } post) return;
        var text = $"edited {string.Join(' ', Enumerable.Repeat(Word(number), random.Next(1, 60)))}";
        var intake = (await journal.Accept([Delivery("edit " + text)], Cancellation))[0].Number;
        await journal.ReplaceText(post.Id, text, DateTimeOffset.UnixEpoch, Cancellation, intake);
    }

    private async Task Erase(SqliteJournal journal, int number)
    {
        if (await journal.PostByPlatformId("whatsapp", $"wamid{Word(number)}", Cancellation) is not { } post) return;
        await journal.Erase(post.Id, DateTimeOffset.UnixEpoch, Cancellation);
        erased.Add(number);
    }

    private static string Word(int number) => string.Create(CultureInfo.InvariantCulture, $"{Mark}{number:000000}");

    private static Delivery Delivery(string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        return new("whatsapp", $"whatsapp|{hash}", hash, DateTimeOffset.UnixEpoch, bytes);
    }

    /// <summary>The numbers of all words that stand in any file.</summary>
    private HashSet<int> Marks()
    {
        var found = new HashSet<int>();
        var mark = Encoding.UTF8.GetBytes(Mark);
        foreach (var path in Directory.EnumerateFiles(directory.Path, "*", SearchOption.AllDirectories))
        {
            if (path.EndsWith(".lock", StringComparison.Ordinal)) continue;
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            for (var at = bytes.AsSpan().IndexOf(mark); at >= 0;)
            {
                var digits = bytes.AsSpan(at + mark.Length);
                if (digits.Length >= 6 && int.TryParse(digits[..6], NumberStyles.None, CultureInfo.InvariantCulture, out var number)) found.Add(number);
                var next = digits.IndexOf(mark);
                at = next < 0 ? -1 : at + mark.Length + next;
            }
        }
        return found;
    }
}
