import type { Words } from '@monitor/shared/words';
import { fill } from '@monitor/shared/words';
import { age, countdown } from '@monitor/shared/countdown';
import { believed, isGrey, kindName, minutesOnly, unitName, verbName, type Scene } from './scene';

/** How a part of the status sentence is drawn; each form differs in fill or outline as well as in colour. */
export type Form = 'danger' | 'late' | 'office' | 'unknown' | 'lost' | 'calm' | 'detail' | 'none';
export interface Segment { text: string; form: Form }
export interface StatusView { segments: Segment[]; size: number }

export const SEGMENTS = 5;
const WIDTH = 1376;
const PADDING = 58;
const GAP = 16;
const SIZES = [72, 60, 52, 44];
export const STATUS_WEIGHT = 650;

/**
 * "All in time" only while it is proven: the server says so, this screen's own feed is live, and nothing on the board contradicts it.
 * Unknown is never shown as well.
 */
export function allInTime(s: Scene): boolean {
  return believed(s) && s.vitals?.proven === true && s.vitals.faults === 0 && s.board.atRiskCount === 0 && s.board.lateCount === 0
    && s.board.flags.late === 0 && s.board.forwards.late === 0;
}

export function statusView(s: Scene): StatusView {
  const all = isGrey(s) ? lostSegments(s) : liveSegments(s);
  return fitSentence(s, all);
}

function liveSegments(s: Scene): Segment[] {
  const out = wrongs(s);
  const doubts = doubtSegments(s);
  if (out.length === 0 && doubts.length === 0) return allInTime(s) ? calmSegments(s) : [{ text: s.words.notProven, form: 'unknown' }];
  return [...out, ...doubts];
}

/** What asks for a person, gravest first. */
function wrongs(s: Scene): Segment[] {
  const { board, words } = s;
  const out: Segment[] = [];
  if (board.atRiskCount > 0) out.push({ text: fill(board.atRiskCount === 1 ? words.lifeAtRisk : words.livesAtRisk, { n: board.atRiskCount }), form: 'danger' });
  if (board.lateCount > 0) out.push({ text: fill(words.late, { n: board.lateCount }), form: 'late' });
  if (board.forwards.open > 0 && (out.length > 0 || board.forwards.late > 0)) {
    out.push({ text: fill(words.fromOffice, { n: board.forwards.open }), form: 'office' });
  }
  if (board.flags.late > 0) out.push({ text: fill(board.flags.late === 1 ? words.flagLate : words.flagsLate, { n: board.flags.late }), form: 'late' });
  return out;
}

/** Whether anything is not known: then nothing may be called well. */
export const inDoubt = (s: Scene): boolean => doubtSegments(s).length > 0;

/** What is not known. A silent screen counts as well as a silent link. */
function doubtSegments(s: Scene): Segment[] {
  if (s.phase === 'late') return [{ text: fill(s.words.noBeat, { a: age(s.silentMs, s.lang) }), form: 'unknown' }];
  if (s.vitals === null) return [{ text: s.words.notProven, form: 'unknown' }];
  const named = new Set<string>();
  for (const code of s.vitals.missing) {
    const text = missingText(s, code);
    if (text !== null) named.add(text);
  }
  if (s.vitals.faults > 0) named.add(s.words.missing.faults);
  return [...named].map((text) => ({ text, form: 'unknown' as const }));
}

function missingText(s: Scene, code: string): string | null {
  const known: keyof Words['missing'] | undefined = (['canary', 'followers', 'clock', 'disk', 'faults'] as const).find((k) => k === code);
  if (known !== undefined) return s.words.missing[known];
  if (code === 'link:none') return s.words.missing.noLink;
  if (code.startsWith('link:')) {
    const id = code.slice('link:'.length);
    const channel = s.vitals?.links.find((l) => l.id === id)?.channel ?? id;
    return fill(s.words.missing.link, { a: s.words.channels[channel] ?? channel });
  }
  // At risk and late are said by their own counts.
  return code === 'at-risk' || code === 'late' ? null : code;
}

function calmSegments(s: Scene): Segment[] {
  const first = s.board.next[0];
  const calm: Segment = { text: s.words.allInTime, form: 'calm' };
  if (first === undefined) return [calm];
  const left = countdown(Date.parse(first.dueAt), s.nowMs, s.lang, minutesOnly(s));
  const what = `${left} ${unitName(s, first.unit)}, ${verbName(s, first)}`;
  const where = first.unit === null ? `${left} ${kindName(s, first.category)}, ${verbName(s, first)}` : what;
  return [calm, { text: fill(s.words.next, { a: where }), form: 'detail' }];
}

function lostSegments(s: Scene): Segment[] {
  if (!s.known) return [{ text: s.words.firstPicture, form: 'lost' }];
  return [{ text: s.words.noFeed, form: 'lost' }, ...wrongs(s).map((w) => ({ text: w.text, form: 'detail' as const }))];
}

/** One size for the whole sentence; at the smallest size the least grave parts are left out rather than clipped. */
function fitSentence(s: Scene, wanted: Segment[]): StatusView {
  let segments = wanted.slice(0, SEGMENTS);
  for (;;) {
    for (const size of SIZES) {
      const width = segments.reduce((sum, g) => sum + s.measure(g.text, sizeOf(g, size), STATUS_WEIGHT) + PADDING + GAP, -GAP);
      if (width <= WIDTH || (size === 44 && segments.length === 1)) return { segments: padded(segments), size };
    }
    segments = segments.slice(0, -1);
  }
}

/** The detail of a calm sentence is smaller than its headline. */
export const sizeOf = (g: Segment, size: number): number => (g.form === 'detail' ? Math.min(size, 52) : size);

const padded = (segments: Segment[]): Segment[] =>
  Array.from({ length: SEGMENTS }, (_, i): Segment => segments[i] ?? { text: '', form: 'none' });
