using System.Collections.Frozen;
using Monitor.Classifier.Text;
using Monitor.Core.Posts;

namespace Monitor.Classifier;

/// <summary>
/// The language form of a text, decided token by token (domain.md part 3.4): Indic scripts by their block, Latin words by the fitted head. Words that every language
/// borrows (police, please, mobile) are undecided and count for neither.
/// </summary>
internal static class LanguageVote
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Loans = FrozenSet.Create(
        [.. ("police station complaint sir madam please pls plz help mobile phone bus car bike auto truck road traffic signal jam accident number bank account otp upi app "
            + "loan online video photo message call office school college hospital area market gate parking time ticket train metro case fir report action request urgent "
            + "super match film cinema cyber fraud drugs dj bomb current light inspector constable passport verification pending whatsapp facebook post share group link "
            + "status address purse bag cctv camera emergency control room circle layout flyover bridge highway toll hotel mall pub shop").Split(' ')])
        .GetAlternateLookup<ReadOnlySpan<char>>();

    private const float SureMargin = 0.8f;
    private const double MostInIndic = 0.7;
    private const double MostInLatin = 0.8;
    private const double IndicInLatin = 0.42;
    private const double EnglishInLatin = 0.78;

    public static Language Of(Features features, Scores scores, Weights weights)
    {
        double hindi = 0, kannada = 0, english = 0, hindiLatin = 0, kannadaLatin = 0, undecided = 0;
        for (var t = 0; t < features.Tokens.Count; t++)
        {
            var token = features.Tokens.Items[t];
            if (token.Kind != TokenKind.Word) continue;
            var c = features.Tokens.Word(token)[0];
            if (Fold.IsDevanagari(c)) hindi++;
            else if (Fold.IsKannada(c)) kannada++;
            else if (Fold.IsLatin(c) && token.Length > 1)
            {
                switch (Latin(features, scores, weights, t))
                {
                    case Language.English: english++; break;
                    case Language.HindiLatin: hindiLatin++; break;
                    case Language.KannadaLatin: kannadaLatin++; break;
                    default: undecided++; break;
                }
            }
        }
        var latin = english + hindiLatin + kannadaLatin + undecided;
        var all = hindi + kannada + latin;
        if (all == 0) return Language.English;
        if (hindi >= MostInIndic * all) return Language.Hindi;
        if (kannada >= MostInIndic * all) return Language.Kannada;
        return latin < MostInLatin * all ? Language.Mixed : OfLatin(english, hindiLatin, kannadaLatin);
    }

    private static Language OfLatin(double english, double hindi, double kannada)
    {
        var decided = english + hindi + kannada;
        if (decided == 0 || english >= EnglishInLatin * decided) return Language.English;
        if (hindi + kannada < IndicInLatin * decided) return Language.Mixed;
        return hindi >= kannada ? Language.HindiLatin : Language.KannadaLatin;
    }

    private static Language Latin(Features features, Scores scores, Weights weights, int token)
    {
        if (Loans.Contains(features.Tokens.Word(features.Tokens.Items[token]))) return Language.None;
        var unit = UnitOf(features.Grams(token).Length);
        Span<float> logits = stackalloc float[Heads.LatinLanguageCount];
        for (var i = 0; i < logits.Length; i++) logits[i] = scores.Share(token, Heads.LatinLanguage + i) * unit * weights.Scales[Heads.LatinLanguage + i];
        var (best, second) = (0, -1);
        for (var i = 1; i < logits.Length; i++)
        {
            if (logits[i] > logits[best]) (best, second) = (i, best);
            else if (second < 0 || logits[i] > logits[second]) second = i;
        }
        return logits[best] - logits[second] < SureMargin ? Language.None : best switch
        {
            0 => Language.English,
            1 => Language.HindiLatin,
            _ => Language.KannadaLatin,
        };
    }

    /// <summary>Scales a token alone to the length one, as the fit of the language head does.</summary>
    public static float UnitOf(int grams) => 1 / MathF.Sqrt(grams + (Features.WholeValue * Features.WholeValue));
}
