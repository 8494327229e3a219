import { afterEach, expect, it, vi } from 'vitest';
import { lastPosts } from '../src/api';

afterEach(() => vi.unstubAllGlobals());

/** So many answers of officers, newest last, after five posts of citizens. */
function serve(answers: number): string[] {
  const all = Array.from({ length: answers + 5 }, (_, i) => ({ id: `${i}-0`, receivedAt: `2026-03-02T10:${String(i).padStart(4, '0')}Z`, verdict: i < 5 ? {} : null })).reverse();
  const asked: string[] = [];
  vi.stubGlobal('fetch', (path: string) => {
    asked.push(path);
    return Promise.resolve(new Response(JSON.stringify({ items: all.slice(0, Number(path.split('=')[1])) })));
  });
  return asked;
}

it('asks once where the last five posts of citizens are among the last thirty', async () => {
  const asked = serve(20);
  expect((await lastPosts()).map((post) => post.id)).toEqual(['4-0', '3-0', '2-0', '1-0', '0-0']);
  expect(asked).toHaveLength(1);
});

it('looks further back when officers have answered many meanwhile', async () => {
  serve(150);
  expect(await lastPosts()).toHaveLength(5);
});

it('shows what there is at the beginning', async () => {
  const asked = serve(0);
  expect(await lastPosts()).toHaveLength(5);
  expect(asked).toHaveLength(1);
});
