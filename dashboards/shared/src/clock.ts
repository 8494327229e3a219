/**
 * The server's clock as this screen knows it: `domain(t) = at + rate × (t − heard)` for a monotonic local time `t` in milliseconds.
 * A message can only arrive late, so of the recent samples the one that gives the latest instant is the truest.
 */
export interface ClockSample { domainMs: number; rate: number; localMs: number }

const SAMPLES_MAX = 10;
const STEP_MS = 1500;

export class ServerClock {
  private samples: ClockSample[] = [];

  /** Takes what a beat or snapshot said; `localMs` is monotonic. */
  hear(domainMs: number, rate: number, localMs: number): void {
    if (Number.isNaN(domainMs)) return;
    const expected = this.at(localMs);
    const sameRate = this.samples[0]?.rate === rate;
    if (!sameRate || expected === null || Math.abs(domainMs - expected) > STEP_MS * Math.max(1, rate)) this.samples = [];
    this.samples.push({ domainMs, rate, localMs });
    if (this.samples.length > SAMPLES_MAX) this.samples.shift();
  }

  get rate(): number {
    return this.samples[0]?.rate ?? 1;
  }

  /** The server's instant at a local time, or null before anything was heard. */
  at(localMs: number): number | null {
    let best: number | null = null;
    for (const s of this.samples) {
      const domain = s.domainMs + s.rate * (localMs - s.localMs);
      if (best === null || domain > best) best = domain;
    }
    return best;
  }

  /** Local milliseconds until the server's next whole second (at rate 1), for the one ticker; above 1× simply the next local second. */
  untilTick(localMs: number): number {
    const domain = this.at(localMs);
    if (domain === null || this.rate !== 1) return 1000;
    return 1000 - (domain % 1000) + 5;
  }
}

const OFF_SAMPLES = 5;

/**
 * How far this screen's own clock is off, in milliseconds. A message that was held up on its way says too much: believed is the least that the last five say, 0 before
 * there are five.
 */
export class ScreenClock {
  private offs: number[] = [];

  /** Takes the server's instant of a message and what the screen's clock said when it came. */
  hear(domainMs: number, screenMs: number): void {
    if (Number.isNaN(domainMs)) return;
    this.offs = [...this.offs, domainMs - screenMs].slice(-OFF_SAMPLES);
  }

  get offMs(): number {
    return this.offs.length < OFF_SAMPLES ? 0 : this.offs.reduce((least, off) => (Math.abs(off) < Math.abs(least) ? off : least));
  }
}
