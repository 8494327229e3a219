import { fill } from '@monitor/shared/words';
import { length } from '@monitor/shared/countdown';
import { fit, LABEL_SIZES, type Cell } from './fit';
import { minutesOnly, shortAge, unitName, type Scene } from './scene';
import type { TimeForm } from './rows';

export interface PanelView { label: Cell; number: string; detail: Cell; form: TimeForm }

const LABEL_WIDTH = 448;
const NUMBER_SIZE = 96;

export function panelViews(s: Scene): PanelView[] {
  if (!s.known) return [s.words.forwards, s.words.flags, s.words.silent, s.words.median].map((label) => panel(s, label, '–', [''], 'none'));
  return [forwards(s), flags(s), silent(s), median(s)];
}

function panel(s: Scene, label: string, number: string, details: string[], form: TimeForm): PanelView {
  const left = LABEL_WIDTH - s.measure(number, NUMBER_SIZE, 600) - 32;
  return {
    label: fit(s.measure, LABEL_WIDTH, [label], LABEL_SIZES),
    number,
    detail: fit(s.measure, left, details, LABEL_SIZES, 600),
    form,
  };
}

function forwards(s: Scene): PanelView {
  const f = s.board.forwards;
  if (f.late > 0) return panel(s, s.words.forwards, String(f.open), [fill(s.words.lateShort, { n: f.late })], 'late');
  if (f.nextDueAt === null) return panel(s, s.words.forwards, String(f.open), [''], 'none');
  const left = length(Date.parse(f.nextDueAt) - s.nowMs, s.lang, minutesOnly(s));
  return panel(s, s.words.forwards, String(f.open), [fill(s.words.next, { a: left }), left], 'none');
}

function flags(s: Scene): PanelView {
  const f = s.board.flags;
  const late = fill(s.words.lateShort, { n: f.late });
  if (f.late > 0) return panel(s, s.words.flags, String(f.waiting), [late], 'late');
  if (f.oldestAt === null) return panel(s, s.words.flags, String(f.waiting), [''], 'none');
  const age = shortAge(s, f.oldestAt);
  return panel(s, s.words.flags, String(f.waiting), [fill(s.words.oldest, { a: age }), age], 'none');
}

function silent(s: Scene): PanelView {
  const a = s.board.silent;
  const longest = a.longest[0];
  const name = longest === undefined ? '' : longest.unit === null ? longest.handle : unitName(s, longest.unit);
  return panel(s, s.words.silent, String(a.amber + a.red), [name, longest === undefined ? '' : shortAge(s, longest.sinceAt)], a.red > 0 ? 'late' : a.amber > 0 ? 'soon' : 'none');
}

/** Today's median time to the first answer (the citizen's measure) against yesterday's at this hour, both in one unit. */
function median(s: Scene): PanelView {
  const { medianSeconds: today, yesterdayMedianSeconds: before } = s.board.answers;
  const hours = Math.max(today ?? 0, before ?? 0) >= 3_600;
  const show = (seconds: number | null): string => (seconds === null ? '–' : hours ? (seconds / 3_600).toFixed(1) : String(Math.round(seconds / 60)));
  const then = show(before);
  const yesterday = before === null ? [''] : [fill(s.words.yesterday, { a: then }), fill(s.words.yesterdayShort, { a: then }), then];
  return panel(s, `${s.words.median}, ${hours ? s.words.hour : s.words.min}`, show(today), yesterday, 'none');
}
