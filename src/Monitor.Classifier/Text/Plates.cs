namespace Monitor.Classifier.Text;

/// <summary>Tells numbers, telephone numbers and Indian number plates (KA01AB1234, UP25 T 4411 written as one) from words.</summary>
internal static class Plates
{
    private const int PhoneDigits = 10;

    public static TokenKind KindOf(ReadOnlySpan<char> word)
    {
        var digits = 0;
        foreach (var c in word)
        {
            if (Fold.IsDigit(c)) digits++;
        }
        if (digits == word.Length) return digits >= PhoneDigits ? TokenKind.Phone : TokenKind.Number;
        return digits >= 3 && IsPlate(word) ? TokenKind.Vehicle : TokenKind.Word;
    }

    private static bool IsPlate(ReadOnlySpan<char> word)
    {
        if (word.Length is < 6 or > 11 || !Fold.IsLatin(word[0]) || !Fold.IsLatin(word[1]) || !Fold.IsDigit(word[2]) || !Fold.IsDigit(word[^1])) return false;
        var groups = 0;
        for (var i = 1; i < word.Length; i++)
        {
            if (Fold.IsDigit(word[i]) != Fold.IsDigit(word[i - 1])) groups++;
        }
        return groups is 1 or 3;
    }
}
