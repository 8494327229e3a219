import type { AtRiskRow, Board, ClockRow } from '@monitor/shared/contract';
import type { FeedPhase } from '@monitor/shared/feed';

/** The only three sounds of the wall, and the tone that proves at a shift's start that they can be heard. */
export type Sound = 'lifeAtRisk' | 'unowned' | 'feedLost' | 'test';

export interface SoundScene { board: Board; phase: FeedPhase; linkDead: boolean; hour: number; minute: number; localMs: number; demo: boolean }

const LIFE_EVERY_MS = 20_000;
const LOST_EVERY_MS = 60_000;
const SHIFT_HOURS = [6, 14, 22];

/** Decides which sound is due; it makes none itself. A breach makes none. */
export class SoundRules {
  private lifeAt = -Infinity;
  private lostAt = -Infinity;
  private quietUntilWell = false;
  private chimed = new Set<string>();
  private tested = -1;
  private first = true;

  /** Someone at the wall heard that the feed is lost; it is silent until the feed was well once. */
  acknowledge(): void {
    this.quietUntilWell = true;
  }

  due(s: SoundScene): Sound | null {
    const unowned = this.newlyUnowned(s.board);
    const lost = s.phase === 'lost' || s.linkDead;
    if (!lost) this.quietUntilWell = false;
    if (s.phase === 'live' && s.board.atRisk.some(unseen) && s.localMs - this.lifeAt >= LIFE_EVERY_MS) {
      this.lifeAt = s.localMs;
      return 'lifeAtRisk';
    }
    if (lost && !this.quietUntilWell && s.localMs - this.lostAt >= LOST_EVERY_MS) {
      this.lostAt = s.localMs;
      return 'feedLost';
    }
    if (unowned) return 'unowned';
    return this.shiftChange(s) ? 'test' : null;
  }

  /** A priority 1 complaint without owner chimes once, and not for what already stood there at the start. */
  private newlyUnowned(board: Board): boolean {
    const now = new Set([...board.late, ...board.next].filter(isUnowned).map((r) => r.docket));
    const fresh = [...now].some((docket) => !this.chimed.has(docket));
    const chime = fresh && !this.first;
    this.chimed = now;
    if (now.size > 0 || board.open > 0) this.first = false;
    return chime;
  }

  private shiftChange(s: SoundScene): boolean {
    if (s.demo || s.minute !== 0 || !SHIFT_HOURS.includes(s.hour) || this.tested === s.hour) return false;
    this.tested = s.hour;
    return true;
  }
}

const unseen = (row: AtRiskRow): boolean => row.stage === 'seen';
const isUnowned = (row: ClockRow): boolean => row.priority === 1 && row.unit === null;

type Note = readonly [frequency: number, atSeconds: number, forSeconds: number];
const NOTES: Record<Sound, readonly Note[]> = {
  lifeAtRisk: [[880, 0, 0.35], [660, 0.4, 0.5]],
  unowned: [[1046, 0, 0.6]],
  feedLost: [[520, 0, 0.3], [390, 0.32, 0.3], [290, 0.64, 0.6]],
  test: [[440, 0, 0.4]],
};

/** Plays through the browser's audio; `blocked` while the browser forbids sound before a touch. */
export class Player {
  private readonly audio: AudioContext | null = typeof AudioContext === 'undefined' ? null : new AudioContext();

  get blocked(): boolean {
    return this.audio === null || this.audio.state !== 'running';
  }

  wake(): void {
    void this.audio?.resume().catch(() => undefined);
  }

  /** Softer at night, but a life at risk sounds in full. */
  play(sound: Sound, night: boolean): void {
    const audio = this.audio;
    if (audio === null || audio.state !== 'running') return;
    const loud = night && sound !== 'lifeAtRisk' ? 0.08 : 0.3;
    for (const [frequency, at, length] of NOTES[sound]) {
      const tone = audio.createOscillator();
      const gain = audio.createGain();
      const start = audio.currentTime + at;
      tone.frequency.value = frequency;
      gain.gain.setValueAtTime(0, start);
      gain.gain.linearRampToValueAtTime(loud, start + 0.02);
      gain.gain.linearRampToValueAtTime(0, start + length);
      tone.connect(gain).connect(audio.destination);
      tone.start(start);
      tone.stop(start + length + 0.05);
    }
  }
}
