namespace Monitor.Core.Routing;

/// <summary>Everyday words that sound like a place's name. They never begin a near match; spelt exactly as a name they still count.</summary>
internal static class CommonWords
{
    public static string List { get; } = string.Join(
        ' ',
        "the and for with this that from have has was were are you your they them their there here what when where which who why how not but all any",
        "can will would should agar badhai badhaai badhayi central dinner sarak sadak jakar jaakar bharatiya bharati bharti diary tyler cuddle jalal",
        "media barely bitten beaten ivory broker kuchla अगर बधाई सड़क जाकर भारतीय भारती मानना बढ़ती खिलाड़ी विधानसभा सावधान सदन शहीदों बरकरार समाधान",
        "भीतर महीनों देवर साधना कूलर बिरादरी devaru devara barali barli ಬರಲಿ ದೇವರು ದೇವರ ಮಕ್ಕಳು ಮಟ್ಟದಲ್ಲಿ bhi par kar aur lage aane man bad shots",
        "balls duniya lekin baar bahut sabhi aaj kal raha rahe rahi senate richardson bertie jakir सुअर सूअर शेर प्यार दुनिया आने चला लगे मीडिया बार",
        "बीत सेंट्रल जाकिर भरती बरती बाराती बाहरी बढ़ाकर परंपरा परम्परा नागवार विकासशील संक्रमित रजनीकांत सरदाना सारदाना बूढों brilliant carolina",
        "siberia hazar hazaar hajar hajaro hazaro hazaaro karli karliya khatra khatre qatar jamal sadhana sadhan pawan pavan barrel हजार हज़ार हजारो",
        "हज़ारो हजारे हजारी खतरा खतरे ख़तरा ख़तरे कट्टर खट्टर पुरस्कार पवन पावन कल्याण साधन करली कतार संकेतक मुजरा करोड़ करोड जमाल beggar begar",
        "person people police please sir madam station complaint help near road",
        "battery batteries batry bateri batteri बैटरी बैट्री बेटरी बैटरियां ಬ್ಯಾಟರಿ ಬ್ಯಾಟರಿಯ ಬ್ಯಾಟರಿಗಳು",
        "breaker breakers braker brakers breaked barked bricked brother brothers border ಬ್ರದರ್ ಬಾರ್ಡರ್",
        "makkalu maklu maklige makkalage makkala makkalna makkalanna makkalannu makkalige makkaligu",
        "makkalalli makkalinda makkale makkalaa makalu makala makalige makallu makalla makkaligella",
        "ಮಕ್ಕಳ ಮಕ್ಕಳಿಗೆ ಮಕ್ಕಳಿಗೂ ಮಕ್ಕಳನ್ನು ಮಕ್ಕಳನ್ನ ಮಕ್ಕಳಲ್ಲಿ ಮಕ್ಕಳಿಂದ ಮಕ್ಕಳೂ ಮಕ್ಕಳೇ ಮಕ್ಕಳೊಂದಿಗೆ ಮಕ್ಳು ಮಕ್ಳಿಗೆ ಮಕ್ಳನ್ನ devar devare devarige devaru dhevara ದೇವರಿಗೆ ದೇವರನ್ನು ದೇವರೇ",
        "biradari biradri biraadari brdari bittare bittaru ಬಿಟ್ಟರೆ ಬಿಟ್ಟರು ivrige avrige ivarige ಇವರಿಗೆ ಅವರಿಗೆ ಇವ್ರಿಗೆ manager managers मैनेजर ಮ್ಯಾನೇಜರ್ quarrel quarrels",
        "badhayee badhaayi badhaya badhaye badhana badhao बढाया बढ़ाया बढ़ाना बढ़ाने बाधाओं सड़को सड़कों सडक सडकों भरतीय भारतिय bhartiya bharatiy aanewala aanewale",
        "aanewali zakir medieval panther sangria killary kuttar kalari baher baahar bahar saadhan चौपाल मानों मानो ಹೂಡಿಕೆ hoodike ಛಾವಣಿ");
}
