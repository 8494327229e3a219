import { describe, expect, it } from 'vitest';
import { connectionDown, connectionUp, heardBeat, noFeed, settle, type FeedHealth } from '../src/feed';

const beats = (feed: FeedHealth, from: number, to: number): FeedHealth => {
  let next = feed;
  for (let t = from; t <= to; t += 1_000) next = heardBeat(next, t);
  return next;
};
const live = beats(connectionUp(noFeed), 0, 5_000);

describe('feed', () => {
  it('waits until the first beat and is then live', () => {
    expect(settle(connectionUp(noFeed), 60_000).phase).toBe('waiting');
    expect(live.phase).toBe('live');
  });

  it('is late after three seconds without a beat, not before', () => {
    expect(settle(live, 7_999).phase).toBe('live');
    expect(settle(live, 8_000).phase).toBe('late');
  });

  it('is lost after ten seconds without a beat', () => {
    expect(settle(live, 14_999).phase).toBe('late');
    expect(settle(live, 15_000).phase).toBe('lost');
  });

  it('is lost at once when the connection goes down', () => {
    expect(connectionDown(live, 5_100).phase).toBe('lost');
  });

  it('is live again only after three seconds of unbroken feed', () => {
    const lost = settle(live, 15_000);
    expect(beats(lost, 16_000, 18_000).phase).toBe('lost');
    expect(beats(lost, 16_000, 19_000).phase).toBe('live');
  });

  it('begins to count anew when the feed breaks while it comes back', () => {
    const lost = settle(live, 15_000);
    const broken = heardBeat(beats(lost, 16_000, 17_000), 20_500);
    expect(broken.phase).toBe('lost');
    expect(beats(broken, 21_500, 22_500).phase).toBe('lost');
    expect(beats(broken, 21_500, 23_500).phase).toBe('live');
  });

  it('does not step down from lost to late by one beat', () => {
    const lost = settle(live, 15_000);
    const one = heardBeat(lost, 16_000);
    expect(settle(one, 19_500).phase).toBe('lost');
  });

  it('keeps the pill for three seconds after a short silence', () => {
    const late = settle(live, 9_000);
    expect(heardBeat(late, 9_500).phase).toBe('late');
    expect(beats(late, 9_500, 12_500).phase).toBe('live');
  });
});
