namespace Monitor.Classifier.Training;

/// <summary>Where labelled posts lie.</summary>
/// <param name="Data">Folder of the labelled sets; null: only the project's own posts are at hand.</param>
/// <param name="Own">The project's own posts: <c>seeds/posts</c>.</param>
/// <param name="Officers">Files of what officers decided, as <c>monitor labels</c> writes them.</param>
public sealed record LabelledFiles(string? Data, string Own, IReadOnlyList<string> Officers)
{
    /// <summary>The rows of one split, <c>train</c> or <c>val</c>.</summary>
    /// <exception cref="IOException">A file or folder is not there.</exception>
    /// <exception cref="InvalidDataException">A line that is no labelled post; the message names file and line.</exception>
    public IReadOnlyList<Example> Rows(string split) =>
    [
        .. Data is null ? [] : DataSets.Read(Data, split),
        .. SeedPosts.Read(Own, split),
        .. Officers.SelectMany(file => SeedPosts.ReadFile(file, "officers")).Where(row => SeedPosts.IsVal(row.Text) == (split == "val")),
    ];
}
