import type { Lang } from '@monitor/shared/contract';
import { timeWords, ZoneClock } from '@monitor/shared/countdown';
import { seatName } from '@monitor/shared/seat';
import { fill, wordsOf, type Words } from '@monitor/shared/words';
import { Refused, type PlaceReason, type WeighedWord } from './api';
import type { SampleName } from './samples';
import { startWords, type StartWords } from './words';

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

const spaced = (code: string): string => code.replaceAll(/[_.-]/g, ' ').replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** From so far away on the hour alone would mislead. */
const DATED_FROM_MS = 20 * 3_600_000;

/** The page in one language. A code that the language has no word for is shown as English says it, never left out. */
export class Say {
  readonly words: StartWords;
  private readonly wall: Words;
  private readonly zone = new ZoneClock();
  private readonly day: Intl.DateTimeFormat;
  private readonly dayExact: Intl.DateTimeFormat;

  constructor(readonly lang: Lang) {
    this.words = startWords(lang);
    this.wall = wordsOf(lang);
    const day = { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const;
    this.day = this.instants(day);
    this.dayExact = this.instants({ ...day, second: '2-digit' });
  }

  /** Months in the page's language; digits in Latin and 24 hours in every one. */
  instants(parts: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    return new Intl.DateTimeFormat(this.lang === 'en' ? 'en-GB' : `${this.lang}-IN-u-nu-latn`, { timeZone: 'Asia/Kolkata', hourCycle: 'h23', ...parts });
  }

  /** An instant: the time of day, and its day too where that is not plain from `nowMs` (0: nobody knows what time it is). `exact`: to the second. */
  instant(ms: number, nowMs: number, exact: boolean): string {
    if (Math.abs(ms - nowMs) < DATED_FROM_MS) return exact ? this.zone.seconds(ms) : this.zone.minutes(ms);
    return (exact ? this.dayExact : this.day).format(ms);
  }

  language(code: string): string {
    return this.words.languages[code] ?? code;
  }

  clock(code: string): string {
    return this.words.clocks[code] ?? capital(spaced(code));
  }

  channel(code: string): string {
    return this.words.channels[code] ?? capital(code);
  }

  category(code: string | null | undefined): string {
    return code == null ? this.words.none : (this.wall.kinds[code] ?? capital(spaced(code)));
  }

  code(code: string): string {
    return this.words.codes[code] ?? capital(spaced(code));
  }

  event(name: string): string {
    const short = name.replace(/^complaint\./, '');
    return this.words.events[short] ?? capital(spaced(short));
  }

  /** Why something could not be had; a browser's own sentence would be in the browser's language. */
  trouble(error: unknown): string {
    if (!(error instanceof Refused)) return this.words.noServer;
    return error.sentence ?? fill(this.words.serverAnswered, { a: error.status });
  }

  /** What a sample post is a sample of: its language form, or the one that hints at self-harm. */
  sample(name: SampleName): string {
    return name === 'self-harm' ? this.category('SELF_HARM') : this.language(name);
  }

  /** The word that led to a unit, and what kind of word it was; a clue without a word (coordinates) is named alone. */
  place(reason: PlaceReason, text: string): string {
    const word = text.slice(reason.start, reason.end).trim();
    const clue = this.words.codes[reason.clue] ?? spaced(reason.clue);
    return word === '' ? clue : `“${word}”, ${clue}`;
  }

  /** Who acted, by the id of an officer's seat: its title and its unit. Another id stands as it is. */
  person(by: string, unitName: (unit: string) => string): string {
    const cut = by.lastIndexOf('/');
    return cut < 0 || cut === by.indexOf('/') ? by : `${seatName(this.wall, by.slice(cut + 1))}, ${unitName(by.slice(0, cut))}`;
  }

  /** The few plain fields of an event that a reader can use, in a fixed order; those of an action and of a way out stand one deeper. */
  detail(content: Record<string, unknown> | undefined, unitName: (unit: string) => string): string {
    const code = (v: string): string => this.words.codes[v] ?? spaced(v);
    const texts: Record<string, (value: string) => string> = {
      clock: (v) => this.clock(v), percent: (v) => `${v} %`, step: (v) => (v === 'none' ? this.words.nobodyToTell : code(v)),
      rank: code, unit: unitName, stage: code, kind: code, way: code, number: String,
      body: String, reference: (v) => this.words.codes[v] ?? v, office: code, channel: (v) => this.channel(v), why: code, reason: code, category: (v) => this.category(v),
      priority: (v) => `P${v.replace(/^p/i, '')}`,
    };
    const fields: Record<string, unknown> = { ...content, ...nested(content?.action), ...nested(content?.leave) };
    const parts = Object.entries(texts).map(([name, show]) => {
      const value = fields[name];
      return (typeof value === 'string' && value !== '' && (value !== 'none' || name === 'step')) || typeof value === 'number' ? show(String(value)) : '';
    });
    return parts.filter((part) => part !== '').join(', ');
  }
}

const nested = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {});

export const percent = (share: number): string => `${Math.round(share * 100)}\u00a0%`;

/** ISO lengths as a person says them: PT4H → 4 h, PT30M → 30 min, P1DT2H → 1 d 2 h. Other texts stay as they are. */
export function targetName(text: string, lang: Lang = 'en'): string {
  const { day, hour, minute, second } = timeWords[lang];
  const iso = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(text);
  const net = /^(?:(\d+)\.)?(\d\d):(\d\d):(\d\d)$/.exec(text);
  const found = iso !== null && text !== 'P' ? iso : net;
  if (found === null) return text;
  const said = [day, hour, minute, second].map((unit, i) => ({ n: Number(found[i + 1] ?? 0), unit })).filter(({ n }) => n > 0);
  return said.length === 0 ? `0 ${second}` : said.map(({ n, unit }) => `${n} ${unit}`).join(' ');
}
