import type { Lang } from './contract';

export interface TimeWords { second: string; minute: string; hour: string; day: string }

export const timeWords: Record<Lang, TimeWords> = {
  en: { second: 's', minute: 'min', hour: 'h', day: 'd' },
  hi: { second: 'से', minute: 'मि', hour: 'घं', day: 'दि' },
  kn: { second: 'ಸೆ', minute: 'ನಿ', hour: 'ಗಂ', day: 'ದಿ' },
};

const two = (n: number): string => String(n).padStart(2, '0');

/**
 * A length of time, short enough for a wall: `03:42`, `2 h 05`, `3 d 4 h`, `12 d`. With `minutesOnly` (demo above 1×) there are no seconds: `42 min`.
 * Never negative: what is past is told by the caller's sign and form.
 */
export function length(ms: number, lang: Lang, minutesOnly: boolean): string {
  const w = timeWords[lang];
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return minutesOnly ? `${minutes} ${w.minute}` : `${two(minutes)}:${two(seconds % 60)}`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} ${w.hour} ${two(minutes % 60)}`;
  const days = Math.floor(hours / 24);
  return days < 10 ? `${days} ${w.day} ${hours % 24} ${w.hour}` : `${days} ${w.day}`;
}

/** Time left until `dueMs`, or `+` and the time since. The last second before is shown as 00:00, so that late never shows early. */
export function countdown(dueMs: number, nowMs: number, lang: Lang, minutesOnly: boolean): string {
  const left = dueMs - nowMs;
  return left > 0 ? length(left, lang, minutesOnly) : `+${length(-left, lang, minutesOnly)}`;
}

/** An age in one unit: `12 s`, `4 min`, `3 h`, `2 d`. */
export function age(ms: number, lang: Lang): string {
  const w = timeWords[lang];
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return `${seconds} ${w.second}`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} ${w.minute}`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} ${w.hour}`;
  return `${Math.floor(seconds / 86_400)} ${w.day}`;
}

/** Wall clock of the force's zone, 24 h and Latin digits in every language. */
export class ZoneClock {
  private readonly format: Intl.DateTimeFormat;

  constructor(zone = 'Asia/Kolkata') {
    this.format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23', numberingSystem: 'latn' });
  }

  /** `18:42:07`. */
  seconds(ms: number): string {
    return this.format.format(ms);
  }

  /** `18:42`. */
  minutes(ms: number): string {
    return this.seconds(ms).slice(0, 5);
  }

  hour(ms: number): number {
    return Number(this.seconds(ms).slice(0, 2));
  }
}
