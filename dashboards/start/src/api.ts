// What the start page asks of the REST interface (design section 12).
import type { WallName } from '@monitor/shared/contract';

export type LanguageForm = 'en' | 'hi' | 'hi-Latn' | 'kn' | 'kn-Latn' | 'mixed';
export interface WeighedWord { start: number; end: number; weight: number }

export interface Verdict {
  language: LanguageForm;
  sentiment: string;
  antisocial: Record<string, number>;
  flags: string[];
  complaint: 'yes' | 'no' | 'unsure';
  complaintProbability: number;
  category?: string | null;
  urgency?: string | null;
  words: WeighedWord[];
  model: string;
}

/** A word of the text (or none, for coordinates and the like) and the unit that it spoke for. */
export interface PlaceReason { clue: string; unit: string; start: number; end: number; weight: number }
/** `wings`: the traffic, women's or cyber unit, where the category asks for one. */
export interface Routing { unit?: string | null; wings: Record<string, string>; confidence: number; reasons: PlaceReason[] }

export interface Post {
  id: string;
  channel: string;
  kind: string;
  authorId: string;
  authorName: string | null;
  text: string | null;
  postedAt: string;
  receivedAt: string;
  inReplyTo: string | null;
  verdict?: Verdict | null;
  docket?: string | null;
  unit?: string | null;
  routing?: Routing | null;
  nextDeadline?: { clock: string; dueAt: string } | null;
}

export interface Interval { from: string; to: string }
export interface Explanation {
  policy: string;
  calendar: string;
  target: string;
  counted: Interval[];
  skipped: (Interval & { why: string })[];
  pauses: { from: string; to?: string | null; by: string; why: string }[];
}
export interface ComplaintClock {
  clock: string;
  measure: 'citizen' | 'unit';
  startedAt: string;
  dueAt?: string | null;
  state: string;
  policy: string;
  explanation?: Explanation | null;
}
export interface Complaint {
  docket: string;
  version: number;
  state: string;
  priority: number | string;
  reasons: { why: string; priority: number }[];
  category?: string | null;
  unit?: string | null;
  authorId?: string | null;
  postIds: string[];
  incident?: string | null;
  receivedAt: string;
  clocks: ComplaintClock[];
  history: { at: string; event: string; by?: string | null; content?: Record<string, unknown> }[];
}

export interface Written {
  postId: string;
  docket?: string | null;
  unit?: string | null;
  verdict?: Verdict | null;
  clocks: { clock: string; measure: string; dueAt?: string | null; state: string }[];
  triage: boolean;
}

/** The server's no: its sentence, or nothing but a status. */
export class Refused extends Error {
  constructor(readonly status: number, readonly sentence: string | null) {
    super(sentence ?? String(status));
  }
}

async function answer<T>(response: Response): Promise<T> {
  if (response.ok) return (await response.json()) as T;
  const problem = (await response.json().catch(() => null)) as { detail?: string; title?: string } | null;
  throw new Refused(response.status, problem?.detail ?? problem?.title ?? null);
}

const ANSWERS_WITHIN_MS = 15_000;

/** A server that holds a question open must not keep the page from asking again. */
const get = (path: string): Promise<Response> => fetch(path, { signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) });

const post = (path: string, body: unknown): Promise<Response> =>
  fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });

const SHOWN = 5;
/** What officers answer arrives as posts too, and in the demo there are more of them than of citizens' posts; after a flood each one of many is answered. */
const ASKED = [30, 200];

/** The last posts of citizens, newest first: those that were classified. */
export async function lastPosts(): Promise<Post[]> {
  let found: Post[] = [];
  for (const asked of ASKED) {
    const { items } = await answer<{ items: Post[] }>(await get(`/api/posts?last=${asked}`));
    found = items.filter((post) => post.verdict != null).sort((a, b) => b.receivedAt.localeCompare(a.receivedAt)).slice(0, SHOWN);
    if (found.length === SHOWN || items.length < asked) break;
  }
  return found;
}

/** Every unit's whole name; the wall's are cut to twelve characters. */
export async function unitNames(): Promise<Record<string, WallName>> {
  const { items } = await answer<{ items: { id: string; name: string; hi: string; kn: string }[] }>(await get('/api/units'));
  return Object.fromEntries(items.map((unit) => [unit.id, { en: unit.name, hi: unit.hi, kn: unit.kn }]));
}

export const complaint = async (docket: string): Promise<Complaint> => answer(await get(`/api/complaints/${encodeURIComponent(docket)}`));

export const setDemo = async (change: { rate?: 1 | 10 | 60; paused?: boolean }): Promise<void> => void (await answer(await post('/api/demo', change)));

export const write = async (channel: string, text: string): Promise<Written> => answer(await post('/api/demo/write', { channel, text }));
