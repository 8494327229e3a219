/**
 * How much this screen may be believed. Pure: all instants are local monotonic milliseconds.
 * - `waiting`: nothing was ever heard on this page.
 * - `live`: beats arrive.
 * - `late`: no beat for 3 s; numbers stand, the age is said.
 * - `lost`: no beat for 10 s, or the connection is down; everything greys, countdowns stand still.
 */
export type FeedPhase = 'waiting' | 'live' | 'late' | 'lost';

export const LATE_AFTER_MS = 3_000;
export const LOST_AFTER_MS = 10_000;
export const BACK_AFTER_MS = 3_000;

export interface FeedHealth {
  phase: FeedPhase;
  connected: boolean;
  beatAt: number | null;
  /** Since when beats have come without a hole; null while there is one. */
  unbrokenSince: number | null;
}

export const noFeed: FeedHealth = { phase: 'waiting', connected: false, beatAt: null, unbrokenSince: null };

export function heardBeat(feed: FeedHealth, nowMs: number): FeedHealth {
  const whole = feed.beatAt !== null && feed.unbrokenSince !== null && nowMs - feed.beatAt < LATE_AFTER_MS;
  return settle({ ...feed, connected: true, beatAt: nowMs, unbrokenSince: whole ? feed.unbrokenSince : nowMs }, nowMs);
}

export function connectionUp(feed: FeedHealth): FeedHealth {
  return { ...feed, connected: true };
}

export function connectionDown(feed: FeedHealth, nowMs: number): FeedHealth {
  return settle({ ...feed, connected: false, unbrokenSince: null }, nowMs);
}

/** The phase at this moment. A broken feed is believed again only after three seconds without a hole. */
export function settle(feed: FeedHealth, nowMs: number): FeedHealth {
  const phase = phaseAt(feed, nowMs);
  const unbrokenSince = feed.beatAt !== null && nowMs - feed.beatAt >= LATE_AFTER_MS ? null : feed.unbrokenSince;
  return phase === feed.phase && unbrokenSince === feed.unbrokenSince ? feed : { ...feed, phase, unbrokenSince };
}

function phaseAt(feed: FeedHealth, nowMs: number): FeedPhase {
  if (feed.beatAt === null) return 'waiting';
  const silent = nowMs - feed.beatAt;
  if (!feed.connected || silent >= LOST_AFTER_MS) return 'lost';
  if (silent >= LATE_AFTER_MS) return feed.phase === 'lost' ? 'lost' : 'late';
  const unbroken = feed.unbrokenSince === null ? 0 : nowMs - feed.unbrokenSince;
  switch (feed.phase) {
    case 'waiting': return 'live';
    case 'live': return 'live';
    case 'late':
    case 'lost': return unbroken >= BACK_AFTER_MS ? 'live' : feed.phase;
  }
}

export const silentForMs = (feed: FeedHealth, nowMs: number): number => (feed.beatAt === null ? 0 : Math.max(0, nowMs - feed.beatAt));
