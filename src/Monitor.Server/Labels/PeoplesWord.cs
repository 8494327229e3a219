using Monitor.Core.Posts;

namespace Monitor.Server.Labels;

/// <summary>What people decided of one post; null is what nobody said anything of. A model's own guess is never among it.</summary>
/// <param name="At">When last: words that changed later are not what was decided on.</param>
/// <param name="Category">Null, too, for what is no complaint.</param>
/// <param name="Labels">Empty: a person found it harmless.</param>
/// <param name="Unit">The unit that a person gave its docket to.</param>
public sealed record PeoplesWord(DateTimeOffset At, bool? Complaint = null, Category? Category = null, IReadOnlyList<Label>? Labels = null, string? Unit = null)
{
    public bool SaysNothing => Complaint is null && Labels is null && Unit is null;
}
