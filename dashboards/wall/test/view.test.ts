import { describe, expect, it } from 'vitest';
import { holderName } from '../src/view/scene';
import { fit } from '../src/view/fit';
import { moreLine, riskViews, rowViews } from '../src/view/rows';
import { wallView } from '../src/view/wallView';
import { binOf, oneForce, project } from '../src/map/places';
import { arcMinutes } from '../src/settings';
import { mustReload } from '../src/reload';
import { SoundRules } from '../src/sounds';
import type { Lang } from '@monitor/shared/contract';
import { wordsOf } from '@monitor/shared/words';
import { row, scene, T0 } from './make';

const measure = (text: string, size: number): number => text.length * size * 0.5;

describe('fit', () => {
  it('tries sizes, then shorter wordings, then shortens; never below 44', () => {
    expect(fit(measure, 110, ['abcd'])).toEqual({ text: 'abcd', size: 52 });
    expect(fit(measure, 90, ['abcd'])).toEqual({ text: 'abcd', size: 44 });
    expect(fit(measure, 50, ['abcd', 'ab'])).toEqual({ text: 'ab', size: 48 });
    expect(fit(measure, 70, ['abcdef'])).toEqual({ text: 'ab…', size: 44 });
  });
  it('does not tear a conjunct', () => {
    expect(fit((t) => [...t].length * 10, 45, ['क्षित्रज'], [44]).text).toMatch(/^(क्षि…|क्षि?त्र…|…)$/u);
  });
});

describe('rows', () => {
  it('are seven in learnt places: three late, four next', () => {
    const rows = rowViews(scene({ late: [row({ late: true, docket: 'A-1111', dueAt: new Date(T0 - 60_000).toISOString() })], next: [row()] }));
    expect(rows).toHaveLength(7);
    expect(rows[0]).toMatchObject({ form: 'late', time: { text: '+01:00' }, docket: { text: '1111' } });
    expect(rows[1]?.key).toBe('');
    expect(rows[3]).toMatchObject({ form: 'soon', verb: { text: 'Accept' } });
  });
  it('show the docket’s last four digits without its check digit', () => {
    expect(rowViews(scene({ next: [row({ docket: '12785-1' })] }))[3]?.docket.text).toBe('2785');
  });
  it('call a lost phone lost and not stolen', () => {
    const kind = (lang: 'hi' | 'kn'): string | undefined =>
      rowViews(scene({ next: [row({ category: 'LOST_MOBILE' })] }, {}, { lang, words: wordsOf(lang), measure: () => 0 }))[3]?.kind.text;
    expect([kind('hi'), kind('kn')]).toEqual(['मोबाइल गुम', 'ಮೊಬೈಲ್ ಕಾಣೆ']);
  });
  it('name the office that waits for word', () => {
    const verb = (lang: Lang, office: 'chiefMinister' | 'homeMinister'): string | undefined =>
      rowViews(scene({ next: [row({ verb: 'reportBack', office })] }, {}, { lang, words: wordsOf(lang), measure: () => 0 }))[3]?.verb.text;
    expect((['en', 'hi', 'kn'] as const).map((lang) => [verb(lang, 'chiefMinister'), verb(lang, 'homeMinister')]))
      .toEqual([['Tell CM', 'Tell HM'], ['सीएम को', 'एचएम को'], ['ಸಿಎಂಗೆ', 'ಎಚ್‌ಎಂಗೆ']]);
  });
  it('name the rank that a clock has climbed to', () => {
    expect(rowViews(scene({ late: [row({ rank: 'ACP', late: true })] }))[0]?.where.text).toBe('ACP Whitefield');
  });
  it('name a rank as the room says it, also where the roster has no title', () => {
    expect(rowViews(scene({ late: [row({ rank: 'inspector', late: true })] }))[0]?.where.text).toBe('PI Whitefield');
  });
  it('do not say that nothing is late while the count says otherwise', () => {
    expect(rowViews(scene({ late: [], lateCount: 9 }))[0]?.line.text).toBe('Nothing newly late');
    expect(rowViews(scene({ late: [], lateCount: 0 }))[0]?.line.text).toBe('None late');
  });
  it('give way to units with counts in a flood', () => {
    const rows = rowViews(scene({ floodUnits: [{ unit: 'whitefield', count: 96 }, { unit: null, count: 12 }] }));
    expect(rows[1]).toMatchObject({ time: { text: '×96' }, where: { text: 'Whitefield' }, eighths: 8 });
    expect(rows[2]).toMatchObject({ time: { text: '×12' }, eighths: 1 });
  });
  it('say in a flood what is counted: clocks that ran out, not complaints that came', () => {
    const title = (lang: Lang): string | undefined =>
      rowViews(scene({ floodUnits: [{ unit: 'whitefield', count: 96 }] }, {}, { lang, words: wordsOf(lang), measure: () => 0 }))[0]?.line.text;
    expect((['en', 'hi', 'kn'] as const).map(title)).toEqual([
      'Many clocks run out, by unit', 'कई समय सीमाएँ पार हुईं, यूनिट अनुसार', 'ಹಲವು ಗಡುವುಗಳು ಮೀರಿವೆ, ಠಾಣೆವಾರು',
    ]);
  });
  it('are told apart from knowledge while the feed is lost', () => {
    expect(rowViews(scene({ next: [] }, {}, { phase: 'lost' }))[0]?.line.text).toBe('–');
  });
  it('sum up what stands behind them', () => {
    const more = { count: 22, oldestDueAt: new Date(T0 - 76 * 3_600_000).toISOString(), units: [{ unit: 'whitefield', count: 6 }] };
    expect(moreLine(scene({ moreLate: more })).text).toBe('+22 late, oldest 3 d · Whitefield 6');
  });
});

describe('lives at risk', () => {
  const risk = { docket: '1-1', category: 'SELF_HARM', unit: null, receivedAt: new Date(T0).toISOString(), stage: 'seen', stageDueAt: null, holder: 'PI', count: 1 };
  it('ask for what is awaited: nobody is called there who is not', () => {
    const stage = (lang: Lang): string | undefined =>
      riskViews(scene({ atRisk: [{ ...risk, stage: 'reached' }] }, {}, { lang, words: wordsOf(lang), measure: () => 0 }))[0]?.stage.text;
    expect((['en', 'hi', 'kn'] as const).map(stage)).toEqual(['Reach them', 'मौके पर पहुँचें', 'ಸ್ಥಳ ತಲುಪಿ']);
  });
  it('without a row are told in the last one', () => {
    const holders = (count: number): (string | undefined)[] => riskViews(scene({ atRisk: [risk, risk], atRiskCount: count })).map((r) => r.holder.text);
    expect([holders(2), holders(5)]).toEqual([['PI', 'PI'], ['PI', 'PI · +3']]);
  });
});

describe('a holder', () => {
  it('is a title or a seat, without shift and number', () => {
    const names = ['DCP', 'commissioner', 'operator-night-3', 'night-acp', 'night-officer', 'sho', 'Hoysala 41'];
    expect(names.map((name) => holderName(scene(), name))).toEqual(['DCP', 'CP', 'Operator', 'ACP', 'PSI', 'SHO', 'Hoysala 41']);
  });
  it('is said to lack', () => {
    expect(holderName(scene(), null)).toBe('No owner');
  });
});

describe('the view', () => {
  it('shows the demo and minutes only above 1×', () => {
    const v = wallView(scene({}, { demo: { rate: 60, paused: false } }, { rate: 60 }));
    expect(v.clock.text).toBe('DEMO 60× · 21:12');
    expect(wallView(scene({}, { demo: { rate: 60, paused: true } }, { rate: 0, measure: (t, size) => t.length * size * 0.57 })).clock.text).toBe('DEMO paused 21:12');
    expect(v.rows[3]?.time.text).toBe('3 min');
  });
  it('says a wrong screen clock, but not in the demo', () => {
    const narrow = { clockOffMs: 5_000, measure: (t: string, size: number) => t.length * size * 0.45 };
    expect(wallView(scene({}, {}, narrow)).feed).toMatchObject({ text: 'Screen clock 5 s off', stale: true });
    expect(wallView(scene({}, {}, { clockOffMs: 5_000, measure: (t, size) => t.length * size * 0.6 })).feed.text).toBe('Clock 5 s off');
    expect(wallView(scene({}, { demo: { rate: 60, paused: false } }, { clockOffMs: 5_000 })).feed.stale).toBe(false);
  });
  it('tells the real age of the test post, whatever the rate of the demo', () => {
    const canary = (change: object, rate: number) => wallView(scene({}, change, { rate })).foot[5];
    expect(canary({ canaryAgeSeconds: 40 }, 60)).toMatchObject({ value: { text: '40 s' }, form: 'ok' });
    expect(canary({ canaryAgeSeconds: 40 }, 0)).toMatchObject({ value: { text: '40 s' }, form: 'ok' });
    expect(canary({ canaryAgeSeconds: 121 }, 1)).toMatchObject({ form: 'dead' });
    expect(canary({ canaryAgeSeconds: null }, 1)).toMatchObject({ form: 'quiet' });
  });
  it('tells a clock that is not believed from one that was moved, and an unknown delay from a good one', () => {
    const delay = (change: object) => wallView(scene({}, change)).foot[4];
    expect(delay({ clock: 'held' })).toMatchObject({ name: { text: 'Clock held' }, form: 'dead' });
    expect(delay({ clock: 'stepped' })).toMatchObject({ name: { text: 'Clock moved' }, form: 'quiet' });
    expect(delay({ latenessP99Ms: null })).toMatchObject({ value: { text: '–' }, form: 'none' });
  });
  it('calls no life safe while something is in doubt', () => {
    const lane = (vitals: object, change: object = {}) => wallView(scene({}, vitals, change)).riskEmpty;
    expect(lane({})).toBe('No life at risk');
    expect(lane({ proven: false, missing: ['late'] })).toBe('No life at risk');
    expect(lane({ proven: false, missing: ['followers'] })).toBe('No life at risk that we know of');
    expect(lane({}, { phase: 'late', silentMs: 4_000 })).toBe('No life at risk that we know of');
    expect(lane({}, { phase: 'lost' })).toBe('–');
  });
  it('dims between 22 and 6', () => {
    expect(wallView(scene()).night).toBe(false);
    expect(wallView(scene({}, {}, { nowMs: Date.parse('2026-11-21T21:34:00Z') })).night).toBe(true);
  });
  it('freezes with the instant of its last beat when the feed is lost', () => {
    expect(wallView(scene({}, {}, { phase: 'lost' })).feed.text).toBe('as of 21:12:07');
  });
});

describe('the map', () => {
  it('shades by deviation from the usual in fixed bins', () => {
    expect([binOf({ openedThisHour: 5, usualThisHour: 4 }), binOf({ openedThisHour: 8, usualThisHour: 4 }), binOf({ openedThisHour: 12, usualThisHour: 4 }),
      binOf({ openedThisHour: 31, usualThisHour: 4 })]).toEqual([0, 1, 2, 3]);
  });
  it('shows one force: the one whose units have open complaints', () => {
    const places = [
      { id: 'a', kind: 'Force' }, { id: 'a/1', parent: 'a', kind: 'Station' }, { id: 'a/2', parent: 'a', kind: 'Station' },
      { id: 'b', kind: 'Force' }, { id: 'b/1', parent: 'b', kind: 'Station' },
    ];
    expect(oneForce(places, () => 0).map((p) => p.id)).toEqual(['a', 'a/1', 'a/2']);
    expect(oneForce(places, (unit) => (unit === 'b/1' ? 3 : 0)).map((p) => p.id)).toEqual(['b', 'b/1']);
  });
  it('projects inside its frame and leaves out what has no place', () => {
    const points = project([{ id: 'a', lat: 12.8, lon: 77.4, kind: 's' }, { id: 'b', lat: 13.1, lon: 77.8, kind: 's' }, { id: 'c', lat: NaN, lon: 1, kind: 's' }]);
    expect(points.map((p) => p.id)).toEqual(['a', 'b']);
    for (const p of points) expect(p.x >= 0 && p.x <= 1376 && p.y >= 0 && p.y <= 812).toBe(true);
  });
});

describe('the seat', () => {
  it('sees 52 px at 16.3 arc minutes on 65 inches from six metres', () => {
    expect(arcMinutes(65, 6)).toBeCloseTo(16.3, 0);
    expect(arcMinutes(55, 6)).toBeLessThan(16);
  });
});

describe('the planned reload', () => {
  const calm = { live: true, grave: false, heapMb: 20, pageBuild: 'a', build: 'a', clock: '04:00:01', sinceLoadMs: 3_600_000, byReload: true };
  it('comes at four only while live and nothing grave stands', () => {
    expect(mustReload(calm)).toBe(true);
    expect(mustReload({ ...calm, grave: true })).toBe(false);
    expect(mustReload({ ...calm, live: false })).toBe(false);
    expect(mustReload({ ...calm, clock: '04:01:00' })).toBe(false);
    expect(mustReload({ ...calm, sinceLoadMs: 1_000 })).toBe(false);
  });
  it('leaves the last picture of a grown heap where no server would answer', () => {
    expect(mustReload({ ...calm, clock: '12:00:00', heapMb: 151, live: false })).toBe(false);
  });
  it('comes at once for another build or a grown heap', () => {
    expect(mustReload({ ...calm, clock: '12:00:00', build: 'b' })).toBe(true);
    expect(mustReload({ ...calm, clock: '12:00:00', heapMb: 151 })).toBe(true);
  });
  it('comes at once for an old page out of a cache, and is no loop where it gives that page again', () => {
    const old = { ...calm, clock: '12:00:00', build: 'b', live: false };
    expect(mustReload({ ...old, sinceLoadMs: 1_000, byReload: false })).toBe(true);
    expect(mustReload({ ...old, sinceLoadMs: 1_000 })).toBe(false);
    expect(mustReload({ ...old, sinceLoadMs: 599_000 })).toBe(false);
    expect(mustReload({ ...old, sinceLoadMs: 601_000 })).toBe(true);
    expect(mustReload({ ...old, pageBuild: '', sinceLoadMs: 1_000, byReload: false })).toBe(false);
  });
});

describe('sounds', () => {
  const risk = { docket: 'A', category: 'SELF_HARM', unit: null, receivedAt: '', stage: 'seen', stageDueAt: null, holder: null, count: 1 };
  const at = (localMs: number, board = {}, change = {}) =>
    ({ board: scene({ open: 3, ...board }).board, phase: 'live' as const, deadLinks: [] as string[], hour: 12, minute: 30, localMs, demo: false, ...change });
  it('repeat a life at risk every 20 s until it is seen at a desk', () => {
    const rules = new SoundRules();
    expect(rules.due(at(0, { atRisk: [risk] }))).toBe('lifeAtRisk');
    expect(rules.due(at(19_000, { atRisk: [risk] }))).toBeNull();
    expect(rules.due(at(20_000, { atRisk: [risk] }))).toBe('lifeAtRisk');
    expect(rules.due(at(60_000, { atRisk: [{ ...risk, stage: 'told' }] }))).toBeNull();
  });
  it('chime once for an unowned priority 1, and not for a breach', () => {
    const rules = new SoundRules();
    expect(rules.due(at(0, { unowned: 'A' }))).toBeNull();
    expect(rules.due(at(1_000, { unowned: 'B' }))).toBe('unowned');
    expect(rules.due(at(2_000, { unowned: 'B' }))).toBeNull();
    expect(rules.due(at(3_000, { late: [row({ docket: 'B', late: true })] }))).toBeNull();
    expect(rules.due(at(4_000, { unowned: 'B' }))).toBe('unowned');
  });
  it('chime for an unowned priority 1 after the tone that is due in the same second, while nobody owns it', () => {
    const rules = new SoundRules();
    expect(rules.due(at(0))).toBeNull();
    expect(rules.due(at(1_000, { unowned: 'A', atRisk: [risk] }))).toBe('lifeAtRisk');
    expect(rules.due(at(2_000, { unowned: 'A', atRisk: [risk] }))).toBe('unowned');
    expect(rules.due(at(21_000, { unowned: 'B', atRisk: [risk] }))).toBe('lifeAtRisk');
    expect(rules.due(at(22_000, { atRisk: [risk] }))).toBeNull();
  });
  it('fall each minute while the feed is lost, until someone acknowledges', () => {
    const rules = new SoundRules();
    expect(rules.due(at(0, {}, { phase: 'lost' }))).toBe('feedLost');
    expect(rules.due(at(59_000, {}, { phase: 'lost' }))).toBeNull();
    expect(rules.due(at(60_000, {}, { phase: 'lost' }))).toBe('feedLost');
    rules.acknowledge();
    expect(rules.due(at(120_000, {}, { phase: 'lost' }))).toBeNull();
    expect(rules.due(at(121_000))).toBeNull();
    expect(rules.due(at(300_000, {}, { deadLinks: ['x'] }))).toBe('feedLost');
  });
  it('fall again for what was not lost when someone acknowledged', () => {
    const rules = new SoundRules();
    const x = { deadLinks: ['x'] };
    expect(rules.due(at(0, {}, x))).toBe('feedLost');
    rules.acknowledge();
    expect(rules.due(at(60_000, {}, x))).toBeNull();
    expect(rules.due(at(61_000, {}, { deadLinks: ['x', 'facebook'] }))).toBe('feedLost');
    rules.acknowledge();
    expect(rules.due(at(121_000, {}, { deadLinks: ['x', 'facebook'] }))).toBeNull();
    expect(rules.due(at(122_000, {}, { phase: 'lost', deadLinks: ['x', 'facebook'] }))).toBe('feedLost');
  });
  it('forget an acknowledgement once that link is well, and keep that of another', () => {
    const rules = new SoundRules();
    expect(rules.due(at(0, {}, { deadLinks: ['x', 'facebook'] }))).toBe('feedLost');
    rules.acknowledge();
    expect(rules.due(at(60_000, {}, { deadLinks: ['x'] }))).toBeNull();
    expect(rules.due(at(120_000, {}, { deadLinks: ['x', 'facebook'] }))).toBe('feedLost');
  });
  it('are not acknowledged before they were heard', () => {
    const rules = new SoundRules();
    expect(rules.due(at(0, { atRisk: [risk] }, { phase: 'live' }))).toBe('lifeAtRisk');
    expect(rules.due(at(20_000, { atRisk: [risk] }, { deadLinks: ['x'] }))).toBe('lifeAtRisk');
    rules.acknowledge();
    expect(rules.due(at(21_000, { atRisk: [risk] }, { deadLinks: ['x'] }))).toBe('feedLost');
  });
});
