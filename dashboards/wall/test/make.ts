import type { Board, ClockRow, Vitals } from '@monitor/shared/contract';
import { emptyBoard } from '@monitor/shared/emptyBoard';
import { wordsOf } from '@monitor/shared/words';
import type { Scene } from '../src/view/scene';
import { T0, wellVitals } from '../../shared/test/make';

export { T0 };

export const row = (change: Partial<ClockRow> = {}): ClockRow => ({
  docket: 'BLR-261121-48213', priority: 2, dueAt: new Date(T0 + 222_000).toISOString(), verb: 'accept', category: 'THEFT_SNATCH', unit: 'whitefield', rank: null,
  late: false, office: 'none', count: 1, ...change,
});

export function scene(board: Partial<Board> = {}, vitals: Partial<Vitals> = {}, change: Partial<Scene> = {}): Scene {
  return {
    board: { ...emptyBoard, next: [row()], ...board },
    known: true,
    names: { whitefield: { en: 'Whitefield', hi: 'व्हाइटफ़ील्ड', kn: 'ವೈಟ್‌ಫೀಲ್ಡ್' } },
    vitals: { ...wellVitals, ...vitals },
    phase: 'live',
    nowMs: T0,
    clockMs: T0,
    rate: 1,
    silentMs: 0,
    clockOffMs: 0,
    soundOff: false,
    lang: 'en',
    words: wordsOf('en'),
    measure: (text, size) => text.length * size * 0.55,
    fresh: new Set(),
    ...change,
  };
}
