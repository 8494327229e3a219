export interface ReloadScene { live: boolean; grave: boolean; heapMb: number | null; firstBuild: string; build: string; clock: string; sinceLoadMs: number }

const HEAP_MAX_MB = 150;
const SETTLE_MS = 120_000;

/**
 * Whether the page should start itself anew: at once for another build, while the feed lives also for a grown heap, and at 04:00 if then nothing of priority 0 or 1
 * stands on the wall. The last picture is painted again within a second. Without a server a reload would end in the browser's own error page.
 */
export function mustReload(s: ReloadScene): boolean {
  if (s.firstBuild !== '' && s.build !== s.firstBuild) return true;
  if (s.sinceLoadMs < SETTLE_MS) return false;
  if (s.live && s.heapMb !== null && s.heapMb > HEAP_MAX_MB) return true;
  return s.clock.startsWith('04:00:') && s.live && !s.grave;
}

/** Chromium alone tells it. */
export function heapMb(): number | null {
  const memory = (performance as Performance & { memory?: { usedJSHeapSize: number } }).memory;
  return memory === undefined ? null : Math.round(memory.usedJSHeapSize / 1_048_576);
}
