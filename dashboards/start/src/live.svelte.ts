import type { Caption, Message, WallName } from '@monitor/shared/contract';
import { Connection, type Hub } from '@monitor/shared/connection';
import { ServerClock } from '@monitor/shared/clock';
import { connectionDown, connectionUp, heardBeat, LATE_AFTER_MS, noFeed, settle, type FeedHealth, type FeedPhase } from '@monitor/shared/feed';
import { unitNames } from './api';
import type { Say } from './say';

/** What the page knows of the moment: the server's clock, how live the feed is, and that the board moved. */
export class Live {
  /** Runs on by itself while beats come; stands still while the feed is lost. 0: the server's time was never heard, and nothing can be counted down. */
  now = $state(0);
  /** What the last beat said: of when everything is that the page shows. */
  heardAt = $state(0);
  rate = $state(1);
  paused = $state(false);
  isDemo = $state<boolean | null>(null);
  /** Of the demo; empty where it is none. */
  scenario = $state('');
  phase = $state<FeedPhase>('waiting');
  /** The page has waited so long for its first beat that it must be said. */
  unheard = $state(false);
  private names = $state.raw<Record<string, WallName>>({});
  private wholeNames = $state.raw<Record<string, WallName>>({});
  caption = $state.raw<Caption | null>(null);
  /** Grows with every change of the board: the posts are then asked for anew. */
  moved = $state(0);

  private feed: FeedHealth = noFeed;
  private readonly clock = new ServerClock();
  private readonly connection: Connection;
  private to = -1;
  private readonly openedAt = performance.now();

  constructor(hub: Hub) {
    this.connection = new Connection(hub, 'start', {
      message: (m) => this.hear(m),
      up: () => { this.feed = connectionUp(this.feed); },
      down: () => { this.feed = connectionDown(this.feed, performance.now()); this.tick(); },
    });
  }

  start(): void {
    this.connection.start();
    this.askNames();
    setInterval(() => this.tick(), 1000);
  }

  unitName(unit: string | null | undefined, say: Say): string {
    return unit == null ? say.words.nobodyYet : (this.wholeNames[unit]?.[say.lang] ?? this.names[unit]?.[say.lang] ?? unit);
  }

  /** Until they come, and should they not, the wall's say it. */
  private askNames(): void {
    void unitNames().then((names) => { this.wholeNames = names; }, () => undefined);
  }

  private hear(message: Message): void {
    const now = performance.now();
    switch (message.kind) {
      case 'snapshot':
        this.hearClock(message.snapshot.now, message.snapshot.rate, now);
        this.names = message.snapshot.names;
        this.askNames();
        this.at(message.snapshot.to);
        break;
      case 'frame':
        this.at(message.frame.to);
        break;
      case 'beat':
        this.hearClock(message.beat.now, message.beat.rate, now);
        this.feed = heardBeat(this.feed, now);
        this.at(message.beat.to);
        this.caption = message.beat.vitals.caption;
        this.isDemo = message.beat.vitals.demo !== null;
        this.scenario = message.beat.vitals.demo?.scenario ?? '';
        this.paused = message.beat.vitals.demo?.paused ?? false;
        this.rate = message.beat.rate;
        break;
    }
    this.tick();
  }

  private hearClock(instant: string, rate: number, now: number): void {
    this.heardAt = Date.parse(instant);
    this.clock.hear(this.heardAt, rate, now);
  }

  private at(to: number): void {
    if (to === this.to) return;
    this.to = to;
    this.moved++;
  }

  private tick(): void {
    const now = performance.now();
    this.feed = settle(this.feed, now);
    this.phase = this.feed.phase;
    this.unheard = this.phase === 'waiting' && now - this.openedAt >= LATE_AFTER_MS;
    this.now = (this.phase === 'lost' ? this.heardAt : this.clock.at(now)) ?? 0;
  }
}
