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
        var command = new Command("train", "Fit a model from labelled posts and seeds/posts, measure it, write model and card.") { data, model, date };
        command.SetAction((parsed, _) => BackupCommand.Run(async () =>
        {
            var file = parsed.GetRequiredValue(model);
            var marks = await BackupCommand.WithBar("Training", bar => Task.Run(() => Workbench.Train(
                parsed.GetRequiredValue(data), Path.Combine(Seeds.Find().Folder, "posts"), file, file + ".md", parsed.GetRequiredValue(date),
                new Progress<TrainingProgress>(progress => bar.Report(progress.Done)))));
            Console.WriteLine(Evaluation.Table(marks));
        }));
        return command;
    }

    public static Command CreateEvaluate()
    {
        var data = new Option<string?>("--data") { Description = "Folder of labelled posts; without it only the project's own posts are measured." };
        var model = new Option<string?>("--model") { Description = "Model file; without it the one that comes with this build." };
        var command = new Command("evaluate", "Measure a model on the validation posts: macro-F1 by set and language.") { data, model };
        command.SetAction((parsed, _) => BackupCommand.Run(() =>
        {
            Console.WriteLine(Workbench.Evaluate(parsed.GetValue(model), parsed.GetValue(data), Path.Combine(Seeds.Find().Folder, "posts")));
            return Task.CompletedTask;
        }));
        return command;
    }

    private static Option<string> Data() => new("--data") { Description = "Folder of labelled posts.", DefaultValueFactory = _ => Path.Combine("..", "shared", "data") };
}
