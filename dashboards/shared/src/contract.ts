// What the server sends over /live/board (design section 9). Names are the wire's names.

export type Lang = 'en' | 'hi' | 'kn';
export type Instant = string;

export interface WallName { en: string; hi: string; kn: string }

export type Verb =
  | 'none' | 'acknowledge' | 'accept' | 'act' | 'inform' | 'answer' | 'check' | 'secondCheck' | 'report' | 'close' | 'reportBack' | 'see';

export type Stage = 'seen' | 'told' | 'sent' | 'reached' | 'outcome';

export interface AtRiskRow {
  docket: string;
  category: string;
  unit: string | null;
  receivedAt: Instant;
  stage: string;
  stageDueAt: Instant | null;
  holder: string | null;
  count: number;
}

export interface ClockRow {
  docket: string;
  priority: number;
  dueAt: Instant;
  verb: Verb;
  category: string;
  unit: string | null;
  rank: string | null;
  late: boolean;
  office: 'none' | 'chiefMinister' | 'homeMinister';
  count: number;
}

export interface UnitCount { unit: string | null; count: number }
export interface MoreLate { count: number; oldestDueAt: Instant | null; units: UnitCount[] }
export interface Forwards { open: number; late: number; oldestAt: Instant | null; nextDueAt: Instant | null }
export interface FlagsWaiting { waiting: number; late: number; oldestAt: Instant | null; byLabel: Record<string, number> }
export interface SilentAccount { unit: string | null; handle: string; red: boolean; sinceAt: Instant }
export interface SilentAccounts { amber: number; red: number; longest: SilentAccount[] }
export interface Answers {
  date: string;
  answered: number;
  medianSeconds: number | null;
  yesterdayAnswered: number;
  yesterdayMedianSeconds: number | null;
}
export interface UnitLoad { unit: string; open: number; late: number; openedThisHour: number; usualThisHour: number }
export interface TrendPoint { at: Instant; opened: number; answered: number; breached: number; open: number }

/** The board as every wall shows it; parts are replaced whole by a frame. */
export interface Board {
  open: number;
  triage: number;
  atRiskCount: number;
  atRisk: AtRiskRow[];
  lateCount: number;
  late: ClockRow[];
  next: ClockRow[];
  /** Docket of the newest priority 1 complaint without a unit, shown or not. */
  unowned: string | null;
  moreLate: MoreLate;
  floodUnits: UnitCount[];
  forwards: Forwards;
  flags: FlagsWaiting;
  silent: SilentAccounts;
  answers: Answers;
  units: UnitLoad[];
  trend: TrendPoint[];
  faults: string[];
}

export type LinkState = 'live' | 'quiet' | 'dead' | 'never' | 'closed';
export interface Link { id: string; channel: string; state: LinkState; heardAt: Instant | null; usualGapSeconds: number | null }
export interface Caption { id: string; en: string; hi: string; kn: string }
export interface Demo { rate: number; paused: boolean; scenario?: string }

export interface Vitals {
  links: Link[];
  latenessP99Ms: number | null;
  canaryAt: Instant | null;
  /** Real seconds, at whatever rate a demo's clock runs. */
  canaryAgeSeconds: number | null;
  followersBehindSeconds: number;
  proven: boolean;
  missing: string[];
  clock: 'ok' | 'held' | 'stepped';
  disk: 'ok' | 'full';
  faults: number;
  demo: Demo | null;
  caption: Caption | null;
}

export interface Snapshot {
  to: number;
  now: Instant;
  rate: number;
  board: Board;
  names: Record<string, WallName>;
  epoch: string;
  build: string;
}

export interface Frame { from: number; to: number; changes: Partial<Board> }
export interface Beat { now: Instant; rate: number; to: number; vitals: Vitals }

export type Message =
  | { kind: 'snapshot'; snapshot: Snapshot }
  | { kind: 'frame'; frame: Frame }
  | { kind: 'beat'; beat: Beat };

export type Room = 'wall' | 'map' | 'trend' | 'start';
