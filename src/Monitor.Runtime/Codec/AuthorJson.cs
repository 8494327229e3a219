using System.Text.Json.Serialization;
using Monitor.Core.Authors;

namespace Monitor.Runtime.Codec;

/// <summary>Generated readers and writers of the Author's events: the ones written for every post.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(AuthorEvent.DocketOpened))]
[JsonSerializable(typeof(AuthorEvent.PostJoined))]
[JsonSerializable(typeof(AuthorEvent.PostNoted))]
[JsonSerializable(typeof(AuthorEvent.PostTriaged))]
[JsonSerializable(typeof(AuthorEvent.TriageDismissed))]
[JsonSerializable(typeof(AuthorEvent.AnswerJoined))]
[JsonSerializable(typeof(AuthorEvent.AnswerUnmatched))]
[JsonSerializable(typeof(AuthorEvent.OwnPostNoted))]
[JsonSerializable(typeof(AuthorEvent.PostEdited))]
[JsonSerializable(typeof(AuthorEvent.PostDeleted))]
[JsonSerializable(typeof(AuthorEvent.PostReacted))]
[JsonSerializable(typeof(AuthorEvent.AnswerDelivered))]
[JsonSerializable(typeof(AuthorEvent.DocketClosed))]
[JsonSerializable(typeof(AuthorEvent.IdentityLinked))]
[JsonSerializable(typeof(AuthorEvent.IdentityUnlinked))]
[JsonSerializable(typeof(AuthorEvent.DocketForgotten))]
[JsonSerializable(typeof(AuthorEvent.StrikeNoted))]
[JsonSerializable(typeof(AuthorEvent.WatchStarted))]
[JsonSerializable(typeof(AuthorEvent.WatchEnded))]
internal sealed partial class AuthorJson : JsonSerializerContext;
