import type { Link, LinkState } from '@monitor/shared/contract';
import { age } from '@monitor/shared/countdown';
import { fill } from '@monitor/shared/words';
import { fit, LABEL_SIZES, type Cell } from './fit';
import type { Scene } from './scene';

/** `ok` a thin grey mark, `quiet` a hollow one, `dead` a filled box: form before colour. */
export type FootForm = 'ok' | 'quiet' | 'dead' | 'none';
export interface FootView { name: Cell; value: Cell; form: FootForm }

/** The four channels, then lateness and the test post. Design pixels of each cell's text. */
export const FOOT_WIDTHS = [196, 226, 278, 394, 270, 280] as const;
const GAP = 14;
const CHANNELS = ['x', 'facebook', 'instagram', 'whatsapp'];
const RANK: Record<LinkState, number> = { closed: -1, live: 0, quiet: 1, never: 2, dead: 3 };

export function footViews(s: Scene): FootView[] {
  const links = CHANNELS.map((channel, i) => linkView(s, channel, FOOT_WIDTHS[i] ?? 300));
  return [...links, delayView(s, FOOT_WIDTHS[4]), canaryView(s, FOOT_WIDTHS[5])];
}

/** Of several links of a channel the worst is told. */
function linkView(s: Scene, channel: string, width: number): FootView {
  const links = (s.vitals?.links ?? []).filter((l) => l.channel === channel);
  const worst = links.reduce<Link | null>((w, l) => (w === null || RANK[l.state] > RANK[w.state] ? l : w), null);
  const name = s.words.channels[channel] ?? channel;
  if (worst === null || worst.state === 'closed') return pair(s, width, name, '–', 'none');
  const form: FootForm = worst.state === 'live' ? 'ok' : worst.state === 'quiet' ? 'quiet' : 'dead';
  const value = worst.heardAt === null ? neverWord(s, width, name) : age(s.nowMs - Date.parse(worst.heardAt), s.lang);
  return pair(s, width, name, value, form);
}

/** "Never" where the word has room beside the name; the filled box says it anyway. */
function neverWord(s: Scene, width: number, name: string): string {
  const room = width - s.measure(name, 44, 500) - GAP;
  return s.measure(s.words.never, 44, 600) <= room ? s.words.never : '–';
}

/** A machine that is not well takes the place of its lateness. */
function delayView(s: Scene, width: number): FootView {
  const v = s.vitals;
  if (v === null) return pair(s, width, s.words.delay, '–', 'none');
  if (v.disk === 'full') return pair(s, width, s.words.diskFull, '', 'dead');
  if (v.faults > 0) return pair(s, width, fill(s.words.faults, { n: v.faults }), '', 'dead');
  if (v.clock !== 'ok') return pair(s, width, v.clock === 'held' ? s.words.clockHeld : s.words.clockStepped, '', v.clock === 'held' ? 'dead' : 'quiet');
  if (v.latenessP99Ms === null) return pair(s, width, s.words.delay, '–', 'none');
  const ms = v.latenessP99Ms;
  return pair(s, width, s.words.delay, ms < 10_000 ? `${(ms / 1000).toFixed(1)} ${s.words.second}` : age(ms, s.lang), ms < 5_000 ? 'ok' : 'quiet');
}

const CANARY_LATE_S = 120;

/** The test post comes each real minute, whatever the demo's rate; its age grows with the beats. */
function canaryView(s: Scene, width: number): FootView {
  if (s.vitals === null) return pair(s, width, s.words.canary, '–', 'none');
  const old = s.vitals.canaryAgeSeconds;
  if (old === null) return pair(s, width, s.words.canary, neverWord(s, width, s.words.canary), 'quiet');
  return pair(s, width, s.words.canary, age(old * 1000, s.lang), s.vitals.missing.includes('canary') || old > CANARY_LATE_S ? 'dead' : 'ok');
}

function pair(s: Scene, width: number, name: string, value: string, form: FootForm): FootView {
  const valueCell = fit(s.measure, width, [value], LABEL_SIZES, 600);
  const left = width - s.measure(valueCell.text, 44, 600) - (value === '' ? 0 : GAP);
  return { name: fit(s.measure, left, [name], LABEL_SIZES), value: valueCell, form };
}
