import type { AtRiskRow, ClockRow } from '@monitor/shared/contract';
import { fill } from '@monitor/shared/words';
import { countdown } from '@monitor/shared/countdown';
import { emptyCell, fit, LABEL_SIZES, ROW_SIZES, type Cell } from './fit';
import { holderName, isGrey, kindName, minutesOnly, shortAge, since, unitName, verbName, type Scene } from './scene';

export const AT_RISK_ROWS = 2;
export const LATE_ROWS = 3;
export const NEXT_ROWS = 4;
export const ROWS = LATE_ROWS + NEXT_ROWS;

/** Design pixels of the cells' text; the style sheet's columns are these plus their padding. */
export const COLUMNS = { time: 218, docket: 140, verb: 208, kind: 268, where: 384, line: 1330 } as const;
export const RISK_COLUMNS = { kind: 350, place: 312, age: 156, stage: 320, stageTime: 184, holder: 292 } as const;

/** `late` is a filled box, `soon` coloured text with a bar, `plain` neither: the form differs, not the colour alone. */
export type TimeForm = 'late' | 'soon' | 'plain' | 'none';

export interface RowView {
  /** What stands here; a slot whose key changed is outlined for ten seconds. */
  key: string;
  priority: number;
  time: Cell;
  form: TimeForm;
  docket: Cell;
  office: boolean;
  verb: Cell;
  kind: Cell;
  where: Cell;
  fresh: boolean;
  /** Set instead of the cells where the row is one sentence. */
  line: Cell;
  /** Flood only: share of the largest count, in eighths. */
  eighths: number;
}

const SOON_MS = 10 * 60_000;

const emptyRow: RowView = {
  key: '', priority: -1, time: emptyCell, form: 'none', docket: emptyCell, office: false, verb: emptyCell, kind: emptyCell, where: emptyCell, fresh: false,
  line: emptyCell, eighths: 0,
};

export function rowViews(s: Scene): RowView[] {
  if (s.board.floodUnits.length > 0) return floodRows(s);
  const late = Array.from({ length: LATE_ROWS }, (_, i) => clockRow(s, s.board.late[i]));
  const next = Array.from({ length: NEXT_ROWS }, (_, i) => clockRow(s, s.board.next[i]));
  if (s.board.late.length === 0) late[0] = sentence(s, isGrey(s) ? '–' : s.board.lateCount > 0 ? s.words.noneNewlyLate : s.words.noneLate);
  if (s.board.next.length === 0) next[0] = sentence(s, isGrey(s) ? '–' : s.words.nothingNext);
  return [...late, ...next];
}

const sentence = (s: Scene, text: string): RowView => ({ ...emptyRow, line: fit(s.measure, COLUMNS.line, [text]) });

function clockRow(s: Scene, row: ClockRow | undefined): RowView {
  if (row === undefined) return emptyRow;
  const due = Date.parse(row.dueAt);
  const left = due - s.nowMs;
  const kind = kindName(s, row.category);
  const unit = unitName(s, row.unit);
  const rank = row.rank === null ? null : holderName(s, row.rank);
  return {
    key: row.docket + row.verb,
    priority: row.priority,
    time: fit(s.measure, COLUMNS.time, [countdown(due, s.nowMs, s.lang, minutesOnly(s)), shortCountdown(s, due)], ROW_SIZES, 650),
    form: row.late ? 'late' : left <= SOON_MS ? 'soon' : 'plain',
    docket: fit(s.measure, COLUMNS.docket, row.count > 1 ? [`×${row.count}`, '>999'] : [docketTail(row.docket)]),
    office: row.office === 'chiefMinister' || row.office === 'homeMinister',
    verb: fit(s.measure, COLUMNS.verb, [verbName(s, row)], ROW_SIZES, 650),
    kind: fit(s.measure, COLUMNS.kind, [kind]),
    where: fit(s.measure, COLUMNS.where, rank === null ? [unit] : [`${rank} ${unit}`, rank]),
    fresh: s.fresh.has(row.docket + row.verb),
    line: emptyCell,
    eighths: 0,
  };
}

/** The last four digits of the number; its check digit (after the last hyphen) is not among them. */
const docketTail = (docket: string): string => docket.replace(/-\d$/, '').replaceAll(/\W/g, '').slice(-4);

function shortCountdown(s: Scene, due: number): string {
  const sign = due > s.nowMs ? '' : '+';
  return sign + shortAge(s, new Date(s.nowMs - Math.abs(due - s.nowMs)).toISOString());
}

/** More than ten clocks ran out within ten minutes: units with counts of these and a bar, so that the flood is read as one event. */
function floodRows(s: Scene): RowView[] {
  const units = s.board.floodUnits.slice(0, ROWS - 1);
  const most = Math.max(1, ...units.map((u) => u.count));
  const rows = units.map((u): RowView => ({
    ...emptyRow,
    key: `flood${u.unit ?? ''}`,
    time: fit(s.measure, COLUMNS.time, [`×${u.count}`], ROW_SIZES, 650),
    form: 'plain',
    where: fit(s.measure, COLUMNS.where, [unitName(s, u.unit)]),
    eighths: Math.max(1, Math.round((8 * u.count) / most)),
  }));
  while (rows.length < ROWS - 1) rows.push(emptyRow);
  return [sentence(s, s.words.flood), ...rows];
}

/** "+22 late, oldest 3 d · Whitefield 6, HSR 4", else what waits to be sorted by hand. */
export function moreLine(s: Scene): Cell {
  const { moreLate, triage } = s.board;
  const sort = triage > 0 ? fill(s.words.inTriage, { n: triage }) : '';
  if (moreLate.count === 0) return fit(s.measure, COLUMNS.line, [sort]);
  const oldest = moreLate.oldestDueAt === null ? '' : `, ${fill(s.words.oldest, { a: shortAge(s, moreLate.oldestDueAt) })}`;
  const head = fill(s.words.moreLate, { n: moreLate.count }) + oldest;
  const units = moreLate.units.map((u) => `${unitName(s, u.unit)} ${u.count}`);
  const wordings = [2, 1, 0].flatMap((n) => {
    const withUnits = n === 0 ? head : `${head} · ${units.slice(0, n).join(', ')}`;
    return sort === '' ? [withUnits] : [`${withUnits} · ${sort}`];
  });
  return fit(s.measure, COLUMNS.line, [...wordings, head]);
}

export interface RiskView {
  key: string;
  /** Nobody has taken it yet: the whole row is filled. Once a unit is on its way it is outlined. */
  open: boolean;
  kind: Cell;
  place: Cell;
  age: Cell;
  stage: Cell;
  stageTime: Cell;
  stageLate: boolean;
  /** Stages behind it, of five. */
  done: number;
  holder: Cell;
}

export const STAGES = ['seen', 'told', 'sent', 'reached', 'outcome'];

const emptyRisk: RiskView = {
  key: '', open: false, kind: emptyCell, place: emptyCell, age: emptyCell, stage: emptyCell, stageTime: emptyCell, stageLate: false, done: 0, holder: emptyCell,
};

export const riskViews = (s: Scene): RiskView[] =>
  Array.from({ length: AT_RISK_ROWS }, (_, i) => riskRow(s, s.board.atRisk[i], i === AT_RISK_ROWS - 1 ? s.board.atRiskCount - AT_RISK_ROWS : 0));

/** `more`: how many lives at risk have no row; the last row tells. */
function riskRow(s: Scene, row: AtRiskRow | undefined, more: number): RiskView {
  if (row === undefined) return emptyRisk;
  const done = Math.max(0, STAGES.indexOf(row.stage));
  const due = row.stageDueAt === null ? null : Date.parse(row.stageDueAt);
  const kind = kindName(s, row.category);
  return {
    key: row.docket,
    open: done < 2,
    kind: fit(s.measure, RISK_COLUMNS.kind, row.count > 1 ? [`${kind} ×${row.count}`, kind] : [kind], ROW_SIZES, 650),
    place: fit(s.measure, RISK_COLUMNS.place, [unitName(s, row.unit)]),
    age: fit(s.measure, RISK_COLUMNS.age, [since(s, row.receivedAt), shortAge(s, row.receivedAt)]),
    stage: fit(s.measure, RISK_COLUMNS.stage, [s.words.stages[row.stage] ?? row.stage], ROW_SIZES, 650),
    stageTime: due === null ? emptyCell : fit(s.measure, RISK_COLUMNS.stageTime, [countdown(due, s.nowMs, s.lang, minutesOnly(s)), shortCountdown(s, due)], ROW_SIZES, 650),
    stageLate: due !== null && due <= s.nowMs,
    done,
    holder: fit(s.measure, RISK_COLUMNS.holder, more > 0 ? [`${holderName(s, row.holder)} · +${more}`, `+${more}`] : [holderName(s, row.holder)], LABEL_SIZES),
  };
}
