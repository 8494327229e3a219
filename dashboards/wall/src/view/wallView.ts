import { age, ZoneClock } from '@monitor/shared/countdown';
import type { FeedPhase } from '@monitor/shared/feed';
import { fill } from '@monitor/shared/words';
import { isGrey, type Scene } from './scene';
import { inDoubt, statusView, type StatusView } from './status';
import { moreLine, riskViews, rowViews, type RiskView, type RowView } from './rows';
import { panelViews, type PanelView } from './panels';
import { footViews, type FootView } from './foot';
import { emptyCell, fit, LABEL_SIZES, ROW_SIZES, type Cell } from './fit';

/** What the feed state says, beside the clock. `stale` is sky blue, a colour that means nothing else. */
export interface FeedView { text: string; stale: boolean; sound: string }

/** One immutable picture of the wall. */
export interface WallView {
  phase: FeedPhase;
  grey: boolean;
  night: boolean;
  status: StatusView;
  clock: Cell;
  demo: boolean;
  feed: FeedView;
  risks: RiskView[];
  riskEmpty: string;
  rows: RowView[];
  more: Cell;
  panels: PanelView[];
  foot: FootView[];
  caption: Cell;
}

const zone = new ZoneClock();
const CLOCK_WRONG_MS = 2_000;
const CAPTION_WIDTH = 1800;
const CLOCK_WIDTH = 444;
const PILL_WIDTH = 440;

export function wallView(s: Scene): WallView {
  const hour = zone.hour(s.nowMs);
  const grey = isGrey(s);
  const caption = s.vitals?.caption ?? null;
  return {
    phase: s.phase,
    grey,
    night: hour >= 22 || hour < 6,
    status: statusView(s),
    clock: s.known ? clockText(s) : { text: '–', size: 52 },
    demo: isDemo(s),
    feed: feedView(s),
    risks: riskViews(s),
    riskEmpty: s.board.atRiskCount > 0 ? '' : grey ? '–' : inDoubt(s) ? s.words.noLifeKnown : s.words.noLifeAtRisk,
    rows: rowViews(s),
    more: moreLine(s),
    panels: panelViews(s),
    foot: footViews(s),
    caption: caption === null || grey ? emptyCell : fit(s.measure, CAPTION_WIDTH, [caption[s.lang]], ROW_SIZES, 600),
  };
}

const isDemo = (s: Scene): boolean => s.vitals?.demo != null;

function clockText(s: Scene): Cell {
  const demo = s.vitals?.demo ?? null;
  if (demo === null) return { text: zone.seconds(s.clockMs), size: 52 };
  const told = (speed: string): string => fill(s.words.demo, { a: speed, b: zone.minutes(s.nowMs) });
  const paused = told(s.words.paused);
  return fit(s.measure, CLOCK_WIDTH, demo.paused ? [paused, paused.replace(' ·', ''), told('0×')] : [told(`${demo.rate}×`)], LABEL_SIZES, 600);
}

function feedView(s: Scene): FeedView {
  const sound = s.soundOff ? s.words.soundOff : '';
  switch (s.phase) {
    case 'waiting': return { text: s.known ? fill(s.words.asOf, { a: zone.seconds(s.nowMs) }) : s.words.noFeed, stale: true, sound: '' };
    case 'lost': return { text: fill(s.words.asOf, { a: zone.seconds(s.nowMs) }), stale: true, sound: '' };
    case 'late': return { text: fill(s.words.noBeat, { a: age(s.silentMs, s.lang) }), stale: true, sound: '' };
    case 'live': {
      const wrong = !isDemo(s) && Math.abs(s.clockOffMs) > CLOCK_WRONG_MS;
      return wrong ? { text: clockWrong(s), stale: true, sound: '' } : { text: s.words.live, stale: false, sound };
    }
  }
}

function clockWrong(s: Scene): string {
  const told = [s.words.clockWrong, s.words.clockWrongShort].map((words) => fill(words, { a: age(Math.abs(s.clockOffMs), s.lang) }));
  return fit(s.measure, PILL_WIDTH, told, LABEL_SIZES, 650).text;
}
