import type { StartWords } from './words';

export const kn: StartWords = {
  demo: 'ಡೆಮೊ', tagline: 'ಡೆಮೊ. ಯಾವ ನಾಗರಿಕರಿಗೂ ಏನನ್ನೂ ಕಳುಹಿಸುವುದಿಲ್ಲ.', purpose: 'ನಾಗರಿಕರು ಪೊಲೀಸರಿಗೆ ಏನು ಬರೆಯುತ್ತಾರೆ, ಅದರಿಂದ ಏನಾಗುತ್ತದೆ.',
  speed: 'ಡೆಮೊ ಗಡಿಯಾರದ ವೇಗ', pause: 'ನಿಲ್ಲಿಸಿ', wall: 'ವಾಲ್:', page: 'ಈ ಪುಟ:',
  map: 'ನಕ್ಷೆ', trend: 'ಪ್ರವೃತ್ತಿ', stale: 'ನೇರ ಫೀಡ್ ಇಲ್ಲ. ಕಾಣುವುದು {a} ವರೆಗಿನದು.',
  lastFive: 'ಕೊನೆಯ ಐದು ಪೋಸ್ಟ್‌ಗಳು', noPost: 'ಇನ್ನೂ ಯಾವ ಪೋಸ್ಟ್ ಬಂದಿಲ್ಲ.', deleted: 'ವೇದಿಕೆಯಲ್ಲಿ ಅಳಿಸಲಾಗಿದೆ.', nameUnknown: 'ಹೆಸರು ತಿಳಿದಿಲ್ಲ', language: 'ಭಾಷೆ',
  complaint: 'ದೂರು', category: 'ವಿಷಯ', flagged: 'ಫ್ಲ್ಯಾಗ್', unit: 'ಘಟಕ', next: 'ಮುಂದೆ', yes: 'ಹೌದು', no: 'ಅಲ್ಲ', unsure: 'ಖಚಿತವಿಲ್ಲ: ವ್ಯಕ್ತಿ ನಿರ್ಧರಿಸುತ್ತಾರೆ', lateBy: '{a} ತಡ',
  inTime: '{a} ಒಳಗೆ', docket: 'ಡಾಕೆಟ್ {a}', nobodyYet: 'ಇನ್ನೂ ಯಾರಿಗೂ ಇಲ್ಲ', none: 'ಯಾವುದೂ ಇಲ್ಲ', notClassified: 'ವರ್ಗೀಕರಿಸಿಲ್ಲ',
  write: 'ನಾಗರಿಕರಾಗಿ ಬರೆಯಿರಿ', writeLead: 'ನಿಮ್ಮ ಮಾತು ಚಾನಲ್‌ನ ನಿಜವಾದ ಸಹಿ ಮಾಡಿದ ವೆಬ್‌ಹುಕ್ ಮೂಲಕ, ಈ ಯಂತ್ರದಲ್ಲಿ ಮಾತ್ರ ಹೋಗುತ್ತದೆ.', samples: 'ಮಾದರಿ ಪೋಸ್ಟ್‌ಗಳು', post: 'ಪೋಸ್ಟ್',
  channel: 'ಚಾನಲ್', send: 'ಕಳುಹಿಸಿ', sending: 'ಕಳುಹಿಸಲಾಗುತ್ತಿದೆ', triage: 'ವಿಂಗಡಣೆಯಲ್ಲಿದೆ: ವ್ಯಕ್ತಿ ನಿರ್ಧರಿಸುತ್ತಾರೆ', noComplaint: 'ದೂರು ಅಲ್ಲ', forUnit: '{a} ಗಾಗಿ',
  after: '{a} ಮಿಲಿಸೆಕೆಂಡಿನಲ್ಲಿ', clockIn: '{a}: {b} ಒಳಗೆ', clockLate: '{a}: {b} ತಡ', citizens: 'ನಾಗರಿಕರ ಅಳತೆ', units: 'ಘಟಕದ ಅಳತೆ',
  clocksTitle: 'ಗಡಿಯಾರಗಳು', history: 'ಇತಿಹಾಸ', received: 'ಸ್ವೀಕರಿಸಿದ್ದು', incident: 'ಘಟನೆ {a}', because: 'ಆದ್ಯತೆಯ ಕಾರಣ: {a}.', due: '{a} ಒಳಗೆ', close: 'ಮುಚ್ಚಿ',
  asking: 'ಡಾಕೆಟ್ ಕೇಳಲಾಗುತ್ತಿದೆ.', noExplanation: 'ವಿವರಣೆ ದಾಖಲಾಗಿಲ್ಲ.', policy: 'ನೀತಿ {a}, ಕ್ಯಾಲೆಂಡರ್ {b}, ಗುರಿ {c}, {d} ಇಂದ.', counted: 'ಎಣಿಸಿದ್ದು {a} – {b}',
  leftOut: 'ಬಿಟ್ಟದ್ದು {a} – {b}: {c}', pausedBy: 'ನಿಂತದ್ದು {a} – {b}, ನಿಲ್ಲಿಸಿದವರು {c}', now: 'ಈಗ',
  languages: { en: 'ಇಂಗ್ಲಿಷ್', hi: 'ಹಿಂದಿ', 'hi-Latn': 'ಹಿಂದಿ, ರೋಮನ್ ಲಿಪಿ', kn: 'ಕನ್ನಡ', 'kn-Latn': 'ಕನ್ನಡ, ರೋಮನ್ ಲಿಪಿ', mixed: 'ಮಿಶ್ರ' },
  channels: { x: 'X', facebook: 'Facebook', instagram: 'Instagram', whatsapp: 'WhatsApp', file: 'ಫೈಲ್', hand: 'ಕೈಯಿಂದ' },
  clocks: {
    acknowledge: 'ನಾಗರಿಕರಿಗೆ ಉತ್ತರ', accept: 'ಸ್ವೀಕಾರ', act: 'ಕ್ರಮ', inform: 'ತಿಳಿಸುತ್ತಿರಿ', keepInformed: 'ತಿಳಿಸುತ್ತಿರಿ', answer: 'ಮತ್ತೆ ಉತ್ತರ', answerAgain: 'ಮತ್ತೆ ಉತ್ತರ',
    check: 'ತಪಾಸಣೆ', secondCheck: 'ಎರಡನೇ ತಪಾಸಣೆ', report: 'ಮೇಲಕ್ಕೆ ವರದಿ', reportUp: 'ಮೇಲಕ್ಕೆ ವರದಿ', close: 'ಮುಕ್ತಾಯ', reportBack: 'ಕಚೇರಿಗೆ ವರದಿ',
    seen: 'ನೋಡಿ', told: '112ಗೆ ತಿಳಿಸಿ', sent: 'ತಂಡ ಕಳುಹಿಸಿ', reached: 'ಸ್ಥಳ ತಲುಪಿ', outcome: 'ಫಲಿತಾಂಶ',
  },
  codes: {
    untagged: 'ಘಟಕವಿಲ್ಲ', tagged: 'ಘಟಕ ನಿಗದಿ', accepted: 'ಸ್ವೀಕೃತ', acted: 'ಕ್ರಮವಾಗಿದೆ', checked: 'ತಪಾಸಣೆಯಾಗಿದೆ', approved: 'ಅನುಮೋದಿತ', disputed: 'ವಿವಾದದಲ್ಲಿದೆ',
    leaving: 'ಹೊರಡುತ್ತಿದೆ', left: 'ಹೊರಗೆ', closed: 'ಮುಕ್ತಾಯ', running: 'ಚಾಲನೆಯಲ್ಲಿ', late: 'ತಡ', paused: 'ನಿಂತಿದೆ', met: 'ಸಮಯಕ್ಕೆ ಪೂರ್ಣ', metLate: 'ತಡವಾಗಿ ಪೂರ್ಣ',
    dropped: 'ಕೈಬಿಡಲಾಗಿದೆ', category: 'ವಿಷಯ', threatToLife: 'ಜೀವಕ್ಕೆ ಅಪಾಯ', womenAndChildren: 'ಮಹಿಳೆ ಮತ್ತು ಮಕ್ಕಳು', officeForward: 'ಕಚೇರಿಯಿಂದ ಬಂದದ್ದು',
    reminders: 'ನೆನಪೋಲೆಗಳು', incidentSize: 'ಘಟನೆಯ ಗಾತ್ರ', urgency: 'ತುರ್ತು', officer: 'ಅಧಿಕಾರಿ', holiday: 'ರಜೆ', pause: 'ವಿರಾಮ', coordinates: 'ನಿರ್ದೇಶಾಂಕ',
    handle: 'ಹ್ಯಾಂಡಲ್', unitName: 'ಘಟಕದ ಹೆಸರು', locality: 'ಪ್ರದೇಶ', alias: 'ಇನ್ನೊಂದು ಹೆಸರು', thread: 'ಸಂಭಾಷಣೆ', policeConduct: 'ಪೊಲೀಸ್ ನಡವಳಿಕೆ', district: 'ಜಿಲ್ಲೆ',
    taught: 'ಕಲಿಸಿದ್ದು', abuse: 'ನಿಂದನೆ', hate: 'ದ್ವೇಷ', threat: 'ಬೆದರಿಕೆ', incitement: 'ಪ್ರಚೋದನೆ', sexual_harassment: 'ಲೈಂಗಿಕ ಕಿರುಕುಳ', self_harm: 'ಆತ್ಮಹತ್ಯೆ',
    citizenWrote: 'ನಾಗರಿಕರು ಬರೆದರು',
  },
  events: {
    opened: 'ತೆರೆಯಿತು', 'post-added': 'ಪೋಸ್ಟ್ ಸೇರಿತು', 'post-edited': 'ಪೋಸ್ಟ್ ಬದಲಾಯಿತು', 'post-deleted': 'ಪೋಸ್ಟ್ ಅಳಿಸಿತು', reopened: 'ಮತ್ತೆ ತೆರೆಯಿತು', tagged: 'ಘಟಕ ನಿಗದಿ',
    accepted: 'ಸ್ವೀಕೃತ', disputed: 'ವಿವಾದ', transferred: 'ವರ್ಗಾಯಿಸಲಾಗಿದೆ', 'action-recorded': 'ಕ್ರಮ ದಾಖಲು', 'reply-written': 'ಉತ್ತರ ಬರೆಯಲಾಗಿದೆ', answered: 'ಉತ್ತರಿಸಲಾಗಿದೆ',
    paused: 'ನಿಂತಿತು', resumed: 'ಮುಂದುವರಿಯಿತು', checked: 'ತಪಾಸಣೆಯಾಯಿತು', 'second-checked': 'ಎರಡನೇ ತಪಾಸಣೆ', returned: 'ಹಿಂತಿರುಗಿಸಲಾಗಿದೆ', left: 'ಹೊರಹೋಯಿತು',
    'leave-proposed': 'ಹೊರಹೋಗುವ ಪ್ರಸ್ತಾಪ', 'report-seen': 'ವರದಿ ನೋಡಲಾಗಿದೆ', 'reported-back': 'ಕಚೇರಿಗೆ ವರದಿ', prioritised: 'ಆದ್ಯತೆ ಬದಲಾಯಿತು', 'handed-off': 'ಮುಂದೆ ತಿಳಿಸಲಾಗಿದೆ',
    closed: 'ಮುಕ್ತಾಯ', 'incident-joined': 'ಘಟನೆಗೆ ಸೇರಿತು', warned: 'ಎಚ್ಚರಿಕೆ', breached: 'ಗಡುವು ಮೀರಿತು', climbed: 'ಮೇಲಕ್ಕೆ ಹೋಯಿತು', 'breach-withdrawn': 'ತಡ ಹಿಂಪಡೆಯಲಾಗಿದೆ',
  },
};
