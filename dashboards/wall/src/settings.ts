import type { Lang, Room } from '@monitor/shared/contract';
import { langOf } from '@monitor/shared/words';

/** Read once from the address: a wall has no mouse. */
export interface Settings { lang: Lang; view: Room; diagonalInches: number | null; seatMetres: number | null; wall: string }

export function settingsOf(search: string): Settings {
  const query = new URLSearchParams(search);
  const view = query.get('view');
  return {
    lang: langOf(query.get('lang')),
    view: view === 'map' || view === 'trend' ? view : 'wall',
    diagonalInches: positive(query.get('diagonal')),
    seatMetres: positive(query.get('seat')),
    wall: (query.get('wall') ?? '1').slice(0, 12),
  };
}

function positive(text: string | null): number | null {
  const n = Number(text);
  return text !== null && Number.isFinite(n) && n > 0 ? n : null;
}

const PRIMARY_PX = 52;
const CAP_HEIGHT_EM = 0.727;
export const ARC_MINUTES_MIN = 16;

/** Height of the primary text's capitals in arc minutes, for a 16:9 screen: 52 px on 65 inches at 6 m is 16.3. */
export function arcMinutes(diagonalInches: number, metres: number): number {
  const screenHeightMm = diagonalInches * 25.4 * (9 / Math.hypot(16, 9));
  const capMm = (screenHeightMm / 1080) * PRIMARY_PX * CAP_HEIGHT_EM;
  return (Math.atan(capMm / (metres * 1000)) * 180 * 60) / Math.PI;
}
