import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Hub } from '@monitor/shared/connection';
import { snapshot, T0, wellVitals } from '../../shared/test/make';
import { Say } from '../src/say';

class FakeHub implements Hub {
  private readonly heard = new Map<string, (argument: never) => void>();
  closed: () => void = () => undefined;
  start = (): Promise<void> => Promise.resolve();
  stop = (): Promise<void> => Promise.resolve();
  invoke = (): Promise<unknown> => Promise.resolve(undefined);
  on(event: string, heard: (argument: never) => void): void {
    this.heard.set(event, heard);
  }
  onclose(closed: () => void): void {
    this.closed = closed;
  }
  snapshot(): void {
    const told = snapshot(1);
    if (told.kind === 'snapshot') this.heard.get('snapshot')?.(told.snapshot as never);
  }
  beat(seconds: number): void {
    const beat = { now: new Date(T0 + 60 * seconds * 1_000).toISOString(), rate: 60, to: 1, vitals: wellVitals };
    this.heard.get('beat')?.(beat as never);
  }
}

describe('the page’s clock', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    // The compiler makes signals of these; here they are plain values.
    vi.stubGlobal('$state', Object.assign(<T>(value: T): T => value, { raw: <T>(value: T): T => value }));
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it('stands on the last beat while the feed is lost, and tells of when that was', async () => {
    const { Live } = await import('../src/live.svelte');
    const hub = new FakeHub();
    const live = new Live(hub);
    live.start();
    hub.beat(0);
    vi.advanceTimersByTime(1_000);
    hub.beat(1);
    expect([live.phase, live.now, live.heardAt]).toEqual(['live', T0 + 60_000, T0 + 60_000]);
    vi.advanceTimersByTime(5_000);
    expect([live.phase, live.now, live.heardAt]).toEqual(['late', T0 + 6 * 60_000, T0 + 60_000]);
    vi.advanceTimersByTime(60_000);
    expect([live.phase, live.now, live.heardAt]).toEqual(['lost', T0 + 60_000, T0 + 60_000]);
    hub.beat(66);
    vi.advanceTimersByTime(1_000);
    expect([live.phase, live.now]).toEqual(['lost', T0 + 66 * 60_000]);
  });

  it('says after three seconds that nothing was heard yet, and not before', async () => {
    const { Live } = await import('../src/live.svelte');
    const hub = new FakeHub();
    const live = new Live(hub);
    live.start();
    vi.advanceTimersByTime(2_000);
    expect([live.phase, live.unheard]).toEqual(['waiting', false]);
    vi.advanceTimersByTime(1_000);
    expect([live.phase, live.unheard]).toEqual(['waiting', true]);
    hub.beat(0);
    expect([live.phase, live.unheard]).toEqual(['live', false]);
  });

  it('asks for the units’ names without a feed, and again with each snapshot', async () => {
    const asked: string[] = [];
    vi.stubGlobal('fetch', (path: string) => {
      asked.push(path);
      return Promise.resolve(new Response(JSON.stringify({ items: [{ id: 'whitefield', name: 'Whitefield Police Station', hi: 'व', kn: 'ವ' }] })));
    });
    const { Live } = await import('../src/live.svelte');
    const hub = new FakeHub();
    const live = new Live(hub);
    live.start();
    await vi.advanceTimersByTimeAsync(0);
    expect(live.unitName('whitefield', new Say('en'))).toBe('Whitefield Police Station');
    hub.snapshot();
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toEqual(['/api/units', '/api/units']);
  });
});
