using System.Text.RegularExpressions;
using Xunit;

namespace Monitor.Tidy;

/// <summary>The house rules as tests (design section 3). Each failure lists every place at once.</summary>
public sealed partial class HouseRules
{
    private const int FileLinesMax = 500;
    private const int FunctionLinesMax = 60;
    private const int LineLengthMax = 180;

    private static readonly string[] BannedSuffixes = ["Manager", "Helper", "Helpers", "Service", "Processor", "Handler", "Impl", "Info", "Data", "Dto", "Model", "Utils", "Util"];

    private static readonly string[] BannedFolders = ["Common", "Shared", "Helpers", "Utils", "Misc", "Base", "Abstractions"];

    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["Monitor.Core"] = [],
        ["Monitor.Classifier"] = ["Monitor.Core"],
        ["Monitor.Runtime"] = ["Monitor.Core"],
        ["Monitor.Storage"] = ["Monitor.Core", "Monitor.Runtime"],
        ["Monitor.Channels"] = ["Monitor.Core", "Monitor.Runtime"],
        ["Monitor.Orleans"] = ["Monitor.Core", "Monitor.Runtime"],
        ["Monitor.Server"] = ["Monitor.Core", "Monitor.Classifier", "Monitor.Runtime", "Monitor.Storage", "Monitor.Channels", "Monitor.Orleans"],
    };

    [Fact]
    public void Arrows_between_projects_are_those_of_the_design()
    {
        var wrong = new List<string>();
        foreach (var project in Tree.Code(".csproj").Where(f => f.StartsWith("src/", StringComparison.Ordinal)))
        {
            var name = Path.GetFileNameWithoutExtension(project);
            var allowed = Arrows.GetValueOrDefault(name);
            if (allowed is null)
            {
                wrong.Add($"{name}: no arrows are stated for it in {nameof(HouseRules)}");
                continue;
            }

            wrong.AddRange(ProjectReference().Matches(Tree.Text(project)).Select(m => m.Groups[1].Value).Where(r => !allowed.Contains(r)).Select(r => $"{name} → {r}"));
        }

        Nothing(wrong);
    }

    [Fact]
    public void Core_takes_no_package_and_touches_no_outside()
    {
        Assert.DoesNotContain("PackageReference", Tree.Text("src/Monitor.Core/Monitor.Core.csproj"), StringComparison.Ordinal);
        Nothing(Places(Tree.Code(".cs").Where(f => f.StartsWith("src/Monitor.Core/", StringComparison.Ordinal)), OutsideOfCore()));
    }

    [Fact]
    public void No_file_is_longer_than_500_lines() =>
        Nothing(Tree.Code(".cs", ".ts", ".svelte", ".css", ".sh").Where(f => Tree.Lines(f).Length > FileLinesMax));

    [Fact]
    public void No_line_is_longer_than_180_characters() =>
        // A benchmark's report is a table: a row of it stays one line.
        Nothing(Tree.Code(".cs", ".ts").Where(f => !f.Contains("Monitor.Benchmarks", StringComparison.Ordinal))
            .SelectMany(f => Tree.Lines(f).Select((l, i) => (Place: $"{f}:{i + 1}: {l.Length}", l.Length)))
            .Where(x => x.Length > LineLengthMax).Select(x => x.Place));

    [Fact]
    public void No_function_is_longer_than_60_lines() => Nothing(Tree.Code(".cs").SelectMany(LongFunctions));

    [Fact]
    public void Names_are_the_fields_words_not_programmers_suffixes()
    {
        var types = Tree.Code(".cs").Where(f => f.StartsWith("src/", StringComparison.Ordinal))
            .SelectMany(f => TypeName().Matches(Tree.Text(f)).Select(m => (f, name: m.Groups[1].Value)));
        // A read model is the field's own word for what a projection builds.
        Nothing(types.Where(t => t.name != "IReadModel" && BannedSuffixes.Any(s => t.name.EndsWith(s, StringComparison.Ordinal))).Select(t => $"{t.f}: {t.name}"));
    }

    [Fact]
    public void No_folder_is_a_drawer() =>
        Nothing(Tree.Files.Where(f => f.StartsWith("src/", StringComparison.Ordinal) || f.StartsWith("tests/", StringComparison.Ordinal))
            .Where(f => f.Split('/')[..^1].Any(BannedFolders.Contains)));

    [Fact]
    public void Namespaces_follow_folders()
    {
        var wrong = new List<string>();
        foreach (var file in Tree.Code(".cs").Where(f => f.StartsWith("src/", StringComparison.Ordinal)))
        {
            var stated = Namespace().Match(Tree.Text(file));
            var folder = Path.GetDirectoryName(file)!.Replace("src/", "", StringComparison.Ordinal).Replace('/', '.');
            if (stated.Success && stated.Groups[1].Value != folder)
            {
                wrong.Add($"{file}: {stated.Groups[1].Value}");
            }
        }

        Nothing(wrong);
    }

    [Fact]
    public void No_clock_is_read_outside_the_shells() =>
        Nothing(Places(
            Tree.Code(".cs").Where(f => f.StartsWith("src/", StringComparison.Ordinal) && !f.StartsWith("src/Monitor.Server/", StringComparison.Ordinal)),
            SystemClock()));

    [Fact]
    public void Tests_do_not_sleep() =>
        Nothing(Places(Tree.Code(".cs").Where(f => f.StartsWith("tests/", StringComparison.Ordinal) && !f.Contains("Benchmarks", StringComparison.Ordinal)), Sleep()));

    [Fact]
    public void No_skip_without_its_reason() => Nothing(Places(Tree.Code(".cs"), SkipWithoutReason()));

    [Fact]
    public void Nothing_is_left_to_do_in_the_code() =>
        Nothing(Places(Tree.Code(".cs", ".ts", ".svelte", ".sh").Where(f => !f.Contains("Monitor.Tidy", StringComparison.Ordinal)), LeftToDo()));

    [Fact]
    public void No_path_of_a_machine_and_no_download_address()
    {
        var files = Tree.Code(".cs", ".ts", ".svelte", ".json", ".md", ".sh", ".yml", ".props", ".csproj").Where(f => !f.Contains("Monitor.Tidy", StringComparison.Ordinal));
        Nothing(Places(files, MachinePath()));
    }

    [Fact]
    public void Solution_holds_every_project()
    {
        var solution = Tree.Text("Monitor.sln").Replace('\\', '/');
        Nothing(Tree.Code(".csproj").Where(p => !solution.Contains(p, StringComparison.Ordinal)));
    }

    [Fact]
    public void Versions_live_in_one_file() => Nothing(Tree.Code(".csproj").Where(p => Tree.Text(p).Contains(" Version=\"", StringComparison.Ordinal)));

    private static IEnumerable<string> Places(IEnumerable<string> files, Regex what) =>
        files.SelectMany(f => Tree.Lines(f).Select((line, i) => (f, i, line))).Where(x => what.IsMatch(x.line)).Select(x => $"{x.f}:{x.i + 1}: {x.line.Trim()}");

    /// <summary>A function is the run of lines from a brace that stands under a line ending in a parenthesis to the closing brace of the same depth.</summary>
    private static IEnumerable<string> LongFunctions(string file)
    {
        var lines = Tree.Lines(file);
        for (var i = 1; i < lines.Length; i++)
        {
            var depth = lines[i].Length - lines[i].TrimStart().Length;
            if (lines[i].Trim() != "{" || depth < 4 || TypeName().IsMatch(lines[i - 1]) || !Signature().IsMatch(lines[i - 1]))
            {
                continue;
            }

            var close = Array.FindIndex(lines, i, l => l.StartsWith(new string(' ', depth) + "}", StringComparison.Ordinal) && l.Length - l.TrimStart().Length == depth);
            if (close - i > FunctionLinesMax)
            {
                yield return $"{file}:{i}: {close - i} lines";
            }
        }
    }

    private static void Nothing(IEnumerable<string> places)
    {
        var all = places.ToList();
        Assert.True(all.Count == 0, string.Join(Environment.NewLine, all.Take(50)));
    }

    [GeneratedRegex("""ProjectReference Include="[^"]*/(Monitor\.\w+)\.csproj""")]
    private static partial Regex ProjectReference();

    [GeneratedRegex("""using System\.(IO|Net|Threading)|\bTask<|\bFile\.|\bTimeProvider\b|Guid\.NewGuid|new Random\(|\bEnvironment\.""")]
    private static partial Regex OutsideOfCore();

    [GeneratedRegex("""(?:class|record struct|record|struct|interface|enum)\s+([A-Z]\w+)""")]
    private static partial Regex TypeName();

    [GeneratedRegex("""^namespace ([\w.]+);""", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex("""TimeProvider\.System|DateTime(Offset)?\.(Utc)?Now|Stopwatch\.|Environment\.TickCount""")]
    private static partial Regex SystemClock();

    [GeneratedRegex("""Thread\.Sleep|Task\.Delay\(""")]
    private static partial Regex Sleep();

    [GeneratedRegex("""Skip\s*=\s*""\s*[,)\]]|Assert\.Skip\(\s*\)|\.skip\(""")]
    private static partial Regex SkipWithoutReason();

    [GeneratedRegex("""\bTODO\b|\bFIXME\b|\bHACK\b|\bXXX\b|NotImplementedException""")]
    private static partial Regex LeftToDo();

    [GeneratedRegex("""(^|[^a-z.])/(work|farm)/|"resolved": *"http|https?://[a-z.]*(nuget|npmjs)\.""")]
    private static partial Regex MachinePath();

    [GeneratedRegex("""\)\s*(where .*)?$|\)\s*:\s*base\(.*\)$|\)\s*:\s*this\(.*\)$""")]
    private static partial Regex Signature();
}
