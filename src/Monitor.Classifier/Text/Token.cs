namespace Monitor.Classifier.Text;

internal enum TokenKind : byte { Word, Number, Mention, PoliceMention, Link, Vehicle, Phone, Emoji, Mark }

/// <summary>One token of a post. <see cref="Start"/> and <see cref="Length"/> lie in the folded letters, <see cref="From"/> and <see cref="To"/> in the original text.</summary>
internal record struct Token(TokenKind Kind, int Start, int Length, int From, int To);
