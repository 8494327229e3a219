import type { StartWords } from './words';

export const en: StartWords = {
  demo: 'DEMO', tagline: 'Demo. Nothing is sent to any citizen.', purpose: 'What citizens write to the police, and what becomes of it.',
  speed: 'Speed of the demo clock', pause: 'Pause', wall: 'Wall:', page: 'This page:',
  map: 'Map', trend: 'Trend', stale: 'No live feed. What you see is as of {a}.',
  nobodyToTell: 'nobody to tell',
  noFeed: 'No live feed. What you see may be old.',
  lastFive: 'The last five posts', noPost: 'No post has arrived yet.', deleted: 'Deleted on the platform.', nameUnknown: 'name unknown', language: 'Language',
  complaint: 'Complaint', category: 'About', flagged: 'Flagged', unit: 'Unit', next: 'Next', yes: 'Yes', no: 'No', unsure: 'Unsure: a person decides', lateBy: 'late by {a}',
  inTime: 'in {a}', docket: 'Docket {a}', byDocket: 'as its docket', nobodyYet: 'nobody yet', none: 'none', notClassified: 'not classified',
  write: 'Write as a citizen', writeLead: 'Your words go through a real signed webhook of the channel, on this machine only.', samples: 'Sample posts', post: 'Post',
  channel: 'Channel', send: 'Send', sending: 'Sending', triage: 'Waits in triage: a person decides', noComplaint: 'No complaint', forUnit: 'for {a}', after: 'after {a} ms',
  clockIn: '{a} in {b}', clockLate: '{a} late by {b}', citizens: 'the citizen’s measure', units: 'the unit’s measure',
  clocksTitle: 'Clocks', history: 'History', received: 'received', incident: 'incident {a}', because: 'Priority because: {a}.', due: 'due {a}', close: 'Close',
  asking: 'Asking for the docket.', noServer: 'The server does not answer.', serverAnswered: 'The server answered {a}.',
  noExplanation: 'No explanation was recorded.', policy: 'Policy {a}, calendar {b}, target {c}, from {d}.', counted: 'counted {a} – {b}',
  leftOut: 'left out {a} – {b}: {c}', pausedBy: 'paused {a} – {b} by {c}', now: 'now',
  languages: {
    en: 'English', hi: 'Hindi', 'hi-Latn': 'Hindi in Latin letters', kn: 'Kannada', 'kn-Latn': 'Kannada in Latin letters', mixed: 'Mixed',
  },
  channels: { x: 'X', facebook: 'Facebook', instagram: 'Instagram', whatsapp: 'WhatsApp', file: 'File', hand: 'By hand' },
  clocks: {
    acknowledge: 'Answer the citizen', accept: 'Accept', act: 'Act', inform: 'Keep informed', keepInformed: 'Keep informed', answer: 'Answer again',
    answerAgain: 'Answer again', check: 'Check', secondCheck: 'Second check', report: 'Report up', reportUp: 'Report up', close: 'Close', reportBack: 'Report back',
    seen: 'See it', told: 'Tell 112', sent: 'Send a unit', reached: 'Reach them', outcome: 'Outcome',
  },
  codes: { fir: 'FIR', eChallan: 'e-challan', told: 'told 112', sent: 'unit sent' },
  calendars: {},
  events: {},
};
