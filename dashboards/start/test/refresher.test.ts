import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Refresher } from '../src/refresher';

describe('what a page asks for when the board moves', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  /** Ten changes a second for four and a half, each question answered after so long. */
  async function tenASecond(answersAfterMs: number): Promise<{ atMs: number[]; most: number; refresher: Refresher }> {
    const [atMs, from] = [[] as number[], Date.now()];
    let [underWay, most] = [0, 0];
    const refresher = new Refresher(async () => {
      atMs.push(Date.now() - from);
      most = Math.max(most, ++underWay);
      if (answersAfterMs > 0) await new Promise((done) => { setTimeout(done, answersAfterMs); });
      underWay--;
    });
    for (let i = 0; i < 45; i++) {
      refresher.changed();
      await vi.advanceTimersByTimeAsync(100);
    }
    return { atMs, most, refresher };
  }

  it('is asked for at once, then once a second at most', async () => {
    const { atMs } = await tenASecond(0);
    expect(atMs).toEqual([0, 1_000, 2_000, 3_000, 4_000]);
  });
  it('is never asked for twice at a time, however slow the answer', async () => {
    const { atMs, most } = await tenASecond(1_500);
    expect([atMs, most]).toEqual([[0, 2_500], 1]);
  });
  it('is asked for after the last change, and not again without one', async () => {
    const { atMs } = await tenASecond(0);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(atMs).toEqual([0, 1_000, 2_000, 3_000, 4_000, 5_000]);
  });
  it('is not asked for when nobody looks any more', async () => {
    const { atMs, refresher } = await tenASecond(0);
    refresher.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(atMs).toHaveLength(5);
  });
});
