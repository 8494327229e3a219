import type { Board, ClockRow, Lang, Vitals, WallName } from '@monitor/shared/contract';
import type { FeedPhase } from '@monitor/shared/feed';
import { seatName } from '@monitor/shared/seat';
import type { Words } from '@monitor/shared/words';
import { length } from '@monitor/shared/countdown';
import type { Measure } from './fit';

/** All that the view is made of: facts, the moment, and the language. Nothing else reaches the screen. */
export interface Scene {
  board: Board;
  /** False before the first picture: the board is then empty, not calm. */
  known: boolean;
  names: Record<string, WallName>;
  vitals: Vitals | null;
  phase: FeedPhase;
  /** The server's instant; while the feed is lost the instant of the last beat. */
  nowMs: number;
  /** The same clock going on, for the clock face alone: it proves that the page itself lives. */
  clockMs: number;
  rate: number;
  silentMs: number;
  clockOffMs: number;
  soundOff: boolean;
  lang: Lang;
  words: Words;
  measure: Measure;
  /** Rows that came within the last ten seconds. */
  fresh: ReadonlySet<string>;
}

/** Above 1× a second means nothing. */
export const minutesOnly = (s: Scene): boolean => s.rate > 1;

export const unitName = (s: Scene, unit: string | null): string => (unit === null ? s.words.nobody : (s.names[unit]?.[s.lang] ?? unit));

export const kindName = (s: Scene, category: string): string => s.words.kinds[category] ?? category.replaceAll('_', ' ').toLowerCase();

/** Who holds a life at risk. Never a name. */
export const holderName = (s: Scene, holder: string | null): string => (holder === null ? s.words.nobody : seatName(s.words, holder));

/** What is asked for; word to an office names which. */
export const verbName = (s: Scene, row: ClockRow): string =>
  row.verb === 'reportBack' && row.office === 'homeMinister' ? s.words.tellHome : (s.words.verbs[row.verb] ?? row.verb);

export const since = (s: Scene, instant: string): string => length(s.nowMs - Date.parse(instant), s.lang, minutesOnly(s));

/** Age in the fewest characters: whole minutes, hours or days. */
export function shortAge(s: Scene, instant: string): string {
  const ms = s.nowMs - Date.parse(instant);
  return ms < 3_600_000 ? length(ms, s.lang, true) : length(ms, s.lang, true).split(' ').slice(0, 2).join(' ');
}

/** Believed without reserve: only then may anything be called well. */
export const believed = (s: Scene): boolean => s.phase === 'live';

/** Old or no numbers: nothing may be read as the present. */
export const isGrey = (s: Scene): boolean => s.phase === 'lost' || s.phase === 'waiting';
