using System.Collections.Frozen;

namespace Monitor.Core.Routing;

/// <summary>What a word next to a place's name says about it.</summary>
[Flags]
internal enum Cue : ushort
{
    None = 0,

    /// <summary>police station, thana, ठाणे: the name is a unit's.</summary>
    Station = 1,

    /// <summary>Something happened at the place.</summary>
    At = 2,
    Near = 4,
    From = 8,
    To = 16,

    /// <summary>A road named after the place leads elsewhere.</summary>
    Road = 32,

    /// <summary>A family name after, or a form of address before: a person.</summary>
    Surname = 64,
    Address = 128,

    /// <summary>film, song, series, novel.</summary>
    Title = 256,

    /// <summary>of, से, ke: joins two names without saying more.</summary>
    Joint = 512,

    /// <summary>Traffic, jam, rain: may be glued to a name in a hashtag.</summary>
    Glue = 1024,

    /// <summary>An everyday word that sounds like a name: see <see cref="CommonWords"/>.</summary>
    Common = 2048,

    /// <summary>Words that never belong to a name.</summary>
    Particles = At | Near | From | To | Joint | Surname | Address | Title,
}

/// <summary>The small words around a place's name, in all language forms.</summary>
internal static class Cues
{
    private static readonly FrozenDictionary<string, Cue> Words = Build();
    private static readonly FrozenDictionary<string, Cue>.AlternateLookup<ReadOnlySpan<char>> Lookup = Words.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Kannada words for station take endings: their stems.</summary>
    private static readonly string[] StationStems = ["ಠಾಣೆ", "ಠಾಣಾ", "ಟಾಣೆ", "ಪೊಲೀಸ", "ಪೋಲಿಸ", "ಪೋಲೀಸ", "ಪೊಲಿಸ", "ಆರಕ್ಷಕ", "ವ್ಯಾಪ್ತಿ"];

    public static Cue Of(ReadOnlySpan<char> plain, Script script)
    {
        if (Lookup.TryGetValue(plain, out var cue))
        {
            return cue;
        }

        if (script == Script.Kannada)
        {
            foreach (var stem in StationStems)
            {
                if (plain.StartsWith(stem))
                {
                    return Cue.Station;
                }
            }
        }

        return Cue.None;
    }

    private static FrozenDictionary<string, Cue> Build()
    {
        var words = new Dictionary<string, Cue>();
        void Add(Cue cue, string list)
        {
            foreach (var word in Letters.PlainOf(list).Split(' '))
            {
                words[word] = words.GetValueOrDefault(word) | cue;
            }
        }

        Add(Cue.Station, "police ps thana thane station chowki polis pulis thaana tane tana stn limits jurisdiction sho inspector kshetra");
        Add(Cue.Station, "thanakshetra thanadhyaksh");
        Add(Cue.Station, "थाना थाने पुलिस चौकी थानाक्षेत्र क्षेत्र थानाध्यक्ष कोतवाली kotwali इंस्पेक्टर एसएचओ");
        Add(Cue.At, "in at me mein main mai pe par मे में पर ನಲ್ಲಿ ಅಲ್ಲಿ nalli alli inside within @");
        Add(Cue.Near, "near nr opp opposite behind beside paas pass samne saamne peeche pichhe पास सामने पीछे निकट नजदीक ಹತ್ತಿರ ಬಳಿ ಪಕ್ಕ");
        Add(Cue.Near, "ಎದುರು hattira hathira bali pakka eduru side");
        Add(Cue.From, "from frm se से ಇಂದ ನಿಂದ inda ninda");
        Add(Cue.To, "to towards till upto tak तक ತನಕ ವರೆಗೆ ಕಡೆಗೆ tanaka varege kadege");
        Add(Cue.Road, "road rd highway bypass expressway ರಸ್ತೆ ರಸ್ತೆಯಲ್ಲಿ ರೋಡ್ रोड मार्ग हाईवे raste rasthe");
        Add(Cue.Surname, "kumar singh sharma verma gupta yadav khan gowda reddy rao shetty patil mishra tiwari pandey chauhan ansari ahmed");
        Add(Cue.Surname, "hussain ali devi kumari naik nayak iyer iyengar");
        Add(Cue.Surname, "saxena srivastava rathore maurya kashyap pal joshi rawat कुमार सिंह शर्मा वर्मा गुप्ता यादव खान देवी कुमारी मिश्रा");
        Add(Cue.Surname, "तिवारी पांडेय गंगवार मौर्य ಕುಮಾರ್ ಕುಮಾರ ಗೌಡ ರೆಡ್ಡಿ ರಾವ್ ಶೆಟ್ಟಿ ಸಿಂಗ್");
        Add(Cue.Address, "mr mrs ms shri sri smt dr prof sir madam naam name श्री श्रीमती नाम डॉ ಶ್ರೀ ಶ್ರೀಮತಿ ಹೆಸರು hesaru named actor actress author");
        Add(Cue.Title, "movie film cinema song trailer teaser series season webseries episode novel book album फिल्म फ़िल्म गाना सीरीज");
        Add(Cue.Title, "सीजन ಸಿನಿಮಾ ಚಿತ್ರ ಹಾಡು ಚಲನಚಿತ್ರ filmi gaana");
        Add(Cue.Joint, "ke ka ki of s wale wala wali के का की वाले वाला वाली district dist distt zila jila जिला जनपद city shahar शहर ಜಿಲ್ಲೆ ನಗರದ");
        Add(Cue.Glue, "traffic police ps jam rains rain news potholes metro crime trafficpolice updates diaries road main layout lake");
        Add(Cue.Glue, "area trafficjam floods city help district");
        Add(Cue.Common, CommonWords.List);
        return words.ToFrozenDictionary();
    }
}
