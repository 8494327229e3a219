using Xunit;
using Monitor.Core.Posts;
using Monitor.Core.Routing;

namespace Monitor.Core.Tests.Routing;

public sealed class LocatorTests
{
    private static readonly DateOnly Today = new(2026, 11, 20);
    private static readonly Locator Locator = Locator.Build(Seeds.Forces, []);

    [Fact]
    public void Sentences_of_both_forces_in_all_language_forms_find_their_unit()
    {
        var lines = File.ReadAllLines(Path.Combine(Seeds.Root, "tests/Monitor.Core.Tests/Routing/sentences.tsv")).Where(line => line is [not '#', ..]).ToList();
        var wrong = new List<string>();
        foreach (var line in lines)
        {
            var (expected, text) = (line.Split('\t')[0].Split('|'), line.Split('\t')[1]);
            var located = Place(text);
            if (!expected.Contains(located.Unit ?? "-"))
            {
                wrong.Add($"{text}\n    expected {expected[0]}, found {located.Unit ?? "-"} {located.Confidence}: {string.Join(", ", located.Reasons)}");
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {lines.Count} sentences:\n{string.Join('\n', wrong)}");
    }

    private static Located Place(string text, Category category = Category.None) => Locator.Locate(text, category, null, [], null, Today);
}
