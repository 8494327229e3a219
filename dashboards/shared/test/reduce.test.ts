import { describe, expect, it } from 'vitest';
import { emptyFeed, reduce } from '../src/reduce';
import type { Message } from '../src/contract';
import { frame, snapshot, T0, wellVitals } from './make';

const fold = (...messages: Message[]) => messages.reduce(reduce, emptyFeed);

describe('reduce', () => {
  it('replaces only the parts that a frame names', () => {
    const state = fold(snapshot(10, { open: 4, triage: 2 }), frame(10, 11, { open: 5 }));
    expect(state.board).toMatchObject({ open: 5, triage: 2 });
    expect(state.to).toBe(11);
  });

  it('asks for a snapshot after a gap, and shows nothing of the frame behind it', () => {
    const state = fold(snapshot(10, { open: 4 }), frame(12, 13, { open: 99 }));
    expect(state).toMatchObject({ gap: true, to: 10 });
    expect(state.board?.open).toBe(4);
  });

  it('stays in the gap until the snapshot comes, whatever frames follow', () => {
    const gap = fold(snapshot(10, { open: 4 }), frame(12, 13, { open: 99 }), frame(13, 14, { open: 100 }));
    expect(gap).toMatchObject({ gap: true, to: 10 });
    const healed = [snapshot(14, { open: 100 }), frame(14, 15, { open: 101 })].reduce(reduce, gap);
    expect(healed).toMatchObject({ gap: false, to: 15 });
    expect(healed.board?.open).toBe(101);
  });

  it('takes a frame that ends where it begins: a machine fault needs no event', () => {
    const state = fold(snapshot(10, { triage: 1 }), frame(10, 10, { triage: 2 }));
    expect(state).toMatchObject({ to: 10, gap: false });
    expect(state.board?.triage).toBe(2);
  });

  it('follows a frame that changes nothing', () => {
    expect(fold(snapshot(10, { open: 4 }), frame(10, 12, {}))).toMatchObject({ to: 12, gap: false });
  });

  it('gives the same object for a duplicate frame', () => {
    const once = fold(snapshot(10), frame(10, 11, { open: 5 }));
    expect(reduce(once, frame(10, 11, { open: 5 }))).toBe(once);
  });

  it('ignores a frame that came late and out of order', () => {
    const state = fold(snapshot(10), frame(10, 11, { open: 5 }), frame(11, 12, { open: 6 }));
    expect(reduce(state, frame(10, 11, { open: 5 }))).toBe(state);
  });

  it('takes a frame that overlaps its own position as a gap', () => {
    expect(fold(snapshot(10), frame(9, 12, { open: 5 }))).toMatchObject({ gap: true, to: 10 });
  });

  it('asks for a snapshot when a frame comes before any', () => {
    expect(fold(frame(0, 1, { open: 1 }))).toMatchObject({ gap: true, board: null });
  });

  it('begins anew with the snapshot of another epoch, though its position is lower', () => {
    const state = fold(snapshot(500, { open: 9 }), snapshot(3, { open: 1 }, { epoch: 'e2' }));
    expect(state).toMatchObject({ to: 3, epoch: 'e2' });
    expect(state.board?.open).toBe(1);
  });

  it('keeps vitals apart from the board', () => {
    const beat: Message = { kind: 'beat', beat: { now: new Date(T0).toISOString(), rate: 1, to: 10, vitals: wellVitals } };
    const state = fold(snapshot(10, { open: 4 }), beat, snapshot(11, { open: 5 }));
    expect(state.vitals?.proven).toBe(true);
    expect(state.board?.open).toBe(5);
  });
});
