/** `pageBuild` is of the page that runs, `build` of the server that it hears; `byReload`: it was loaded by a reload, not anew. */
export interface ReloadScene {
  live: boolean; grave: boolean; heapMb: number | null; pageBuild: string; build: string; clock: string; sinceLoadMs: number; byReload: boolean;
}

const HEAP_MAX_MB = 150;
const SETTLE_MS = 120_000;
const AGAIN_MS = 600_000;

/**
 * Whether the page should start itself anew: at once for another build (once more after ten minutes where the reload gave an old page still, as while an upgrade rolls or
 * out of a cache; never in a loop), while the feed lives also for a grown heap, and at 04:00 if then nothing of priority 0 or 1
 * stands on the wall. The last picture is painted again within a second. Without a server a reload would end in the browser's own error page.
 */
export function mustReload(s: ReloadScene): boolean {
  if (s.pageBuild !== '' && s.build !== s.pageBuild && (!s.byReload || s.sinceLoadMs > AGAIN_MS)) return true;
  if (s.sinceLoadMs < SETTLE_MS) return false;
  if (s.live && s.heapMb !== null && s.heapMb > HEAP_MAX_MB) return true;
  return s.clock.startsWith('04:00:') && s.live && !s.grave;
}

/** What the server wrote into the page; empty where it wrote nothing. */
export const buildOfPage = (): string => document.querySelector<HTMLMetaElement>('meta[name=build]')?.content ?? '';

export const loadedByReload = (): boolean => (performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming | undefined)?.type === 'reload';

/** Chromium alone tells it. */
export function heapMb(): number | null {
  const memory = (performance as Performance & { memory?: { usedJSHeapSize: number } }).memory;
  return memory === undefined ? null : Math.round(memory.usedJSHeapSize / 1_048_576);
}
