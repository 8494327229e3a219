import type { Board } from './contract';

/** Stands where no board is known; whoever shows it must say so. */
export const emptyBoard: Board = {
  open: 0, triage: 0, atRiskCount: 0, atRisk: [], lateCount: 0, late: [], next: [], unowned: null,
  moreLate: { count: 0, oldestDueAt: null, units: [] },
  floodUnits: [],
  forwards: { open: 0, late: 0, oldestAt: null, nextDueAt: null },
  flags: { waiting: 0, late: 0, oldestAt: null, byLabel: {} },
  silent: { amber: 0, red: 0, longest: [] },
  answers: { date: '', answered: 0, medianSeconds: null, yesterdayAnswered: 0, yesterdayMedianSeconds: null },
  units: [], trend: [], faults: [],
};
