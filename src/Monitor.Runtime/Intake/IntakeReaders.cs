using Monitor.Core;
using Monitor.Core.Posts;
using Monitor.Runtime.Journal;

namespace Monitor.Runtime.Intake;

/// <summary>What intake asks of the channels, the classifier and the locator. All three are pure and may be called from several threads at once.</summary>
/// <param name="Parse">Every item of a delivery, in its order, which never changes. What it throws leaves the delivery stored and shown.</param>
/// <param name="Classify">Of a text, which may be empty.</param>
/// <param name="Locate">Where a post belongs.</param>
/// <param name="Rulebook">The newest one: seats and offices.</param>
public sealed record IntakeReaders(
    Func<StoredDelivery, IReadOnlyList<Item>> Parse, Func<string, Verdict> Classify, Func<LocateQuestion, Located> Locate, Func<Rulebook> Rulebook);

/// <param name="Handles">As written, with the @.</param>
/// <param name="ThreadUnit">The unit that has the docket of the post that this one answers; null where there is none.</param>
public readonly record struct LocateQuestion(
    string Text, Category Category, GeoPoint? Point, IReadOnlyList<string> Handles, DateTimeOffset PostedAt, string? ThreadUnit = null);
