import type { StartWords } from './words';

export const hi: StartWords = {
  demo: 'डेमो', tagline: 'डेमो। किसी नागरिक को कुछ नहीं भेजा जाता।', purpose: 'नागरिक पुलिस को क्या लिखते हैं, और उसका क्या होता है।',
  speed: 'डेमो घड़ी की गति', pause: 'रोकें', wall: 'वॉल:', page: 'यह पेज:',
  map: 'नक्शा', trend: 'रुझान', stale: 'लाइव फ़ीड नहीं है। जो दिख रहा है वह {a} तक का है।',
  lastFive: 'पिछली पाँच पोस्ट', noPost: 'अभी कोई पोस्ट नहीं आई।', deleted: 'प्लेटफ़ॉर्म पर हटा दी गई।', nameUnknown: 'नाम ज्ञात नहीं', language: 'भाषा',
  complaint: 'शिकायत', category: 'विषय', flagged: 'फ़्लैग', unit: 'यूनिट', next: 'अगला', yes: 'हाँ', no: 'नहीं', unsure: 'पक्का नहीं: कोई व्यक्ति तय करेगा', lateBy: '{a} लेट',
  inTime: '{a} में', docket: 'डॉकेट {a}', nobodyYet: 'अभी किसी पर नहीं', none: 'कोई नहीं', notClassified: 'वर्गीकृत नहीं',
  write: 'नागरिक के रूप में लिखें', writeLead: 'आपके शब्द चैनल के असली हस्ताक्षरित वेबहुक से जाते हैं, केवल इसी मशीन पर।', samples: 'नमूना पोस्ट', post: 'पोस्ट',
  channel: 'चैनल', send: 'भेजें', sending: 'भेजा जा रहा है', triage: 'छँटाई में: कोई व्यक्ति तय करेगा', noComplaint: 'शिकायत नहीं', forUnit: '{a} के लिए',
  after: '{a} मिलीसेकंड में',
  clockIn: '{a}: {b} में', clockLate: '{a}: {b} लेट', citizens: 'नागरिक का माप', units: 'यूनिट का माप',
  clocksTitle: 'घड़ियाँ', history: 'इतिहास', received: 'प्राप्त', incident: 'घटना {a}', because: 'प्राथमिकता का कारण: {a}।', due: '{a} तक', close: 'बंद करें',
  asking: 'डॉकेट मँगाया जा रहा है।', noExplanation: 'कोई स्पष्टीकरण दर्ज नहीं है।', policy: 'नीति {a}, कैलेंडर {b}, लक्ष्य {c}, {d} से।', counted: 'गिना गया {a} – {b}',
  leftOut: 'छोड़ा गया {a} – {b}: {c}', pausedBy: 'रुका {a} – {b}, द्वारा {c}', now: 'अब',
  languages: { en: 'अंग्रेज़ी', hi: 'हिन्दी', 'hi-Latn': 'हिन्दी, रोमन लिपि', kn: 'कन्नड़', 'kn-Latn': 'कन्नड़, रोमन लिपि', mixed: 'मिश्रित' },
  channels: { x: 'X', facebook: 'Facebook', instagram: 'Instagram', whatsapp: 'WhatsApp', file: 'फ़ाइल', hand: 'हाथ से' },
  clocks: {
    acknowledge: 'नागरिक को उत्तर', accept: 'स्वीकार', act: 'कार्रवाई', inform: 'सूचित रखना', keepInformed: 'सूचित रखना', answer: 'फिर उत्तर', answerAgain: 'फिर उत्तर',
    check: 'जाँच', secondCheck: 'दूसरी जाँच', report: 'ऊपर रिपोर्ट', reportUp: 'ऊपर रिपोर्ट', close: 'बंद करना', reportBack: 'कार्यालय को रिपोर्ट',
    seen: 'देखना', told: '112 को बताना', sent: 'टीम भेजना', reached: 'पहुँचना', outcome: 'परिणाम',
  },
  codes: {
    untagged: 'बिना यूनिट', tagged: 'यूनिट तय', accepted: 'स्वीकृत', acted: 'कार्रवाई हुई', checked: 'जाँचा गया', approved: 'अनुमोदित', disputed: 'विवाद में', leaving: 'जाने को',
    left: 'बाहर', closed: 'बंद', running: 'चालू', late: 'लेट', paused: 'रुका', met: 'समय पर पूरा', metLate: 'देर से पूरा', dropped: 'हटाया गया', category: 'विषय',
    threatToLife: 'जान को खतरा', womenAndChildren: 'महिला और बच्चे', officeForward: 'कार्यालय से आई', reminders: 'स्मरण', incidentSize: 'घटना का आकार', urgency: 'तात्कालिकता',
    officer: 'अधिकारी', holiday: 'अवकाश', pause: 'विराम', coordinates: 'निर्देशांक', handle: 'हैंडल', unitName: 'यूनिट का नाम', locality: 'इलाका', alias: 'दूसरा नाम',
    thread: 'बातचीत', policeConduct: 'पुलिस का व्यवहार', district: 'ज़िला', taught: 'सिखाया गया', abuse: 'गाली', hate: 'घृणा', threat: 'धमकी', incitement: 'उकसाना',
    sexual_harassment: 'यौन उत्पीड़न', self_harm: 'आत्महत्या', citizenWrote: 'नागरिक ने लिखा',
  },
  events: {
    opened: 'खुली', 'post-added': 'पोस्ट जुड़ी', 'post-edited': 'पोस्ट बदली', 'post-deleted': 'पोस्ट हटी', reopened: 'फिर खुली', tagged: 'यूनिट तय', accepted: 'स्वीकृत',
    disputed: 'विवाद', transferred: 'सौंपी गई', 'action-recorded': 'कार्रवाई दर्ज', 'reply-written': 'उत्तर लिखा', answered: 'उत्तर दिया', paused: 'रुकी', resumed: 'फिर चालू',
    checked: 'जाँची गई', 'second-checked': 'दूसरी जाँच', returned: 'लौटाई गई', left: 'बाहर गई', 'leave-proposed': 'बाहर का प्रस्ताव', 'report-seen': 'रिपोर्ट देखी',
    'reported-back': 'कार्यालय को रिपोर्ट', prioritised: 'प्राथमिकता बदली', 'handed-off': 'आगे बताया', closed: 'बंद', 'incident-joined': 'घटना से जुड़ी', warned: 'चेतावनी',
    breached: 'समय निकला', climbed: 'ऊपर गई', 'breach-withdrawn': 'देरी वापस',
  },
};
