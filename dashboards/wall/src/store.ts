import type { Message, Room, Snapshot } from '@monitor/shared/contract';
import { Connection, type Hub } from '@monitor/shared/connection';
import { ScreenClock, ServerClock } from '@monitor/shared/clock';
import { ZoneClock } from '@monitor/shared/countdown';
import { emptyBoard } from '@monitor/shared/emptyBoard';
import { connectionDown, connectionUp, heardBeat, noFeed, settle, silentForMs, type FeedHealth, type FeedPhase } from '@monitor/shared/feed';
import { emptyFeed, reduce, type FeedState } from '@monitor/shared/reduce';
import { wordsOf } from '@monitor/shared/words';
import { keepSnapshot, keptSnapshot } from './keep';
import { buildOfPage, heapMb, loadedByReload, mustReload } from './reload';
import type { Settings } from './settings';
import { Player, SoundRules } from './sounds';
import type { Measure } from './view/fit';
import type { Scene } from './view/scene';

const FLUSH_MS = 250;
const FRESH_MS = 10_000;
const KEEP_EVERY_MS = 10_000;
const ALIVE_EVERY_MS = 30_000;
const SILENT_RESTART_MS = 15_000;

/** Everything the wall knows. One snapshot is handed out a flush, at most four a second; one ticker a second, aligned to the server. */
export class WallStore {
  private state: FeedState = emptyFeed;
  private feed: FeedHealth = noFeed;
  private readonly clock = new ServerClock();
  private readonly screenClock = new ScreenClock();
  private readonly zone = new ZoneClock();
  private readonly connection: Connection;
  private readonly rules = new SoundRules();
  private readonly player = new Player();
  /** When each row was first seen, by its key: a row that is new is outlined for ten seconds. */
  private readonly seen = new Map<string, number>();
  private lastBeatDomain: number | null = null;
  /** The board is the kept one of before a reload: beats alone do not make it new. */
  private isKept = false;
  /** Where the page does not say it, that of the first server that it heard. */
  private pageBuild = buildOfPage();
  private flushAt = -Infinity;
  private flushing = false;
  private keptAt = -Infinity;
  private aliveAt = 0;
  private restartedAt = -Infinity;
  private readonly loadedAt = performance.now();
  private readonly byReload = loadedByReload();

  constructor(
    hub: Hub,
    private readonly settings: Settings,
    private readonly measure: Measure,
    private readonly paint: (scene: Scene) => void,
  ) {
    const room: Room = settings.view;
    this.connection = new Connection(hub, room, {
      message: (m) => this.hear(m),
      up: () => { this.feed = connectionUp(this.feed); },
      down: () => { this.feed = connectionDown(this.feed, performance.now()); this.flush(); },
    });
    addEventListener('pointerdown', () => this.player.wake());
    addEventListener('keydown', () => { this.player.wake(); this.rules.acknowledge(); });
  }

  /** A database that does not answer must not keep the feed away. */
  async start(): Promise<void> {
    this.connection.start();
    this.tick();
    const kept = await keptSnapshot();
    if (kept !== null && this.state.board === null) this.showKept(kept);
  }

  private get phase(): FeedPhase {
    return this.isKept && this.feed.phase !== 'lost' ? 'waiting' : this.feed.phase;
  }

  /** A picture of before the reload: painted grey, with its instant. */
  private showKept(kept: Snapshot): void {
    const { board, names } = kept;
    this.state = { ...this.state, board, names };
    this.isKept = true;
    this.lastBeatDomain = Date.parse(kept.now);
    this.flush();
  }

  private hear(message: Message): void {
    const now = performance.now();
    const lateBefore = this.state.board?.lateCount ?? 0;
    this.state = reduce(this.state, message);
    if (this.state.gap) this.connection.askSnapshot();
    if (message.kind === 'beat') {
      this.hearClock(message.beat.now, message.beat.rate, now);
      this.feed = heardBeat(this.feed, now);
    }
    if (message.kind === 'snapshot') {
      this.isKept = false;
      this.hearClock(message.snapshot.now, message.snapshot.rate, now);
      if (this.pageBuild === '') this.pageBuild = message.snapshot.build;
    }
    // A breach is shown at once; all else within a quarter of a second.
    if ((this.state.board?.lateCount ?? 0) > lateBefore) this.flush();
    else this.flushSoon();
  }

  private hearClock(instant: string, rate: number, now: number): void {
    const domain = Date.parse(instant);
    this.clock.hear(domain, rate, now);
    if (!this.isKept) this.lastBeatDomain = domain;
    this.screenClock.hear(domain, Date.now());
  }

  private tick(): void {
    const now = performance.now();
    this.feed = settle(this.feed, now);
    if (this.feed.connected && silentForMs(this.feed, now) > SILENT_RESTART_MS && now - this.restartedAt > SILENT_RESTART_MS) {
      this.restartedAt = now;
      this.connection.restart();
    }
    this.flush();
    this.sound(now);
    this.keep(now);
    this.alive(now);
    this.maybeReload(now);
    setTimeout(() => this.tick(), this.clock.untilTick(performance.now()));
  }

  private flushSoon(): void {
    if (this.flushing) return;
    this.flushing = true;
    setTimeout(() => { if (this.flushing) this.flush(); }, Math.max(0, this.flushAt + FLUSH_MS - performance.now()));
  }

  private flush(): void {
    this.flushing = false;
    this.flushAt = performance.now();
    this.feed = settle(this.feed, this.flushAt);
    this.paint(this.scene(this.flushAt));
  }

  private scene(now: number): Scene {
    const known = this.state.board !== null;
    const grey = this.phase === 'lost' || this.phase === 'waiting';
    const nowMs = (grey ? this.lastBeatDomain : this.clock.at(now)) ?? 0;
    return {
      board: this.state.board ?? emptyBoard,
      known,
      names: this.state.names,
      vitals: this.state.vitals,
      phase: known || this.phase === 'lost' ? this.phase : 'waiting',
      nowMs,
      clockMs: this.clock.at(now) ?? nowMs,
      rate: this.clock.rate,
      silentMs: silentForMs(this.feed, now),
      clockOffMs: this.screenClock.offMs,
      soundOff: this.player.blocked,
      lang: this.settings.lang,
      words: wordsOf(this.settings.lang),
      measure: this.measure,
      fresh: this.freshRows(now),
    };
  }

  private freshRows(now: number): ReadonlySet<string> {
    const board = this.state.board;
    if (board === null) return new Set();
    const keys = [...board.late, ...board.next].map((r) => r.docket + r.verb);
    const first = this.seen.size === 0;
    for (const key of keys) if (!this.seen.has(key)) this.seen.set(key, first ? -Infinity : now);
    for (const key of this.seen.keys()) if (!keys.includes(key)) this.seen.delete(key);
    return new Set(keys.filter((key) => now - (this.seen.get(key) ?? -Infinity) < FRESH_MS));
  }

  private sound(now: number): void {
    if (this.state.board === null) return;
    const time = this.zone.seconds(this.clock.at(now) ?? 0);
    const hour = Number(time.slice(0, 2));
    const sound = this.rules.due({
      board: this.state.board,
      phase: this.phase,
      deadLinks: this.state.vitals?.links.filter((l) => l.state === 'dead').map((l) => l.id) ?? [],
      hour,
      minute: Number(time.slice(3, 5)),
      localMs: now,
      demo: this.state.vitals?.demo != null,
    });
    if (sound !== null) this.player.play(sound, hour >= 22 || hour < 6);
  }

  private keep(now: number): void {
    const { board, to, names, epoch, build } = this.state;
    if (this.phase !== 'live' || board === null || now - this.keptAt < KEEP_EVERY_MS) return;
    this.keptAt = now;
    const instant = new Date(this.clock.at(now) ?? 0).toISOString();
    void keepSnapshot({ to, now: instant, rate: this.clock.rate, board, names, epoch, build });
  }

  private alive(now: number): void {
    if (now - this.aliveAt < ALIVE_EVERY_MS) return;
    this.aliveAt = now;
    this.connection.tell('Alive', { view: this.settings.view, lang: this.settings.lang, heapMb: heapMb() ?? 0, build: this.state.build });
  }

  private maybeReload(now: number): void {
    const board = this.state.board;
    const grave = board !== null && (board.atRiskCount > 0 || [...board.late, ...board.next].some((r) => r.priority <= 1));
    const reload = mustReload({
      live: this.phase === 'live',
      grave,
      heapMb: heapMb(),
      pageBuild: this.pageBuild,
      build: this.state.build === '' ? this.pageBuild : this.state.build,
      // The screen's own night, not the demo's.
      clock: this.zone.seconds(Date.now()),
      sinceLoadMs: now - this.loadedAt,
      byReload: this.byReload,
    });
    if (reload) location.reload();
  }
}
