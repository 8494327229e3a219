import type { Lang } from './contract';
import { en } from './words.en';
import { hi } from './words.hi';
import { kn } from './words.kn';

/** Every word of the wall. `{n}` stands for a number or name that is put in. */
export interface Words {
  allInTime: string;
  next: string;
  lifeAtRisk: string;
  livesAtRisk: string;
  noLifeAtRisk: string;
  /** While something is in doubt: what is not known may still be. */
  noLifeKnown: string;
  late: string;
  fromOffice: string;
  flagLate: string;
  flagsLate: string;
  notProven: string;
  noFeed: string;
  noBeat: string;
  firstPicture: string;
  asOf: string;
  live: string;
  clockWrong: string;
  /** The same where that is too wide. */
  clockWrongShort: string;
  soundOff: string;
  textTooSmall: string;
  nothingNext: string;
  nobody: string;
  moreLate: string;
  oldest: string;
  noneLate: string;
  noneNewlyLate: string;
  inTriage: string;
  flood: string;
  forwards: string;
  flags: string;
  silent: string;
  median: string;
  yesterday: string;
  yesterdayShort: string;
  delay: string;
  canary: string;
  faults: string;
  diskFull: string;
  clockHeld: string;
  clockStepped: string;
  lateShort: string;
  second: string;
  min: string;
  hour: string;
  demo: string;
  paused: string;
  missing: { link: string; noLink: string; canary: string; followers: string; clock: string; disk: string; faults: string };
  never: string;
  channels: Record<string, string>;
  verbs: Record<string, string>;
  /** The verb `reportBack` where the Home Minister’s office waits; the Chief Minister’s else. */
  tellHome: string;
  stages: Record<string, string>;
  seats: Record<string, string>;
  /** Titles of heads and officers, by the roster's own; one without a word stands as it is. */
  titles: Record<string, string>;
  kinds: Record<string, string>;
  map: { title: string; usual: string; more: string; muchMore: string; farMore: string; units: string; calm: string; noPlaces: string };
  trend: { open: string; opened: string; answered: string; breached: string; fiveMinutes: string };
}

const all: Record<Lang, Words> = { en, hi, kn };

export const wordsOf = (lang: Lang): Words => all[lang];

/** Puts values in for `{n}`, `{a}`… A word without its value stays visible as its name. */
export function fill(template: string, values: Record<string, string | number>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

export function langOf(wanted: string | null): Lang {
  return wanted === 'hi' || wanted === 'kn' ? wanted : 'en';
}
