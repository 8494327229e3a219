import { geoMercator } from 'd3-geo';
import type { UnitLoad } from '@monitor/shared/contract';

export interface Place { id: string; lat: number; lon: number; kind: string }
export interface Point { id: string; x: number; y: number }

export const MAP_WIDTH = 1376;
export const MAP_HEIGHT = 812;
const MARGIN = 70;

/** Projected once: units do not move while the page stands. */
export function project(places: readonly Place[]): Point[] {
  const known = places.filter((p) => Number.isFinite(p.lat) && Number.isFinite(p.lon));
  if (known.length === 0) return [];
  const points = { type: 'MultiPoint' as const, coordinates: known.map((p) => [p.lon, p.lat]) };
  const to = geoMercator().fitExtent([[MARGIN, MARGIN], [MAP_WIDTH - MARGIN, MAP_HEIGHT - MARGIN]], points);
  return known.map((p) => {
    const [x, y] = to([p.lon, p.lat]) ?? [0, 0];
    return { id: p.id, x, y };
  });
}

export type Bin = 0 | 1 | 2 | 3;

/**
 * How far a unit is from its usual for this hour, in standard deviations of a count (the root of the usual, 1 at least). The bins are fixed,
 * so that equal units never look hot because of each other.
 */
export function binOf(load: Pick<UnitLoad, 'openedThisHour' | 'usualThisHour'>): Bin {
  const deviation = (load.openedThisHour - load.usualThisHour) / Math.sqrt(Math.max(1, load.usualThisHour));
  if (deviation < 1.5) return 0;
  if (deviation < 3) return 1;
  return deviation < 6 ? 2 : 3;
}

export async function fetchPlaces(): Promise<Place[]> {
  const answer = await fetch('/api/units');
  if (!answer.ok) throw new Error(`units: ${answer.status}`);
  const body = (await answer.json()) as { items: Place[] };
  return body.items;
}
