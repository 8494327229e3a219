import { describe, expect, it } from 'vitest';
import { age, countdown, length, ZoneClock } from '../src/countdown';
import { T0 } from './make';

const M = 60_000;
const H = 60 * M;

describe('countdown', () => {
  it('counts minutes and seconds below an hour', () => {
    expect(countdown(T0 + 3 * M + 42_000, T0, 'en', false)).toBe('03:42');
  });
  it('shows no seconds where a second means nothing', () => {
    expect(countdown(T0 + 42 * M + 59_000, T0, 'en', true)).toBe('42 min');
  });
  it('never shows late before the instant itself', () => {
    expect(countdown(T0 + 1, T0, 'en', false)).toBe('00:00');
    expect(countdown(T0, T0, 'en', false)).toBe('+00:00');
  });
  it('names hours and days, so that they are not taken for minutes', () => {
    expect(length(2 * H + 5 * M, 'en', false)).toBe('2 h 05');
    expect(length(76 * H, 'en', false)).toBe('3 d 4 h');
    expect(length(12 * 24 * H, 'en', false)).toBe('12 d');
  });
  it('uses Latin digits and the language’s words', () => {
    expect(length(2 * H + 5 * M, 'hi', false)).toBe('2 घं 05');
    expect(length(42 * M, 'kn', true)).toBe('42 ನಿ');
    expect(age(12_000, 'kn')).toBe('12 ಸೆ');
  });
  it('is never negative', () => {
    expect(length(-5, 'en', false)).toBe('00:00');
    expect(age(-5, 'en')).toBe('0 s');
  });
});

describe('ZoneClock', () => {
  it('tells 24 h time of the force’s zone', () => {
    expect(new ZoneClock().seconds(T0)).toBe('21:12:07');
    expect(new ZoneClock().minutes(Date.parse('2026-11-21T18:30:00Z'))).toBe('00:00');
  });
});
