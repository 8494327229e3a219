import type { Beat, Frame, Message, Room, Snapshot } from './contract';

/** The part of a SignalR connection that is used here. */
export interface Hub {
  start(): Promise<void>;
  stop(): Promise<void>;
  invoke(method: string, ...args: unknown[]): Promise<unknown>;
  on(event: string, heard: (argument: never) => void): void;
  onclose(closed: () => void): void;
}

/** Timers and chance, so that tests own both. */
export interface Surroundings {
  after(ms: number, run: () => void): void;
  chance(): number;
}

export const browser: Surroundings = {
  after: (ms, run) => void setTimeout(run, ms),
  chance: () => Math.random(),
};

export interface Listener {
  message(message: Message): void;
  up(): void;
  down(): void;
}

const RETRY_MIN_MS = 500;
const RETRY_MAX_MS = 5_000;
const RETRY_STEP_MS = 250;
const ASK_AGAIN_MS = 2_000;

/** Before the n-th attempt: growing slowly from 0.5 to 5 s, so that a short restart is over soon; half is chance, so that walls do not return in one wave. */
export function retryDelayMs(attempt: number, chance: number): number {
  const ceiling = Math.min(RETRY_MAX_MS, 2 * RETRY_MIN_MS + RETRY_STEP_MS * attempt);
  return Math.max(RETRY_MIN_MS, ceiling / 2 + (ceiling / 2) * chance);
}

/** Keeps one hub connected for ever. It owns start, retry and the asking for snapshots; what messages mean is `reduce`'s matter. */
export class Connection {
  private attempt = 0;
  private connected = false;
  private asking = false;
  private heard = 0;
  private retrying = false;

  constructor(
    private readonly hub: Hub,
    private readonly room: Room,
    private readonly listener: Listener,
    private readonly around: Surroundings = browser,
  ) {
    hub.on('snapshot', (snapshot: Snapshot) => {
      this.asking = false;
      this.heard++;
      listener.message({ kind: 'snapshot', snapshot });
    });
    hub.on('frame', (frame: Frame) => listener.message({ kind: 'frame', frame }));
    hub.on('beat', (beat: Beat) => listener.message({ kind: 'beat', beat }));
    hub.onclose(() => this.lost());
  }

  start(): void {
    void this.connect();
  }

  /** Asks for a snapshot, once at a time; asks again when none came. */
  askSnapshot(): void {
    if (this.asking || !this.connected) return;
    this.asking = true;
    const before = this.heard;
    this.hub.invoke('Snapshot').catch(() => undefined);
    this.around.after(ASK_AGAIN_MS, () => {
      if (!this.asking || this.heard !== before) return;
      this.asking = false;
      this.askSnapshot();
    });
  }

  /** Tells the server that this page lives. A failure is the feed's matter, not the caller's. */
  tell(method: string, argument: unknown): void {
    if (this.connected) this.hub.invoke(method, argument).catch(() => undefined);
  }

  /** Drops a connection that is open but silent; the retry follows by itself. */
  restart(): void {
    if (this.connected) this.hub.stop().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    try {
      await this.hub.start();
      this.connected = true;
      this.attempt = 0;
      this.asking = false;
      this.listener.up();
      const before = this.heard;
      await this.hub.invoke('Watch', this.room);
      this.around.after(ASK_AGAIN_MS, () => {
        if (this.heard === before) this.askSnapshot();
      });
    } catch {
      if (this.connected) await this.hub.stop().catch(() => undefined);
      else this.retry();
    }
  }

  private lost(): void {
    const was = this.connected;
    this.connected = false;
    this.asking = false;
    if (was) this.listener.down();
    this.retry();
  }

  private retry(): void {
    if (this.retrying) return;
    this.retrying = true;
    this.around.after(retryDelayMs(this.attempt++, this.around.chance()), () => {
      this.retrying = false;
      void this.connect();
    });
  }
}
