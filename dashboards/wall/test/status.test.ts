import { describe, expect, it } from 'vitest';
import { allInTime, statusView } from '../src/view/status';
import type { Scene } from '../src/view/scene';
import { scene } from './make';

const sentence = (s: Scene): string => statusView(s).segments.map((g) => g.text).filter((t) => t !== '').join(' · ');

describe('the status sentence', () => {
  it('says all in time and what comes next while that is proven', () => {
    expect(sentence(scene())).toBe('All in time · Next 03:42 Whitefield, Accept');
  });

  const doubts: [string, Scene][] = [
    ['a link is silent', scene({}, { proven: false, missing: ['link:wa'], links: [{ id: 'wa', channel: 'whatsapp', state: 'dead', heardAt: null, usualGapSeconds: 60 }] })],
    ['the test post is missing', scene({}, { proven: false, missing: ['canary'] })],
    ['the server does not say proven and names nothing', scene({}, { proven: false })],
    ['the server says proven but a machine fault hides deadlines', scene({}, { faults: 1 })],
    ['this screen has heard no beat', scene({}, {}, { vitals: null })],
    ['this screen’s feed is late', scene({}, {}, { phase: 'late', silentMs: 4_000 })],
    ['this screen’s feed is lost', scene({}, {}, { phase: 'lost' })],
    ['nothing was ever heard', scene({}, {}, { phase: 'waiting', known: false })],
    ['a life is at risk', scene({ atRiskCount: 1 })],
    ['something is late', scene({ lateCount: 1 })],
    ['a flag is late', scene({ flags: { waiting: 1, late: 1, oldestAt: null, byLabel: {} } })],
    ['an office’s forward is late', scene({ forwards: { open: 1, late: 1, oldestAt: null, nextDueAt: null } })],
  ];
  it.each(doubts)('never says all in time while %s', (_why, s) => {
    expect(allInTime(s)).toBe(false);
    expect(sentence(s)).not.toContain('All in time');
    expect(sentence(s)).not.toBe('');
  });

  it('names the silent channel', () => {
    expect(sentence(doubts[0]![1])).toBe('WhatsApp silent');
  });

  it('puts the gravest first', () => {
    expect(sentence(scene({ atRiskCount: 1, lateCount: 3, forwards: { open: 1, late: 0, oldestAt: null, nextDueAt: null } })))
      .toBe('1 life at risk · 3 late · 1 from CM, HM');
  });

  it('counts one flag as one', () => {
    const late = (n: number) => scene({ flags: { waiting: n, late: n, oldestAt: null, byLabel: {} } });
    expect([sentence(late(1)), sentence(late(2))]).toEqual(['1 flag late', '2 flags late']);
  });

  it('leaves out the least grave rather than clip the gravest', () => {
    const s = scene({ atRiskCount: 12, lateCount: 128 }, { proven: false, missing: ['canary', 'followers', 'link:x', 'disk'] });
    const view = statusView(s);
    expect(view.segments[0]?.text).toBe('12 lives at risk');
    const width = view.segments.reduce((sum, g) => sum + (g.text === '' ? 0 : s.measure(g.text, view.size, 650) + 74), 0);
    expect(width).toBeLessThanOrEqual(1400);
  });
});
