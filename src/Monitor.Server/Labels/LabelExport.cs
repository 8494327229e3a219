using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Monitor.Classifier;
using Monitor.Core.Posts;
using Monitor.Core.Rulebooks;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Journal;
using Monitor.Server.Api;

namespace Monitor.Server.Labels;

/// <summary>
/// Writes what people decided as labelled posts, one JSON object a line, in the form of <c>seeds/posts</c>, so that <c>monitor train</c> learns from it. What nobody
/// decided is null. Neither authors nor private messages nor posts that were deleted are in it.
/// </summary>
/// <param name="official">Handles of the official accounts, without @, in lower case.</param>
public sealed class LabelExport(IJournal journal, GrainKinds kinds, IReadOnlySet<string> official)
{
    private const int EventsRead = 2000;
    private const int PostsRead = 100;

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IReadOnlySet<string> Official(Core.Rulebook rulebook) =>
        rulebook.Seats.All.Select(seat => seat.Handle.TrimStart('@').ToLowerInvariant()).Where(handle => handle.Length > 0).ToHashSet(StringComparer.Ordinal);

    /// <param name="file">A new file; it is there when all of it is.</param>
    /// <returns>How many posts it holds.</returns>
    /// <exception cref="IOException">The file is there already, or cannot be written.</exception>
    public async Task<int> Write(string file, IProgress<double>? progress, CancellationToken cancellation)
    {
        if (File.Exists(file))
        {
            throw new IOException($"{file} is there already: name a new file.");
        }

        var words = await Fold(progress, cancellation);
        var half = file + ".new";
        var written = 0;
        await using (var stream = new FileStream(half, FileMode.Create, FileAccess.Write))
        {
            foreach (var chunk in words.All.Chunk(PostsRead))
            {
                written += await Write(stream, chunk, cancellation);
            }
        }

        File.Move(half, file);
        progress?.Report(1);
        return written;
    }

    private async Task<PeoplesWords> Fold(IProgress<double>? progress, CancellationToken cancellation)
    {
        var (words, position, head) = (new PeoplesWords(), 0L, await journal.Head(cancellation));
        while (position < head && await journal.ReadAll(position, EventsRead, cancellation) is { Count: > 0 } read)
        {
            foreach (var stored in read)
            {
                if (PostDecisions.Decoded(kinds, stored) is { } happened)
                {
                    words.Apply(stored.Stream, happened);
                }
            }

            position = read[^1].Position;
            progress?.Report(0.9 * position / head);
        }

        return words;
    }

    private async Task<int> Write(Stream stream, IReadOnlyCollection<(string Post, PeoplesWord Word)> chunk, CancellationToken cancellation)
    {
        var rows = new List<(PostRow Row, PeoplesWord Word)>();
        foreach (var (post, word) in chunk)
        {
            if (await journal.Post(post, cancellation) is { Erased: null, Kind: "post", Text: { Length: > 0 } } row && !(row.EditedAt > word.At) && row.Channel != "hand")
            {
                rows.Add((row, word));
            }
        }

        var decisions = await PostDecisions.Of(journal, kinds, [.. rows.Select(each => each.Row)], cancellation);
        var written = 0;
        foreach (var (row, word) in rows)
        {
            if (decisions.GetValueOrDefault(row.Id) is { Post: { } facts } decided && (decided.Edited ?? facts.Verdict).Language is var language && language != Language.None)
            {
                await stream.WriteAsync(Line(row, word, language), cancellation);
                written++;
            }
        }

        return written;
    }

    private byte[] Line(PostRow row, PeoplesWord word, Language language)
    {
        using var line = new MemoryStream();
        using (var writer = new Utf8JsonWriter(line, Plain))
        {
            writer.WriteStartObject();
            writer.WriteString("id", "officers-" + row.Id);
            writer.WriteString("text", Scrubbing.Of(row.Text!, official, row.AuthorName, row.AuthorHandle));
            writer.WriteString("language", Codes.Of(language));
            writer.WriteNull("sentiment");
            WriteLabels(writer, word.Labels);
            WriteComplaint(writer, word);
            writer.WriteString("unit", word.Unit);
            writer.WriteEndObject();
        }

        return [.. line.ToArray(), (byte)'\n'];
    }

    private static void WriteLabels(Utf8JsonWriter writer, IReadOnlyList<Label>? labels)
    {
        writer.WritePropertyName("labels");
        if (labels is null)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartArray();
        foreach (var label in labels)
        {
            writer.WriteStringValue(Codes.Of(label));
        }

        writer.WriteEndArray();
    }

    private static void WriteComplaint(Utf8JsonWriter writer, PeoplesWord word)
    {
        if (word.Complaint is { } complaint)
        {
            writer.WriteBoolean("complaint", complaint);
        }
        else
        {
            writer.WriteNull("complaint");
        }

        writer.WriteString("category", word.Category is { } category && category != Category.None ? Codes.Of(category) : null);
        writer.WriteNull("urgency");
    }
}
