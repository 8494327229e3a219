namespace Monitor.Classifier.Training;

/// <summary>What the commands <c>monitor train</c> and <c>monitor evaluate</c> call.</summary>
public static class Workbench
{
    /// <summary>Fits a model, measures it on the validation rows and writes the model file and its card (markdown).</summary>
    /// <param name="date">Stands in the card, as given.</param>
    /// <exception cref="IOException">There is no such file or folder.</exception>
    /// <exception cref="InvalidDataException">A row is no labelled post; the message names file and line.</exception>
    public static IReadOnlyList<Mark> Train(LabelledFiles files, string modelFile, string cardFile, string date, IProgress<TrainingProgress>? progress = null)
    {
        var trainer = new Trainer();
        var fitted = trainer.Fit(files, progress);
        var marks = Evaluation.Measure(fitted, files);
        // Both whole before either takes the place of what is there: a full disk must not cost the model that works.
        using (var stream = File.Create(modelFile + ".new")) fitted.Save(stream);
        File.WriteAllText(cardFile + ".new", ModelCard.Write(trainer, fitted, marks, files, date));
        File.Move(modelFile + ".new", modelFile, overwrite: true);
        File.Move(cardFile + ".new", cardFile, overwrite: true);
        return marks;
    }

    /// <summary>
    /// Measures a model on the held-out posts and on the validation rows, each in a table of its own; without a model file the one that comes
    /// with this build.
    /// </summary>
    /// <returns>Two markdown tables.</returns>
    public static string Evaluate(string? modelFile, LabelledFiles files)
    {
        var classifier = PostClassifier.Shipped;
        if (modelFile is not null)
        {
            using var stream = File.OpenRead(modelFile);
            classifier = PostClassifier.Load(stream);
        }
        return HeldOut.Table(HeldOut.Measure(classifier, files.Own)) + "\n" + Evaluation.Table(Evaluation.Measure(classifier, files));
    }
}
