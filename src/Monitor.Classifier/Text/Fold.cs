using System.Globalization;

namespace Monitor.Classifier.Text;

/// <summary>
/// Folds one code point to the form that features and lexicons are keyed by: lower case, look-alikes and fancy letters as Latin, Indic digits as ASCII,
/// nukta and invisibles dropped, candrabindu as anusvara (domain.md part 3.1 and 3.5). Display and evidence always use the original text.
/// </summary>
internal static class Fold
{
    /// <summary>The code point leaves no trace.</summary>
    public const char Dropped = '\0';

    /// <summary>The code point is a picture; it becomes a token of its own.</summary>
    public const char Picture = '\uFFFF';

    // Each pair: what is written, what it is read as. Cyrillic and Greek look-alikes first, then Devanagari letters with nukta, then accented Latin.
    private const string Pairs =
        "аaеeоoрpсcуyхxіiїiјjѕsһhкkмmтtвbнnԁdɡgαaοoνvρpτtυuκkιiεeηnχxıiɩiŀlłløođdðdþtßsæaœe"
        + "\u0929\u0928\u0931\u0930\u0934\u0933\u0901\u0902\u0972\u0905\u0911\u0913\u090D\u090F\u0949\u094B\u0945\u0947";

    private const string Accented =
        "àaáaâaãaäaåaçcèeéeêeëeìiíiîiïiñnòoóoôoõoöoùuúuûuüuýyÿyāaăaąaćcĉcċcčcďdēeĕeėeęeěeĝgğgġgģgĥhĩiīiĭiįiĵjķkĺlļlľlńnņnňnōoŏoőo"
        + "ŕrŗrřrśsŝsşsšsţtťtũuūuŭuůuűuųuŵwŷyźzżzžzơoưuǎaǐiǒoǔuǖuǘuǚuǜuǟaǡaǧgǩkǫoǭoǰjǵgǹnǻaȁaȃaȅeȇeȉiȋiȍoȏoȑrȓrȕuȗușsțtȟhȧaȩeȫoȭoȯo"
        + "ȱoȳyḁaḃbḅbḇbḉcḋdḍdḏdḑdḓdḕeḗeḙeḛeḝeḟfḡgḣhḥhḧhḩhḫhḭiḯiḱkḳkḵkḷlḹlḻlḽlḿmṁmṃmṅnṇnṉnṋnṍoṏoṑoṓoṕpṗpṙrṛrṝrṟrṡsṣsṥsṧsṩsṫtṭtṯtṱtṳu"
        + "ṵuṷuṹuṻuṽvṿvẁwẃwẅwẇwẉwẋxẍxẏyẑzẓzẕzẖhẗtẘwẙyạaảaấaầaẩaẫaậaắaằaẳaẵaặaẹeẻeẽeếeềeểeễeệeỉiịiọoỏoốoồoổoỗoộoớoờoởoỡoợoụuủuứuừuửu"
        + "ữuựuỳyỵyỷyỹy";

    private static readonly char[] Table = BuildTable();

    /// <summary>The folded character, <see cref="Dropped"/>, <see cref="Picture"/> or a space; a lone surrogate is a space.</summary>
    public static char One(char c) => Table[c];

    /// <summary>Folds a code point above the basic plane: mathematical and enclosed letters to ASCII, emoji to <see cref="Picture"/>, skin tones and tags dropped.</summary>
    public static char Wide(int codePoint) => codePoint switch
    {
        >= 0x1D400 and <= 0x1D6A3 => (char)('a' + ((codePoint - 0x1D400) % 26)),
        >= 0x1D7CE and <= 0x1D7FF => (char)('0' + ((codePoint - 0x1D7CE) % 10)),
        >= 0x1F110 and <= 0x1F129 => (char)('a' + (codePoint - 0x1F110)),
        >= 0x1F130 and <= 0x1F149 => (char)('a' + (codePoint - 0x1F130)),
        >= 0x1F150 and <= 0x1F169 => (char)('a' + (codePoint - 0x1F150)),
        >= 0x1F170 and <= 0x1F189 => (char)('a' + (codePoint - 0x1F170)),
        >= 0x1F1E6 and <= 0x1F1FF => (char)('a' + (codePoint - 0x1F1E6)),
        >= 0x1F3FB and <= 0x1F3FF => Dropped,
        >= 0x1F000 and <= 0x1FAFF => Picture,
        >= 0xE0000 and <= 0xE0FFF => Dropped,
        _ => ' ',
    };

    public static bool IsDevanagari(char c) => c is >= '\u0900' and <= '\u097F';

    public static bool IsKannada(char c) => c is >= '\u0C80' and <= '\u0CFF';

    public static bool IsLatin(char c) => c is >= 'a' and <= 'z';

    public static bool IsDigit(char c) => c is >= '0' and <= '9';

    /// <summary>Whether a folded character can stand in a word: letters and marks of any script, and digits.</summary>
    public static bool IsWord(char c) => IsLatin(c) || IsDigit(c) || (c > '\u007F' && c != Picture && c != '\u20B9');

    /// <summary>The Kannada vowel sign that the two signs make together (NFC), or <see cref="Dropped"/> when they make none.</summary>
    public static char Compose(char first, char second) => (first, second) switch
    {
        ('\u0CBF', '\u0CD5') => '\u0CC0',
        ('\u0CC6', '\u0CD5') => '\u0CC7',
        ('\u0CC6', '\u0CD6') => '\u0CC8',
        ('\u0CC6', '\u0CC2') => '\u0CCA',
        ('\u0CCA', '\u0CD5') => '\u0CCB',
        _ => Dropped,
    };

    private static char[] BuildTable()
    {
        var table = new char[0x10000];
        for (var i = 0; i < table.Length; i++) table[i] = Plain((char)i);
        for (var i = 0; i < 10; i++)
        {
            table[0x0966 + i] = (char)('0' + i);
            table[0x0CE6 + i] = (char)('0' + i);
        }
        for (var i = 0xFF01; i <= 0xFF5E; i++) table[i] = table[i - 0xFEE0];
        for (var i = 0x24B6; i <= 0x24E9; i++) table[i] = (char)('a' + ((i - 0x24B6) % 26));
        AddPairs(table, Pairs);
        AddPairs(table, Accented);
        AddNuktaLetters(table);
        return table;
    }

    private static void AddPairs(char[] table, string pairs)
    {
        for (var i = 0; i + 1 < pairs.Length; i += 2)
        {
            table[pairs[i]] = pairs[i + 1];
            var upper = char.ToUpperInvariant(pairs[i]);
            if (pairs[i] < '\u0900' || pairs[i] > '\u0CFF') table[upper] = pairs[i + 1];
        }
    }

    private static void AddNuktaLetters(char[] table)
    {
        const string plain = "\u0915\u0916\u0917\u091C\u0921\u0922\u092B\u092F";
        for (var i = 0; i < plain.Length; i++) table[0x0958 + i] = plain[i];
    }

    private static char Plain(char c)
    {
        if (c is '\u093C' or '\u0CBC' or '\uFE0F' or '\uFE0E' or '\u20E3' or '\u00AD') return Dropped;
        if (c is '\u2019' or '\u2018' or '\u00B4' or '`') return '\'';
        if (c is '\u0964' or '\u0965' or '\u2026') return '.';
        if (c == '\u20B9') return c;
        if (c < 0x80) return c is < '!' or '\u007F' ? ' ' : char.ToLowerInvariant(c);
        return char.GetUnicodeCategory(c) switch
        {
            UnicodeCategory.Format => Dropped,
            UnicodeCategory.NonSpacingMark when c is >= '\u0300' and <= '\u036F' => Dropped,
            UnicodeCategory.OtherSymbol => Picture,
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter => char.ToLowerInvariant(c),
            UnicodeCategory.OtherLetter or UnicodeCategory.ModifierLetter or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber
                or UnicodeCategory.OtherNumber or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark => c,
            UnicodeCategory.Surrogate or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.Control or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned => ' ',
            _ => ',',
        };
    }
}
