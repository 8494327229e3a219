import { describe, expect, it } from 'vitest';
import { ScreenClock, ServerClock } from '../src/clock';
import { T0 } from './make';

describe('ServerClock', () => {
  it('knows nothing before it heard anything', () => {
    expect(new ServerClock().at(0)).toBeNull();
  });

  it('counts from what it heard, whatever the wall clock of the screen says', () => {
    const clock = new ServerClock();
    clock.hear(T0, 1, 5_000);
    expect(clock.at(6_500)).toBe(T0 + 1_500);
  });

  it('runs at the rate of the demo', () => {
    const clock = new ServerClock();
    clock.hear(T0, 60, 1_000);
    expect(clock.at(2_000)).toBe(T0 + 60_000);
    clock.hear(T0 + 60_000, 0, 2_000);
    expect(clock.at(9_000)).toBe(T0 + 60_000);
  });

  it('believes the sample that travelled fastest', () => {
    const clock = new ServerClock();
    clock.hear(T0, 1, 400);
    clock.hear(T0 + 1_000, 1, 1_010);
    clock.hear(T0 + 2_000, 1, 2_300);
    expect(clock.at(3_010)).toBe(T0 + 3_000);
  });

  it('follows a step of the server at once', () => {
    const clock = new ServerClock();
    clock.hear(T0, 1, 0);
    clock.hear(T0 - 60_000, 1, 1_000);
    expect(clock.at(1_000)).toBe(T0 - 60_000);
  });

  it('takes no notice of an instant that cannot be read', () => {
    const clock = new ServerClock();
    clock.hear(T0, 1, 0);
    clock.hear(NaN, 1, 1_000);
    expect(clock.at(1_000)).toBe(T0 + 1_000);
  });

  it('ticks just after the whole second of the server', () => {
    const clock = new ServerClock();
    clock.hear(T0 + 250, 1, 0);
    expect(clock.untilTick(0)).toBe(755);
  });
});

describe('ScreenClock', () => {
  const heard = (...offs: number[]) => {
    const clock = new ScreenClock();
    offs.forEach((off, i) => clock.hear(T0 + i * 1_000 + off, T0 + i * 1_000));
    return clock.offMs;
  };

  it('says nothing before five messages agree', () => {
    expect(heard(4_000, 4_000, 4_000, 4_000)).toBe(0);
    expect(heard(4_000, 4_010, 4_000, 3_990, 4_000)).toBe(3_990);
    expect(heard(-60_000, -60_000, -60_000, -60_000, -60_000)).toBe(-60_000);
  });

  it('does not blame the screen for messages that were held up', () => {
    expect(heard(0, -10, -4_000, -3_000, -2_100)).toBe(0);
    expect(heard(0, -10, -4_000, -3_000, -2_100, -1_000, -10)).toBe(-10);
  });

  it('forgets what was before the screen was set right', () => {
    expect(heard(9_000, 9_000, 9_000, 9_000, 9_000, 20)).toBe(20);
  });

  it('takes no notice of an instant that cannot be read', () => {
    expect(heard(NaN, 3_000, NaN, 3_000, 3_000, 3_000)).toBe(0);
  });
});
