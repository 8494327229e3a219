import type { AtRiskRow, Board } from '@monitor/shared/contract';
import type { FeedPhase } from '@monitor/shared/feed';

/** The only three sounds of the wall, and the tone that proves at a shift's start that they can be heard. */
export type Sound = 'lifeAtRisk' | 'unowned' | 'feedLost' | 'test';

/** `deadLinks`: their ids. */
export interface SoundScene { board: Board; phase: FeedPhase; deadLinks: readonly string[]; hour: number; minute: number; localMs: number; demo: boolean }

const LIFE_EVERY_MS = 20_000;
const LOST_EVERY_MS = 60_000;
/** Stands for the whole feed among the links' ids. */
const FEED = '';
const SHIFT_HOURS = [6, 14, 22];

/** Decides which sound is due; it makes none itself. A breach makes none. */
export class SoundRules {
  private lifeAt = -Infinity;
  private lostAt = -Infinity;
  /** What the last tone of a loss was for. */
  private heard: readonly string[] = [];
  private acknowledged: readonly string[] = [];
  private unowned: string | null = null;
  private chimeDue = false;
  private tested = -1;
  private first = true;

  /** Someone at the wall heard what is lost: the feed or links. Each is silent until it was well once; another loss sounds. */
  acknowledge(): void {
    this.acknowledged = [...this.acknowledged, ...this.heard];
    this.heard = [];
  }

  due(s: SoundScene): Sound | null {
    this.noteUnowned(s.board);
    const lost = s.phase === 'lost' ? [FEED, ...s.deadLinks] : s.deadLinks;
    this.heard = this.heard.filter((id) => lost.includes(id));
    this.acknowledged = this.acknowledged.filter((id) => lost.includes(id));
    if (s.phase === 'live' && s.board.atRisk.some(unseen) && s.localMs - this.lifeAt >= LIFE_EVERY_MS) {
      this.lifeAt = s.localMs;
      return 'lifeAtRisk';
    }
    if (lost.some((id) => !this.acknowledged.includes(id)) && s.localMs - this.lostAt >= LOST_EVERY_MS) {
      this.lostAt = s.localMs;
      this.heard = lost;
      return 'feedLost';
    }
    if (this.chimeDue) {
      this.chimeDue = false;
      return 'unowned';
    }
    return this.shiftChange(s) ? 'test' : null;
  }

  /** A priority 1 complaint without owner chimes once, after a tone that is due in the same second, and not for what already stood there at the start. */
  private noteUnowned(board: Board): void {
    if (board.unowned !== this.unowned) this.chimeDue = board.unowned !== null && !this.first;
    this.unowned = board.unowned;
    if (board.unowned !== null || board.open > 0) this.first = false;
  }

  private shiftChange(s: SoundScene): boolean {
    if (s.demo || s.minute !== 0 || !SHIFT_HOURS.includes(s.hour) || this.tested === s.hour) return false;
    this.tested = s.hour;
    return true;
  }
}

const unseen = (row: AtRiskRow): boolean => row.stage === 'seen';

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
