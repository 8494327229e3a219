using System.Diagnostics;
using System.Globalization;
using System.Text;
using Monitor.Classifier;
using Monitor.Classifier.Training;
using Monitor.Core.Posts;

namespace Monitor.Benchmarks;

/// <summary>
/// Posts a second on one core, against fastText (Debian package) predicting the same posts with word 2-grams and character 2-5-grams. Both are fitted on the project's own
/// posts in the run, read the same file line by line and write one label a line. Processor time is compared, so other load on the machine does not count;
/// the time to start and load is measured with one post and taken off on both sides.
/// Arguments: <c>--date D</c> (stands in the result), <c>--posts N</c> (default 60000), <c>--rounds N</c> (default 5), <c>--fasttext FILE</c> (default fasttext).
/// </summary>
public static class ClassifierBench
{
    private const string Options = "-wordNgrams 2 -minn 2 -maxn 5 -thread 1";

    public static int Run(string[] args)
    {
        var date = Argument(args, "--date", "undated");
        var posts = int.Parse(Argument(args, "--posts", "60000"), CultureInfo.InvariantCulture);
        var rounds = int.Parse(Argument(args, "--rounds", "5"), CultureInfo.InvariantCulture);
        var fastText = Argument(args, "--fasttext", "fasttext");
        var root = Root();
        var work = Directory.CreateTempSubdirectory("classifier-bench").FullName;
        try
        {
            var examples = SeedPosts.Read(Path.Combine(root, "seeds", "posts"));
            WriteFiles(examples, work, posts);
            Processor(fastText, $"supervised -input {work}/fit.txt -output {work}/model {Options}", $"{work}/fit.log");
            var ours = new Trainer().Fit(SeedPosts.Read(Path.Combine(root, "seeds", "posts"), "train"), SeedPosts.Read(Path.Combine(root, "seeds", "posts"), "val"));
            var fitted = new List<double>();
            var shipped = new List<double>();
            for (var round = 0; round < rounds; round++)
            {
                var theirs = Theirs(fastText, work);
                fitted.Add(theirs / Ours(ours, work));
                shipped.Add(theirs / Ours(PostClassifier.Shipped, work));
                Console.WriteLine($"round {round + 1}: fastText {posts / theirs:0} posts/s, ratio fitted {fitted[^1]:0.00}, shipped {shipped[^1]:0.00}");
            }
            var result = Path.Combine(root, "tests", "Monitor.Benchmarks", "results", "classifier.md");
            Directory.CreateDirectory(Path.GetDirectoryName(result)!);
            File.WriteAllText(result, Report(date, posts, rounds, fitted, shipped));
            Console.WriteLine(File.ReadAllText(result));
            return Median(fitted) >= 1 ? 0 : 1;
        }
        finally
        {
            Directory.Delete(work, true);
        }
    }

    private static string Report(string date, int posts, int rounds, List<double> fitted, List<double> shipped) => string.Create(CultureInfo.InvariantCulture, $"""
        # Classifier against fastText

        {date}. Posts a second on one core, as a ratio to fastText (`predict`, {Options}) on the same {posts} posts in the same run; processor time, start and load taken off.
        fastText gives one label a post, the classifier a whole verdict: language, sentiment, six labels, complaint, category, urgency and the words that weighed.

        | model | median of {rounds} | lowest | highest | reach |
        |---|---:|---:|---:|---:|
        | fitted on the same posts in the run | {Median(fitted):0.00}× | {fitted.Min():0.00}× | {fitted.Max():0.00}× | 1.0× |
        | shipped with the project | {Median(shipped):0.00}× | {shipped.Min():0.00}× | {shipped.Max():0.00}× | 1.0× |

        """);

    private static void WriteFiles(List<Example> examples, string work, int posts)
    {
        var random = new Random(7);
        File.WriteAllLines(Path.Combine(work, "fit.txt"), examples.Select(example => $"__label__{LabelOf(example)} {example.Text}"));
        File.WriteAllLines(Path.Combine(work, "posts.txt"), Enumerable.Range(0, posts).Select(_ => examples[random.Next(examples.Count)].Text));
        File.WriteAllText(Path.Combine(work, "one.txt"), examples[0].Text + "\n");
    }

    private static string LabelOf(Example example) => example.Category == Category.None ? "NONE" : Codes.Of(example.Category);

    private static double Theirs(string fastText, string work)
    {
        var load = Processor(fastText, $"predict {work}/model.bin {work}/one.txt", $"{work}/theirs.txt");
        return Processor(fastText, $"predict {work}/model.bin {work}/posts.txt", $"{work}/theirs.txt") - load;
    }

    private static double Ours(PostClassifier classifier, string work)
    {
        Label(classifier, $"{work}/one.txt", $"{work}/ours.txt");
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        Label(classifier, $"{work}/posts.txt", $"{work}/ours.txt");
        return (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
    }

    private static void Label(PostClassifier classifier, string from, string to)
    {
        using var writer = new StreamWriter(to, false, new UTF8Encoding(false));
        foreach (var line in File.ReadLines(from))
        {
            var verdict = classifier.Classify(line);
            writer.WriteLine(verdict.Category == Category.None ? "NONE" : Codes.Of(verdict.Category));
        }
    }

    /// <summary>Runs a program to its end, its answer into a file, and gives the processor seconds it took: user and system, as the shell counts them.</summary>
    private static double Processor(string program, string arguments, string outputTo)
    {
        var script = $"TIMEFORMAT='%U %S'; time {program} {arguments} > {outputTo} 2> {outputTo}.err";
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-c", script]) { RedirectStandardError = true })!;
        var seconds = shell.StandardError.ReadToEnd();
        shell.WaitForExit();
        if (shell.ExitCode != 0) throw new InvalidOperationException($"{program} {arguments} ended with {shell.ExitCode}: {seconds}");
        return seconds.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Sum(part => double.Parse(part, CultureInfo.InvariantCulture));
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static string Argument(string[] args, string name, string otherwise)
    {
        var at = Array.IndexOf(args, name);
        return at >= 0 && at + 1 < args.Length ? args[at + 1] : otherwise;
    }

    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Monitor.sln"))) directory = directory.Parent;
        return directory?.FullName ?? throw new DirectoryNotFoundException("Monitor.sln is in no folder above the benchmarks.");
    }
}
