using Monitor.Core.Posts;

namespace Monitor.Classifier.Rules;

/// <summary>Urgency: what the model reads in the words, and the least that the category asks for (default priorities of domain.md part 2.3: P0 critical, P1 high).</summary>
internal static class UrgencyRule
{
    public static Urgency Of(Reading read, Category category)
    {
        if (category is Category.SelfHarm or Category.BombHoax) return Urgency.Critical;
        var best = Urgency.Low;
        for (var urgency = Urgency.Normal; urgency <= Urgency.Critical; urgency++)
        {
            if (read[urgency] > read[best]) best = urgency;
        }
        return best;
    }
}
