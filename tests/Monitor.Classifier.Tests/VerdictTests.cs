using Monitor.Core.Posts;
using Xunit;

namespace Monitor.Classifier.Tests;

/// <summary>Sentences of every language form with the parts of the verdict that must be right.</summary>
public sealed class VerdictTests
{
    [Theory]
    [InlineData("Somebody stole my motorcycle from outside the court in Bareilly", Language.English, Category.TheftSnatch)]
    [InlineData("Hebbal flyover is completely jammed for the last one hour, please send traffic police", Language.English, Category.TrafficJam)]
    [InlineData("Loan app people are sending my edited photos to all my contacts", Language.English, Category.LoanApp)]
    [InlineData("मेरी मोटरसाइकिल चोरी हो गई है, कृपया मदद करें", Language.Hindi, Category.TheftSnatch)]
    [InlineData("ससुराल वाले दहेज के लिए मारते हैं", Language.Hindi, Category.Domestic)]
    [InlineData("mera mobile gum ho gaya hai bus me, please help", Language.HindiLatin, Category.LostMobile)]
    [InlineData("raat ko dj baja rahe hain, neend nahi aati", Language.HindiLatin, Category.Noise)]
    [InlineData("ನನ್ನ ಬೈಕ್ ಕಳ್ಳತನವಾಗಿದೆ, ದಯವಿಟ್ಟು ಹುಡುಕಿಕೊಡಿ", Language.Kannada, Category.TheftSnatch)]
    [InlineData("ಗಂಡ ಕುಡಿದು ಬಂದು ಹೊಡೆಯುತ್ತಾನೆ", Language.Kannada, Category.Domestic)]
    [InlineData("nan bike kalavu aagide, dayavittu huduki kodi", Language.KannadaLatin, Category.TheftSnatch)]
    [InlineData("ನಮ್ಮ area ನಲ್ಲಿ ganja ಮಾರುತ್ತಾರೆ openly near school, please raid ಮಾಡಿ", Language.Mixed, Category.Drugs)]
    public void A_citizens_complaint_is_one_and_has_its_category(string text, Language language, Category category)
    {
        var verdict = PostClassifier.Shipped.Classify(text);
        Assert.Equal((language, true, category), (verdict.Language, verdict.Complaint != ComplaintCall.No, verdict.Category));
        Assert.Empty(verdict.Flags);
    }

    [Theory]
    [InlineData("Good morning everyone, have a wonderful day")]
    [InlineData("What a match! Loved every minute of it")]
    [InlineData("दीपावली की हार्दिक शुभकामनाएँ")]
    [InlineData("bahut badhiya kaam kiya police ne, dil se shukriya")]
    [InlineData("ಕನ್ನಡ ರಾಜ್ಯೋತ್ಸವದ ಶುಭಾಶಯಗಳು")]
    [InlineData("super cinema guru, thumba chennagide")]
    public void Praise_and_greetings_are_no_complaint(string text)
    {
        var verdict = PostClassifier.Shipped.Classify(text);
        Assert.Equal((ComplaintCall.No, Category.None, Urgency.None), (verdict.Complaint, verdict.Category, verdict.Urgency));
        Assert.Empty(verdict.Flags);
    }

    [Theory]
    [InlineData("I will find you and shoot you in front of your house", Label.Threat)]
    [InlineData("tujhe ghar me ghus ke goli maar dunga", Label.Threat)]
    [InlineData("ನಿನ್ನನ್ನು ಕೊಲ್ಲುತ್ತೇನೆ ನೋಡು", Label.Threat)]
    [InlineData("You motherfucker, go to hell", Label.Abuse)]
    [InlineData("तू मादरचोद है", Label.Abuse)]
    [InlineData("bolimagane muchkond hogo", Label.Abuse)]
    [InlineData("hathiyar nikalo bhaiyo, unki dukane phoonk denge aaj raat", Label.Incitement)]
    [InlineData("send nudes baby, what is your rate for one night", Label.SexualHarassment)]
    [InlineData("I don't want to live any more, I will end my life tonight", Label.SelfHarm)]
    [InlineData("ab jeene ka mann nahi karta", Label.SelfHarm)]
    [InlineData("ನನಗೆ ಬದುಕಲು ಇಷ್ಟವಿಲ್ಲ", Label.SelfHarm)]
    public void Antisocial_and_desperate_posts_carry_their_flag(string text, Label label) =>
        Assert.Contains(label, PostClassifier.Shipped.Classify(text).Flags);

    [Theory]
    [InlineData("ch00tiya hai tu, bhosdike")]
    [InlineData("m a d a r c h o d chup baith")]
    [InlineData("f\u200Bu\u200Bck you motherf\u0443cker")]
    [InlineData("𝖒𝖔𝖙𝖍𝖊𝖗𝖋𝖚𝖈𝖐𝖊𝖗 get lost")]
    [InlineData("bha\u0301d\u200Dwa saala madarch0d")]
    [InlineData("son of a b!tch, motherfuuuuuucker")]
    public void Evasion_does_not_hide_abuse(string text) => Assert.Contains(Label.Abuse, PostClassifier.Shipped.Classify(text).Flags);

    [Theory]
    [InlineData("He said he will kill me if I go to the police. I have the recording, please help")]
    [InlineData("My neighbour called me a bastard and pushed me, please register a complaint")]
    [InlineData("mujhe jaan se maarne ki dhamki de raha hai, please bachaiye")]
    [InlineData("वह कहता है कि केस वापस नहीं लिया तो जान से मार दूंगा, मदद कीजिए")]
    [InlineData("ಕೊಲ್ಲುತ್ತೇನೆ ಎಂದು ಬೆದರಿಕೆ ಹಾಕುತ್ತಿದ್ದಾನೆ, ರಕ್ಷಣೆ ಕೊಡಿ")]
    [InlineData("case vapas tagolilla andre saayistini anta bedarike haktidane")]
    public void A_victim_who_quotes_a_threat_complains_and_threatens_nobody(string text)
    {
        var verdict = PostClassifier.Shipped.Classify(text);
        Assert.Empty(verdict.Flags);
        Assert.NotEqual(ComplaintCall.No, verdict.Complaint);
    }

    [Theory]
    [InlineData("The police in this city protect only the powerful. The Commissioner must resign.")]
    [InlineData("Police are useless and corrupt, shame on them")]
    [InlineData("Yeh police wale sab chor hain, kisi kaam ke nahi")]
    [InlineData("छात्रों पर लाठीचार्ज गलत था, सरकार को शर्म आनी चाहिए")]
    [InlineData("police sirf gareeb pe danda chalati hai")]
    [InlineData("ಪೊಲೀಸರು ಬಡವರ ಮೇಲೆ ಮಾತ್ರ ದರ್ಪ ತೋರಿಸುತ್ತಾರೆ")]
    public void Lawful_criticism_of_the_police_is_no_flag(string text) => Assert.Empty(PostClassifier.Shipped.Classify(text).Flags);

    [Theory]
    [InlineData("I don't want to live any more, I will end my life tonight")]
    [InlineData("There is a bomb in the school, caller said it will explode at 11")]
    public void A_life_at_risk_is_critical(string text)
    {
        var verdict = PostClassifier.Shipped.Classify(text);
        Assert.Equal((ComplaintCall.Yes, Urgency.Critical), (verdict.Complaint, verdict.Urgency));
    }
}
