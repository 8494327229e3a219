import type { LanguageForm } from './api';

/** A language form, or the one that hints at self-harm. */
export type SampleName = LanguageForm | 'self-harm';
export interface Sample { name: SampleName; lang: string; channel: string; text: string }

/** Of a city's day. One of each language form; the last hints at self-harm, so that the handoff to the emergency line can be watched. */
const city: readonly Sample[] = [
  {
    name: 'en', lang: 'en', channel: 'x',
    text: 'My gold chain was snatched near Silk Board junction ten minutes ago, two men on a black bike went towards HSR Layout. Please help.',
  },
  {
    name: 'hi', lang: 'hi', channel: 'facebook',
    text: 'कोरमंगला में रात 12 बजे के बाद भी डीजे बज रहा है, बच्चे सो नहीं पा रहे। कृपया इसे बंद करवाइए।',
  },
  {
    name: 'hi-Latn', lang: 'hi-Latn', channel: 'x',
    text: 'HSR Layout sector 2 mein do ghante se jaam hai, signal kharab hai aur koi traffic police nahi hai. Kuch kijiye.',
  },
  {
    name: 'kn', lang: 'kn', channel: 'instagram',
    text: 'ಮಡಿವಾಳ ಮಾರುಕಟ್ಟೆ ಬಳಿ ನನ್ನ ಮೊಬೈಲ್ ಕಳ್ಳತನವಾಗಿದೆ, ದಯವಿಟ್ಟು ಸಹಾಯ ಮಾಡಿ.',
  },
  {
    name: 'kn-Latn', lang: 'kn-Latn', channel: 'whatsapp',
    text: 'Electronic City flyover kelage dina raatri wheelie maadtaare, helmet illa, dayavittu krama tegedukolli.',
  },
  {
    name: 'self-harm', lang: 'en', channel: 'whatsapp',
    text: 'Whitefield PG alli obbale iddini. I cannot go on any more, ivattu nanna jeevana mugisthini. Sorry amma.',
  },
];

/** The same of a district's night: its places are others. */
const district: Record<SampleName, string> = {
  en: 'My gold chain was snatched near Izzatnagar ten minutes ago, two men on a black bike went towards Kutubkhana. Please help.',
  hi: 'सुभाषनगर में रात 12 बजे के बाद भी डीजे बज रहा है, बच्चे सो नहीं पा रहे। कृपया इसे बंद करवाइए।',
  'hi-Latn': 'Prem Nagar mein do ghante se jaam hai, signal kharab hai aur koi traffic police nahi hai. Kuch kijiye.',
  kn: 'ಬರೇಲಿಯ Subhash Nagar ಬಳಿ ನನ್ನ ಮೊಬೈಲ್ ಕಳ್ಳತನವಾಗಿದೆ, ದಯವಿಟ್ಟು ಸಹಾಯ ಮಾಡಿ.',
  'kn-Latn': 'Bareilly Izzatnagar railway station hattira nanna bag kallatana aagide, dayavittu krama tegedukolli.',
  mixed: '',
  'self-harm': 'Izzatnagar hostel mein akeli hun. I cannot go on any more, aaj raat main jaan de dungi. Sorry maa.',
};

export const samplesOf = (scenario: string): readonly Sample[] =>
  scenario.startsWith('bareilly') ? city.map((sample) => ({ ...sample, text: district[sample.name] })) : city;
