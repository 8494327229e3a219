import type { Board, Frame, Message, Snapshot, Vitals } from '../src/contract';
import { emptyBoard } from '../src/emptyBoard';

export const T0 = Date.parse('2026-11-21T15:42:07Z');

export function snapshot(to: number, board: Partial<Board> = {}, change: Partial<Snapshot> = {}): Message {
  const now = new Date(T0).toISOString();
  return { kind: 'snapshot', snapshot: { to, now, rate: 1, board: { ...emptyBoard, ...board }, names: {}, epoch: 'e1', build: 'b1', ...change } };
}

export const frame = (from: number, to: number, changes: Frame['changes']): Message => ({ kind: 'frame', frame: { from, to, changes } });

export const wellVitals: Vitals = {
  links: [], latenessP99Ms: 100, canaryAt: new Date(T0 - 20_000).toISOString(), canaryAgeSeconds: 20, followersBehindSeconds: 0, proven: true, missing: [], clock: 'ok', disk: 'ok',
  faults: 0, demo: null, caption: null,
};
