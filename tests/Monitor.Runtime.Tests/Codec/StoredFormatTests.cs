using System.Text;
using System.Text.Json;
using Monitor.Core;
using Monitor.Core.Authors;
using Monitor.Core.Flags;
using Monitor.Runtime.Codec;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Journal;
using Xunit;

namespace Monitor.Runtime.Tests.Codec;

/// <summary>Stored names and shapes are for ever: what stands in the approved files must be readable by every later build.</summary>
public sealed class StoredFormatTests
{
    private static readonly EventCodec Codec = KnownGrains.All.Events;

    [Fact]
    public void Every_event_has_the_stored_name_that_was_approved() => Assert.Equal(Approved.Lines("stored-names.txt", Codec.Names.All), Codec.Names.All);

    [Fact]
    public void Every_event_of_the_first_format_is_still_read_and_says_the_same()
    {
        foreach (var line in Approved.Lines("Formats/events-1.txt", SampleLines()))
        {
            var (type, body) = Split(line);
            var happened = Codec.Decode(Stored(type, body));
            using var then = JsonDocument.Parse(body);
            using var now = JsonDocument.Parse(Codec.Encode(happened).Body);
            Assert.True(Holds(now.RootElement, then.RootElement), $"{type} no longer says what it said: {body}");
        }
    }

    [Fact]
    public void Every_event_has_a_line_in_the_first_format() =>
        Assert.Equal(Codec.Names.All, Approved.Lines("Formats/events-1.txt", SampleLines()).Select(line => Split(line).Type));

    [Fact]
    public void An_edit_that_was_stored_without_account_and_unit_raises_a_flag_without_them()
    {
        const string Body = """{"post":"1-0","verdict":{"language":"english","sentiment":"negative","antisocial":[],"flags":["threat"],"words":[]},"at":"2026-08-24T12:00:00Z"}""";
        var raised = Assert.IsType<FlagCommand.Raise>(Assert.Single(FlagRaiser.Of("a1", (AuthorEvent)Codec.Decode(Stored("author.post-edited", Body)))).Command);
        Assert.Equal(("", null), (raised.Account, raised.Unit));
    }

    [Fact]
    public void Every_command_survives_being_parked()
    {
        var codec = KnownGrains.All.Commands;
        foreach (var type in KnownGrains.All.All.SelectMany(kind => StoredNames.CasesOf(kind.Commands)))
        {
            var once = codec.Encode((ICommand)Sample.Of(type));
            Assert.Equal(once, codec.Encode(codec.Decode(once)));
        }
    }

    [Theory]
    [InlineData("author.danced", 1)]
    [InlineData("author.post-noted", 2)]
    public void An_event_of_a_later_build_says_so(string type, int version) =>
        Assert.Throws<NewerEventException>(() => Codec.Decode(Stored(type, "{}") with { TypeVersion = version }));

    /// <summary>Members may have been added since; none may be gone or say something else.</summary>
    private static bool Holds(JsonElement now, JsonElement then) => (then.ValueKind, now.ValueKind) switch
    {
        (JsonValueKind.Object, JsonValueKind.Object) => then.EnumerateObject().All(member => now.TryGetProperty(member.Name, out var still) && Holds(still, member.Value)),
        (JsonValueKind.Array, JsonValueKind.Array) => then.GetArrayLength() == now.GetArrayLength()
            && then.EnumerateArray().Zip(now.EnumerateArray()).All(pair => Holds(pair.Second, pair.First)),
        _ => now.GetRawText() == then.GetRawText(),
    };

    private static IEnumerable<string> SampleLines() => Codec.Names.All.Select(name => (IEvent)Sample.Of(Codec.Names.TypeOf(name)!))
        .Select(happened => Codec.Encode(happened)).Select(stored => $"{stored.Type} {Encoding.UTF8.GetString(stored.Body.Span)}");

    private static (string Type, string Body) Split(string line) => (line[..line.IndexOf(' ')], line[(line.IndexOf(' ') + 1)..]);

    private static StoredEvent Stored(string type, string body) => new(1, "author/a", 1, type, 1, default, Cause.None, Encoding.UTF8.GetBytes(body));
}
