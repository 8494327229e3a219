using Monitor.Core.Posts;
using Xunit;

namespace Monitor.Classifier.Tests;

/// <summary>The posts by which a control room would be misled: what must be flagged in every language form, and what must not.</summary>
public sealed class DangerTests
{
    [Theory]
    [InlineData("I know which constable it was. I will find his house and he will not walk again")]
    [InlineData("If my vehicle is not released by tomorrow I will set the station on fire")]
    [InlineData("mujhe pata hai kaunsa hawaldar tha, uske ghar jaake taang tod dunga dekh lena")]
    [InlineData("kal tak gaadi nahi chhodi to thane me aag laga dunga")]
    [InlineData("मुझे पता है कौन सा सिपाही था, उसके घर जाकर टाँग तोड़ दूँगा")]
    [InlineData("yaav constable anta gottu, avan manege hogi kaalu muriteeni")]
    [InlineData("ಯಾವ ಪೇದೆ ಅಂತ ಗೊತ್ತು, ಅವನ ಮನೆಗೆ ಹೋಗಿ ಕಾಲು ಮುರಿತೀನಿ")]
    [InlineData("ನಾಳೆಯೊಳಗೆ ಗಾಡಿ ಬಿಡದಿದ್ದರೆ ಠಾಣೆಗೆ ಬೆಂಕಿ ಹಚ್ಚುತ್ತೇನೆ")]
    [InlineData("ನನ್ gaadi release ಮಾಡಿಲ್ಲ ಅಂದ್ರೆ station ge ಬೆಂಕಿ ಹಚ್ತೀನಿ")]
    public void A_threat_is_flagged_in_every_form(string text) => Assert.Contains(Label.Threat, Flags(text));

    [Theory]
    [InlineData("Everybody come to Shivajinagar at 8 tonight with sticks, we will teach them")]
    [InlineData("burn the buses tomorrow, let them know who we are. Share max")]
    [InlineData("aaj raat 8 baje sab lathi leke aao, sabak sikhana hai inko, aage bhejo sabko")]
    [InlineData("आज रात आठ बजे सब लाठी लेकर आओ, इन्हें सबक सिखाना है")]
    [InlineData("ivattu ratri 8 ge ellaru donne tagondu banni, buddhi kalisona")]
    [InlineData("ಇವತ್ತು ರಾತ್ರಿ 8ಕ್ಕೆ ಎಲ್ಲರೂ ದೊಣ್ಣೆ ತಗೊಂಡು ಬನ್ನಿ, ಬುದ್ಧಿ ಕಲಿಸೋಣ")]
    [InlineData("tonight ಎಲ್ಲರೂ ದೊಣ್ಣೆ ತಗೊಂಡು circle ge ಬನ್ನಿ, lesson ಕಲಿಸೋಣ")]
    public void A_call_to_violence_is_flagged_in_every_form(string text) => Assert.Contains(Label.Incitement, Flags(text));

    [Theory]
    [InlineData("Told everyone, nobody listens. I am at the lake, today it all ends. Sorry amma, I want to die")]
    [InlineData("sabko bol diya koi nahi sunta. talab pe khada hu, aaj sab khatam. maaf karna maa")]
    [InlineData("जहर खा लिया है मैंने, बच्चों का ध्यान रखना")]
    [InlineData("nange saakagide, visha kudidu saaythini, amma kshamisu")]
    [InlineData("ನಾನು ಸತ್ತ ಮೇಲೆ ಮಕ್ಕಳನ್ನು ನೋಡಿಕೊಳ್ಳಿ, ವಿಷ ಕುಡಿದಿದ್ದೇನೆ")]
    [InlineData("sleeping tablets ಎಲ್ಲಾ ತಗೊಂಡೆ, I want to end my life, sorry ಅಮ್ಮ")]
    public void A_life_at_risk_is_flagged_in_every_form_and_is_a_critical_complaint(string text)
    {
        var verdict = PostClassifier.Shipped.Classify(text);
        Assert.Contains(Label.SelfHarm, verdict.Flags);
        Assert.Equal((ComplaintCall.Yes, Category.SelfHarm, Urgency.Critical), (verdict.Complaint, verdict.Category, verdict.Urgency));
    }

    [Theory]
    [InlineData("ಸಿಬಿಲ್ ಇಲ್ಲದೆ 10 ನಿಮಿಷದಲ್ಲಿ ಸಾಲ")]
    [InlineData("थाने का नंबर दीजिए")]
    [InlineData("signal dono taraf se green ho raha, gaadiyan bhid rahi hai")]
    [InlineData("Salute to the lady PSI who helped my mother at midnight")]
    [InlineData("Gas tanker overturned on the highway, everybody is running")]
    [InlineData("गैस टैंकर पलट गया, रास्ता बंद है")]
    [InlineData("हेब्बाल पर एक घंटे से जाम में फँसे हैं")]
    [InlineData("drugs sold in chocolate wrappers near the college")]
    public void What_is_no_life_at_risk_is_never_of_that_category(string text)
    {
        var verdict = PostClassifier.Shipped.Classify(text);
        Assert.NotEqual(Category.SelfHarm, verdict.Category);
        Assert.NotEqual(Urgency.Critical, verdict.Urgency);
        Assert.Empty(verdict.Flags);
    }

    [Theory]
    [InlineData("Sunday ko Cubbon Park ka road khula rahega kya")]
    [InlineData("who else felt that thunder")]
    [InlineData("ಎಂಥಾ ಮ್ಯಾಚ್ ಗುರು, ಆರ್‌ಸಿಬಿ")]
    [InlineData("shop people ಕಲ್ಲು ಇಟ್ಟು road block ಮಾಡ್ತಾರೆ")]
    [InlineData("ದಂಡ ಎಲ್ಲಿ ಕಟ್ಟಬೇಕು")]
    [InlineData("kya match tha bhai, Kohli ne aag laga di")]
    [InlineData("Come to the lake on Sunday at 7 with gloves, we will clean it together")]
    [InlineData("शाम छह बजे मोमबत्ती लेकर टाउन हॉल आइए, शांति मार्च है")]
    [InlineData("ಬಸ್ ಸುಟ್ಟವನಿಗೆ ನ್ಯಾಯಾಲಯದಿಂದ ಏಳು ವರ್ಷ ಶಿಕ್ಷೆ")]
    public void Everyday_posts_carry_no_flag(string text) => Assert.Empty(Flags(text));

    [Theory]
    [InlineData("\"ಕೊಲ್ತೀನಿ\" antha message ಬಂದಿದೆ, I am scared")]
    [InlineData("ಕೊಲ್ತೀನಿ ಅಂತ ಮೆಸೇಜ್ ಬಂದಿದೆ, ಭಯ ಆಗ್ತಿದೆ, ರಕ್ಷಣೆ ಕೊಡಿ")]
    [InlineData("Got a message that they will kill my son if I do not pay, please protect us")]
    [InlineData("phone aa raha hai ki paise nahi diye to maar denge, bahut dar lag raha hai, suraksha chahiye")]
    [InlineData("फोन पर कह रहे हैं कि बेटे को मार देंगे, हम डरे हुए हैं, सुरक्षा दें")]
    public void Whoever_is_threatened_carries_no_flag_and_is_heard(string text)
    {
        var verdict = PostClassifier.Shipped.Classify(text);
        Assert.Empty(verdict.Flags);
        Assert.NotEqual(ComplaintCall.No, verdict.Complaint);
    }

    private static IReadOnlyList<Label> Flags(string text) => PostClassifier.Shipped.Classify(text).Flags;
}
