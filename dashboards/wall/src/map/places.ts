import { geoMercator } from 'd3-geo';
import type { UnitLoad } from '@monitor/shared/contract';

export interface Place { id: string; parent?: string | null; lat?: number | null; lon?: number | null; kind: string }
export interface Point { id: string; x: number; y: number }

export const MAP_WIDTH = 1376;
export const MAP_HEIGHT = 812;
const MARGIN = 70;
/** The key stands below. */
const FOOT = 130;

/** Projected once: units do not move while the page stands. */
export function project(places: readonly Place[]): Point[] {
  const known = places.flatMap((p) => (typeof p.lat === 'number' && typeof p.lon === 'number' && Number.isFinite(p.lat + p.lon) ? [{ id: p.id, lat: p.lat, lon: p.lon }] : []));
  if (known.length === 0) return [];
  const points = { type: 'MultiPoint' as const, coordinates: known.map((p) => [p.lon, p.lat]) };
  const to = geoMercator().fitExtent([[MARGIN, MARGIN], [MAP_WIDTH - MARGIN, MAP_HEIGHT - FOOT]], points);
  return known.map((p) => {
    const [x, y] = to([p.lon, p.lat]) ?? [0, 0];
    return { id: p.id, x, y };
  });
}

/**
 * The units of one force: two forces on one map would be two dots. The force is the one whose units have the most open complaints, the larger one
 * where none has any; a force is a tree of parents.
 */
export function oneForce(places: readonly Place[], openOf: (unit: string) => number): Place[] {
  const byId = new Map(places.map((p) => [p.id, p]));
  const rootOf = (place: Place): string => {
    let at = place;
    for (let steps = 0; steps < 20; steps++) {
      const above = at.parent == null ? undefined : byId.get(at.parent);
      if (above === undefined) return at.parent ?? at.id;
      at = above;
    }
    return at.id;
  };
  const forces = new Map<string, Place[]>();
  for (const place of places) forces.set(rootOf(place), [...(forces.get(rootOf(place)) ?? []), place]);
  const weight = (force: Place[]): number => force.reduce((sum, p) => sum + openOf(p.id), 0) * 10_000 + force.length;
  return [...forces.values()].sort((a, b) => weight(b) - weight(a))[0] ?? [];
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
