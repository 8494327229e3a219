using System.CommandLine;
using Monitor.Classifier;
using Monitor.Classifier.Training;
using Monitor.Server.Hosting;

namespace Monitor.Server.Commands;

/// <summary><c>monitor train</c>, <c>evaluate</c> and <c>classify</c>.</summary>
public static class TextCommands
{
    public static Command CreateClassify()
    {
        var command = new Command("classify", """Classify JSON lines {"id","text"} from standard input.""");
        command.SetAction(_ => Lines.Run(line => VerdictLine.Answer(PostClassifier.Shipped, line)));
        return command;
    }

    public static Command CreateTrain()
    {
        var data = Data();
        var model = new Option<string>("--model") { Description = "Model file to write.", DefaultValueFactory = _ => "posts.model" };
        var date = new Option<string>("--date") { Description = "Stands in the model card, for example 2026-11-22.", Required = true };
        var labels = Labels();
        var command = new Command("train", "Fit a model from labelled posts, seeds/posts and what officers decided, measure it, write model and card.")
        {
            data, labels, model, date,
        };
        command.SetAction((parsed, _) => BackupCommand.Run(async () =>
        {
            var file = parsed.GetRequiredValue(model);
            var marks = await BackupCommand.WithBar("Training", bar => Task.Run(() => Workbench.Train(
                Files(parsed.GetRequiredValue(data), parsed.GetValue(labels)), file, file + ".md", parsed.GetRequiredValue(date),
                new Progress<TrainingProgress>(progress => bar.Report(progress.Done)))));
            Console.WriteLine(Evaluation.Table(marks));
        }));
        return command;
    }

    public static Command CreateEvaluate()
    {
        var data = new Option<string?>("--data") { Description = "Folder of labelled posts; without it only the project's own posts are measured." };
        var model = new Option<string?>("--model") { Description = "Model file; without it the one that comes with this build." };
        var labels = Labels();
        var command = new Command("evaluate", "Measure a model on the validation posts: macro-F1 by set and language.") { data, labels, model };
        command.SetAction((parsed, _) => BackupCommand.Run(() =>
        {
            Console.WriteLine(Workbench.Evaluate(parsed.GetValue(model), Files(parsed.GetValue(data), parsed.GetValue(labels))));
            return Task.CompletedTask;
        }));
        return command;
    }

    private static LabelledFiles Files(string? data, string[]? labels) => new(data, Path.Combine(Seeds.Find().Folder, "posts"), labels ?? []);

    private static Option<string[]> Labels() => new("--labels") { Description = "File that 'monitor labels' wrote; may be given again.", Arity = ArgumentArity.OneOrMore };

    private static Option<string> Data() => new("--data") { Description = "Folder of labelled posts.", DefaultValueFactory = _ => Path.Combine("..", "shared", "data") };
}
