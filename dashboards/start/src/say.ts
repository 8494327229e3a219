import type { PlaceReason, WeighedWord } from './api';
import { fill } from '@monitor/shared/words';
import { en } from '@monitor/shared/words.en';

export interface Piece { text: string; strength: 0 | 1 | 2 | 3 }

/**
 * Cuts a text at the offsets of the words that weighed (UTF-16, end exclusive). Offsets that overlap, run backwards or past the end are
 * clamped, so that a wrong verdict can never lose or double a letter. Strength is relative to the heaviest.
 */
export function pieces(text: string, words: readonly WeighedWord[]): Piece[] {
  const heaviest = Math.max(0, ...words.map((w) => Math.abs(w.weight)));
  const out: Piece[] = [];
  let at = 0;
  for (const w of [...words].sort((a, b) => a.start - b.start)) {
    const start = Math.max(at, w.start);
    const end = Math.min(text.length, w.end);
    if (end <= start) continue;
    if (start > at) out.push({ text: text.slice(at, start), strength: 0 });
    const share = heaviest === 0 ? 0 : Math.abs(w.weight) / heaviest;
    out.push({ text: text.slice(start, end), strength: share > 0.66 ? 3 : share > 0.33 ? 2 : 1 });
    at = end;
  }
  if (at < text.length) out.push({ text: text.slice(at), strength: 0 });
  return out;
}

const languages: Record<string, string> = {
  en: 'English', hi: 'Hindi', 'hi-Latn': 'Hindi in Latin letters', kn: 'Kannada', 'kn-Latn': 'Kannada in Latin letters', mixed: 'Mixed',
};
const clocks: Record<string, string> = {
  acknowledge: 'Answer the citizen', accept: 'Accept', act: 'Act', inform: 'Keep informed', keepInformed: 'Keep informed', answer: 'Answer again',
  answerAgain: 'Answer again', check: 'Check', secondCheck: 'Second check', report: 'Report up', reportUp: 'Report up', close: 'Close', reportBack: 'Report back',
};
const channels: Record<string, string> = { x: 'X', facebook: 'Facebook', instagram: 'Instagram', whatsapp: 'WhatsApp', file: 'File', hand: 'By hand' };

const spaced = (code: string): string => code.replaceAll(/[_.-]/g, ' ').replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const languageName = (code: string): string => languages[code] ?? code;
export const clockName = (code: string): string => clocks[code] ?? capital(spaced(code));
export const channelName = (code: string): string => channels[code] ?? capital(code);
export const categoryName = (code: string | null | undefined): string => (code == null ? 'none' : (en.kinds[code] ?? capital(spaced(code))));
/** The word that led to a unit, and what kind of word it was; a clue without a word (coordinates) is named alone. */
export function placeReason(reason: PlaceReason, text: string): string {
  const word = text.slice(reason.start, reason.end).trim();
  return word === '' ? spaced(reason.clue) : `“${word}”, ${spaced(reason.clue)}`;
}

const TOLD = ['clock', 'percent', 'step', 'title', 'unit', 'stage', 'action', 'number', 'outcome', 'channel', 'why', 'reason', 'category', 'priority'];

/** The few plain fields of an event that a reader can use, in a fixed order. */
export function eventDetail(content: Record<string, unknown> | undefined): string {
  const parts = TOLD.map((name) => [name, content?.[name]] as const).filter(([, value]) => typeof value === 'string' || typeof value === 'number');
  return parts.map(([name, value]) => `${name} ${String(value)}`).join(', ');
}

export const stateName = (code: string): string => capital(spaced(code));
export const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** ISO lengths as a person says them: PT4H → 4 h, PT30M → 30 min, P1DT2H → 1 d 2 h. Other texts stay as they are. */
export function targetName(text: string): string {
  const iso = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(text);
  if (iso !== null && text !== 'P') return joined([[iso[1], 'd'], [iso[2], 'h'], [iso[3], 'min'], [iso[4], 's']]);
  const net = /^(?:(\d+)\.)?(\d\d):(\d\d):(\d\d)$/.exec(text);
  return net === null ? text : joined([[net[1], 'd'], [net[2], 'h'], [net[3], 'min'], [net[4], 's']]);
}

const joined = (parts: [string | undefined, string][]): string => {
  const said = parts.filter(([n]) => n !== undefined && Number(n) > 0).map(([n, unit]) => fill('{n} {u}', { n: Number(n), u: unit }));
  return said.length === 0 ? '0 s' : said.join(' ');
};
