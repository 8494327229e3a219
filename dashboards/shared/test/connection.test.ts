import { describe, expect, it } from 'vitest';
import { Connection, retryDelayMs, type Hub, type Surroundings } from '../src/connection';
import type { Message } from '../src/contract';

class FakeHub implements Hub {
  readonly calls: string[] = [];
  readonly heard = new Map<string, (argument: never) => void>();
  closed: () => void = () => undefined;
  up = true;
  start(): Promise<void> {
    this.calls.push('start');
    return this.up ? Promise.resolve() : Promise.reject(new Error('refused'));
  }
  stop(): Promise<void> {
    this.calls.push('stop');
    this.closed();
    return Promise.resolve();
  }
  invoke(method: string): Promise<unknown> {
    this.calls.push(method);
    return Promise.resolve(undefined);
  }
  on(event: string, heard: (argument: never) => void): void {
    this.heard.set(event, heard);
  }
  onclose(closed: () => void): void {
    this.closed = closed;
  }
  say(event: string, what: unknown): void {
    this.heard.get(event)?.(what as never);
  }
}

class FakeTime implements Surroundings {
  private now = 0;
  private readonly waiting: { at: number; run: () => void }[] = [];
  after(ms: number, run: () => void): void {
    this.waiting.push({ at: this.now + ms, run });
  }
  chance(): number {
    return 0.5;
  }
  async pass(ms: number): Promise<void> {
    const end = this.now + ms;
    for (;;) {
      await settled();
      this.waiting.sort((a, b) => a.at - b.at);
      const first = this.waiting[0];
      if (first === undefined || first.at > end) break;
      this.waiting.shift();
      this.now = first.at;
      first.run();
    }
    this.now = end;
  }
}

const settled = async (): Promise<void> => {
  for (let i = 0; i < 10; i++) await Promise.resolve();
};

function rig() {
  const hub = new FakeHub();
  const time = new FakeTime();
  const messages: Message[] = [];
  const edges: string[] = [];
  const connection = new Connection(hub, 'wall', { message: (m) => messages.push(m), up: () => edges.push('up'), down: () => edges.push('down') }, time);
  return { hub, time, messages, edges, connection };
}

describe('Connection', () => {
  it('watches its room after every start', async () => {
    const { hub, time, connection, edges } = rig();
    connection.start();
    await settled();
    expect(hub.calls).toEqual(['start', 'Watch']);
    hub.closed();
    await time.pass(1_000);
    expect(hub.calls).toEqual(['start', 'Watch', 'start', 'Watch']);
    expect(edges).toEqual(['up', 'down', 'up']);
  });

  it('retries for ever while the server is gone', async () => {
    const { hub, time, connection } = rig();
    hub.up = false;
    connection.start();
    await time.pass(600_000);
    expect(hub.calls.length).toBeGreaterThan(120);
    hub.up = true;
    await time.pass(5_000);
    expect(hub.calls.slice(-1)).not.toEqual(['start']);
  });

  it('asks for a snapshot once, and again when none came', async () => {
    const { hub, time, connection } = rig();
    connection.start();
    await settled();
    hub.say('snapshot', { to: 1 });
    connection.askSnapshot();
    connection.askSnapshot();
    expect(hub.calls.filter((c) => c === 'Snapshot')).toHaveLength(1);
    await time.pass(2_100);
    expect(hub.calls.filter((c) => c === 'Snapshot')).toHaveLength(2);
    hub.say('snapshot', { to: 2 });
    await time.pass(10_000);
    expect(hub.calls.filter((c) => c === 'Snapshot')).toHaveLength(2);
  });

  it('asks by itself when watching brought no snapshot', async () => {
    const { hub, time, connection } = rig();
    connection.start();
    await time.pass(2_100);
    expect(hub.calls).toContain('Snapshot');
  });

  it('starts one attempt at a time when a silent connection is dropped', async () => {
    const { hub, time, connection } = rig();
    connection.start();
    await settled();
    connection.restart();
    await time.pass(1_200);
    expect(hub.calls.filter((c) => c === 'start')).toHaveLength(2);
  });
});

describe('retryDelayMs', () => {
  it('lies between half a second and five seconds, with chance', () => {
    for (let attempt = 0; attempt < 50; attempt++) {
      expect(retryDelayMs(attempt, 0)).toBeGreaterThanOrEqual(500);
      expect(retryDelayMs(attempt, 1)).toBeLessThanOrEqual(5_000);
    }
    expect(retryDelayMs(0, 1)).toBeLessThanOrEqual(1_000);
    expect(retryDelayMs(9, 0)).not.toBe(retryDelayMs(9, 1));
  });
});
