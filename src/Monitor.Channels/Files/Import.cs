using System.Globalization;
using System.Text.RegularExpressions;
using Monitor.Core.Posts;

namespace Monitor.Channels.Files;

/// <summary>
/// Reads a file of posts, CSV or JSON lines, and says line by line what cannot be taken (domain.md 1.4): ids that a spreadsheet has spoilt, times without an offset,
/// platforms under many names, rows that stand twice.
/// </summary>
public static partial class Import
{
    private const int ErrorsMax = 10_000;
    private const int TextLengthMax = 100_000;
    private const int SpreadsheetDigits = 15;

    /// <param name="now">Decides what is older than a day.</param>
    public static ImportReport Read(ReadOnlySpan<byte> bytes, Options options, DateTimeOffset now)
    {
        var (text, encoding) = TextFile.Read(bytes);
        var reading = new Reading(options, now);
        foreach (var row in Rows.Read(text))
        {
            reading.Take(row);
        }

        return reading.Report(encoding);
    }

    [GeneratedRegex(@"^\d([.,]\d+)?[eE]\+?\d+$", RegexOptions.CultureInvariant)]
    private static partial Regex Scientific();

    /// <summary>An Indian mobile number, written in any of the usual ways.</summary>
    [GeneratedRegex(@"(?<!\d)(\+?91[\s-]?|0)?[6-9]\d{4}[\s-]?\d{5}(?!\d)", RegexOptions.CultureInvariant)]
    private static partial Regex PhoneNumber();

    private sealed class Reading(Options options, DateTimeOffset now)
    {
        private readonly List<ImportedPost> posts = [];
        private readonly List<LineError> errors = [];
        private readonly Dictionary<(Channel, string), (int Line, string Text)> seen = [];
        private int assumedOffsets, withPhones, withoutAuthor, rounded, errorsLeftOut, asHistory;

        public void Take(Row row)
        {
            if (Refused(row, out var channel, out var id, out var at) is { } error)
            {
                Note(error);
                return;
            }

            var text = row["text"]!;
            seen.Add((channel, id), (row.Line, text));
            withPhones += PhoneNumber().IsMatch(text) ? 1 : 0;
            rounded += IsRounded(id) ? 1 : 0;
            var history = options.As switch { ImportAs.History => true, ImportAs.Intake => false, _ => at < now.AddDays(-1) };
            asHistory += history ? 1 : 0;
            var isPrivate = channel == Channel.WhatsApp || (row["kind"] is { } word && IsPrivate(word));
            var kind = isPrivate ? ItemKind.PrivateMessage : ItemKind.Post;
            var body = Parse.Line(channel, kind, id, at, history, row);
            var item = Parse.Body(body).Items[0];
            withoutAuthor += item.Author is null ? 1 : 0;
            posts.Add(new ImportedPost(row.Line, item, body));
        }

        public ImportReport Report(string encoding)
        {
            List<string> notes = [$"{posts.Count} posts taken, {asHistory} of them as history; {errors.Count + errorsLeftOut} lines not taken."];
            Say(notes, assumedOffsets, $"times without an offset were read as UTC{(options.Offset < TimeSpan.Zero ? "-" : "+")}{options.Offset:hh\\:mm}, day before month.");
            Say(notes, withPhones, "texts hold a phone number.");
            Say(notes, withoutAuthor, "posts name no author; each is its own.");
            Say(notes, rounded, "ids end in zeros after 15 digits, as a spreadsheet rounds them; export the column as text if they are not the platform's own.");
            Say(notes, errorsLeftOut, $"further errors are left out; the first {ErrorsMax} stand here.");
            if (encoding == "Windows-1252")
            {
                notes.Add("The file is not UTF-8 and was read as Windows-1252; Indian scripts cannot be in it, so look at the words before using them.");
            }

            return new(encoding, posts, errors, notes);
        }

        private static void Say(List<string> notes, int count, string what)
        {
            if (count > 0)
            {
                notes.Add(count.ToString(CultureInfo.InvariantCulture) + " " + what);
            }
        }

        private static bool IsRounded(string id) => id.Length > SpreadsheetDigits && id.All(char.IsAsciiDigit) && id.AsSpan(SpreadsheetDigits).TrimStart('0').IsEmpty;

        private static bool IsPrivate(string word) => word.Contains("message", StringComparison.OrdinalIgnoreCase) || word.Equals("dm", StringComparison.OrdinalIgnoreCase);

        private LineError? Refused(Row row, out Channel channel, out string id, out DateTimeOffset at)
        {
            (channel, id, at) = (Channel.None, row["id"]?.Trim().TrimStart('\'') ?? "", default);
            if (row.Broken is { } broken)
            {
                return broken;
            }

            if (row["channel"] is not { } platform)
            {
                return new(row.Line, "no-platform", "No platform is named.");
            }

            channel = Columns.Platform(platform);
            if (channel == Channel.None)
            {
                return new(row.Line, "unknown-platform", $"No platform is called {(platform.Length <= 30 ? platform : platform[..30] + "…")}.");
            }

            return Content(row, channel, id, out at);
        }

        private LineError? Content(Row row, Channel channel, string id, out DateTimeOffset at)
        {
            at = default;
            if (id.Length is 0 or > 512)
            {
                return new(row.Line, "no-id", "The post has no id, or one over 512 characters.");
            }

            if (Scientific().IsMatch(id))
            {
                const string Lost = "A spreadsheet has turned the id into scientific notation and its last digits are gone: format the column as text and export again.";
                return new(row.Line, "id-lost", Lost);
            }

            if (row["text"] is not { } text)
            {
                return new(row.Line, "no-text", "The post has no words.");
            }

            if (text.Length > TextLengthMax)
            {
                return new(row.Line, "too-long", $"The text is longer than {TextLengthMax} characters.");
            }

            if (seen.TryGetValue((channel, id), out var earlier))
            {
                return earlier.Text == text
                    ? new(row.Line, "repeated", $"The same post stands on line {earlier.Line}.")
                    : new(row.Line, "other-text", $"Line {earlier.Line} has the same id with other words; ids may have been rounded.");
            }

            return Time(row, out at);
        }

        private LineError? Time(Row row, out DateTimeOffset at)
        {
            at = default;
            if (row["postedAt"] is not { } written)
            {
                return new(row.Line, "no-time", "The post has no time.");
            }

            if (Times.Read(written, options.Offset, out var assumed) is not { } read)
            {
                return new(row.Line, "bad-time", "The time is none that is known; use 2026-11-21T17:50:00+05:30 or 21/11/2026 17:50.");
            }

            assumedOffsets += assumed ? 1 : 0;
            at = read;
            return null;
        }

        private void Note(LineError error)
        {
            if (errors.Count < ErrorsMax)
            {
                errors.Add(error);
            }
            else
            {
                errorsLeftOut++;
            }
        }
    }
}
