import type { Lang } from '@monitor/shared/contract';
import { describe, expect, it } from 'vitest';
import { pieces, Say, targetName } from '../src/say';
import { startWords } from '../src/words';
import { samplesOf } from '../src/samples';

const joined = (text: string, words: { start: number; end: number; weight: number }[]): string => pieces(text, words).map((p) => p.text).join('');

describe('pieces', () => {
  it('marks words by offset, heaviest strongest', () => {
    expect(pieces('my chain was snatched', [{ start: 13, end: 21, weight: 2 }, { start: 3, end: 8, weight: 1 }])).toEqual([
      { text: 'my ', strength: 0 }, { text: 'chain', strength: 2 }, { text: ' was ', strength: 0 }, { text: 'snatched', strength: 3 },
    ]);
  });
  it('never loses or doubles a letter, whatever the offsets', () => {
    const text = 'मडिवाळ ಮಡಿವಾಳ 😀 <b>x</b>';
    for (let seed = 1; seed < 200; seed++) {
      const n = (k: number): number => ((seed * 7919 * (k + 3)) % (text.length + 6)) - 2;
      expect(joined(text, [{ start: n(0), end: n(1), weight: n(2) }, { start: n(3), end: n(4), weight: n(5) }])).toBe(text);
    }
  });
});

describe('targetName', () => {
  it('says lengths as people do', () => {
    expect([targetName('PT4H'), targetName('PT30M'), targetName('P1DT2H'), targetName('01:30:00'), targetName('office day')])
      .toEqual(['4 h', '30 min', '1 d 2 h', '1 h 30 min', 'office day']);
    expect([targetName('PT4H', 'hi'), targetName('00:00:00', 'kn')]).toEqual(['4 घं', '0 ಸೆ']);
  });
});

describe('the three languages', () => {
  it('say the same things: no word is missing, none was left in English', () => {
    const [en, hi, kn] = (['en', 'hi', 'kn'] as const).map(startWords);
    for (const other of [hi, kn]) {
      expect(Object.keys(other ?? {}).sort()).toEqual(Object.keys(en ?? {}).sort());
      expect(Object.keys(other?.clocks ?? {})).toEqual(Object.keys(en?.clocks ?? {}));
      const texts = Object.entries(other ?? {}).filter(([, value]) => typeof value === 'string') as [string, string][];
      expect(texts.filter(([name, text]) => text === (en as unknown as Record<string, string>)[name])).toEqual([]);
    }
    expect(Object.keys(hi?.codes ?? {}).sort()).toEqual(Object.keys(kn?.codes ?? {}).sort());
    expect(Object.keys(hi?.calendars ?? {}).sort()).toEqual(Object.keys(kn?.calendars ?? {}).sort());
    expect(Object.keys(hi?.events ?? {}).sort()).toEqual(Object.keys(kn?.events ?? {}).sort());
  });
  it('say in Hindi by whom after the name', () => {
    expect(startWords('hi').pausedBy).toBe('रुका {a} – {b}, {c} द्वारा');
  });
  it('show a code without a word as English says it', () => {
    expect([new Say('hi').event('complaint.not-known-yet'), new Say('kn').event('complaint.closed')]).toEqual(['Not known yet', 'ಮುಕ್ತಾಯ']);
  });
  it('tell an event’s plain fields, and nothing else', () => {
    const content = { clock: 'accept', percent: 50, by: 'x', post: { id: 'p' }, stage: 'told' };
    expect(new Say('en').detail(content, (u) => u)).toBe('Accept, 50 %, told 112');
  });
  it('tell an action, a way out, a rank and a reference in their own words', () => {
    const say = new Say('hi');
    expect(say.detail({ action: { kind: 'eChallan', number: 'E-1042-7' } }, (u) => u)).toBe('ई-चालान, E-1042-7');
    expect(say.detail({ leave: { way: 'notPolice', body: 'BBMP' }, checkedBy: 'x' }, (u) => u)).toBe('पुलिस का विषय नहीं, BBMP');
    expect(say.detail({ step: 'assistantCommissioner', percent: 100 }, (u) => u)).toBe('100 %, एसीपी या सीओ');
    expect(say.detail({ stage: 'outcome', reference: 'safe', why: 'none' }, (u) => u)).toBe('परिणाम, सुरक्षित');
  });
  it('tell of a handoff what was done, not what is to be done', () => {
    const told = (lang: Lang): string[] => ['sent', 'reached'].map((stage) => new Say(lang).detail({ stage }, (u) => u));
    expect([told('en'), told('hi'), told('kn')]).toEqual([['unit sent', 'reached'], ['टीम भेजी', 'पहुँचे'], ['ತಂಡ ಹೊರಟಿದೆ', 'ತಲುಪಿದ್ದಾರೆ']]);
  });
  it('say that a climb found nobody', () => {
    const climb = (lang: Lang): string => new Say(lang).detail({ clock: 'close', percent: 200, step: 'none' }, (u) => u);
    expect([climb('en'), climb('hi'), climb('kn')]).toEqual(['Close, 200 %, nobody to tell', 'बंद करना, 200 %, बताने को कोई नहीं', 'ಮುಕ್ತಾಯ, 200 %, ತಿಳಿಸಲು ಯಾರೂ ಇಲ್ಲ']);
  });
  it('write an action as the station writes it', () => {
    expect(new Say('en').detail({ action: { kind: 'fir', number: 'F-1' } }, (u) => u)).toBe('FIR, F-1');
    expect(new Say('en').detail({ action: { kind: 'nothingPossible' } }, (u) => u)).toBe('nothing possible');
  });
  it('name who acted by title and unit', () => {
    const who = (lang: Lang, by: string): string => new Say(lang).person(by, (u) => (u === 'blr/hsr-ps' ? 'HSR' : u));
    expect([who('en', 'blr/hsr-ps/inspector'), who('hi', 'blr/hsr-ps/night-acp'), who('kn', 'blr/hsr-ps/operator-night-3'), who('en', 'someone')])
      .toEqual(['PI, HSR', 'एसीपी, HSR', 'ಆಪರೇಟರ್, HSR', 'someone']);
  });
});

describe('an instant', () => {
  const now = Date.parse('2026-11-21T15:42:07Z');
  const of = (lang: Lang, ago: number): string[] => [true, false].map((exact) => new Say(lang).instant(now - ago, now, exact));
  it('is told without its day only where that cannot mislead', () => {
    expect(of('en', 4 * 60_000)).toEqual(['21:08:07', '21:08']);
    expect(of('en', 36 * 3_600_000)).toEqual(['20 Nov, 09:12:07', '20 Nov, 09:12']);
    expect(of('en', -36 * 3_600_000)).toEqual(['23 Nov, 09:12:07', '23 Nov, 09:12']);
  });
  it('names its month in the page’s language, with Latin digits', () => {
    expect(of('hi', 36 * 3_600_000)[1]).toBe('20 नव॰, 09:12');
    expect(of('kn', 36 * 3_600_000)[1]).toBe('20 ನವೆಂ, 09:12');
  });
  it('has its day where nobody knows what time it is', () => {
    expect(new Say('en').instant(now, 0, false)).toBe('21 Nov, 21:12');
  });
});

describe('samples', () => {
  it('are six, in each language form, over all channels', () => {
    for (const samples of [samplesOf('bengaluru-day'), samplesOf('bareilly-night')]) {
      expect(samples).toHaveLength(6);
      expect(new Set(samples.map((s) => s.channel))).toEqual(new Set(['x', 'facebook', 'instagram', 'whatsapp']));
      expect(new Set(samples.map((s) => s.name)).size).toBe(6);
      expect(new Set(samples.map((s) => s.text)).size).toBe(6);
    }
  });
  it('name places of the scenario', () => {
    expect(samplesOf('bareilly-night')[0]?.text).toContain('Izzatnagar');
    expect(samplesOf('')[0]?.text).toContain('Silk Board');
  });
});

describe('a priority', () => {
  it('is written as the page writes it elsewhere', () => {
    expect(new Say('en').detail({ priority: 'p2' }, (u) => u)).toBe('P2');
  });
});
