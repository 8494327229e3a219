using System.Text.Json;
using Monitor.Core;
using Monitor.Runtime.Codec;
using Monitor.Runtime.Grains;
using Monitor.Runtime.Journal;
using Orleans;

namespace Monitor.Orleans;

/// <summary>An ask on its way to the silo that has the stream. The command travels as it is parked: by stored name and JSON, which every build can read.</summary>
[GenerateSerializer]
[Immutable]
[Alias("monitor.ask")]
public readonly record struct AskMessage(
    [property: Id(0)] byte[] Command,
    [property: Id(1)] string Source,
    [property: Id(2)] long Number,
    [property: Id(3)] int Item,
    [property: Id(4)] string[] Keys,
    [property: Id(5)] byte[]? Posts,
    [property: Id(6)] long? IfVersion)
{
    internal static AskMessage Of(Ask ask, CommandCodec commands) => new(
        commands.Encode(ask.Command), ask.Cause.Source, ask.Cause.Number, ask.Cause.Item, [.. ask.Keys],
        ask.Posts.Count == 0 ? null : JsonSerializer.SerializeToUtf8Bytes(ask.Posts, StoredJson.Options), ask.IfVersion);

    internal Ask ToAsk(string stream, CommandCodec commands) => new(stream, commands.Decode(Command))
    {
        Cause = new Cause(Source, Number, Item),
        Keys = Keys,
        Posts = Posts is null ? [] : JsonSerializer.Deserialize<PostRow[]>(Posts, StoredJson.Options) ?? [],
        IfVersion = IfVersion,
    };
}

/// <summary>How a turn ended, on its way back.</summary>
[GenerateSerializer]
[Immutable]
[Alias("monitor.answer")]
public readonly record struct AnswerMessage(
    [property: Id(0)] byte Outcome,
    [property: Id(1)] long Position,
    [property: Id(2)] long Version,
    [property: Id(3)] string? RefusalCode,
    [property: Id(4)] string? RefusalDetail,
    [property: Id(5)] string? Detail)
{
    internal static AnswerMessage Of(TurnResult result) =>
        new((byte)result.Outcome, result.Position, result.Version, result.Refusal?.Code, result.Refusal?.Detail, result.Detail);

    internal TurnResult ToResult() =>
        new((TurnOutcome)Outcome, Position, Version, RefusalCode is null ? null : new Refusal(RefusalCode, RefusalDetail ?? ""), Detail);
}
