import { describe, expect, it } from 'vitest';
import type { Signal } from '../../state/signal.ts';
import { composeSignal, viewSignal } from '../../templates/signal.ts';
import { item, SENDER, subscriber } from './fixture.ts';

const NOW = '2025-11-20T12:00:00.000Z';
const signal = (its: Partial<Signal> = {}): Signal => ({
  ...{ topic: 'tajik-border', trend: 'attacks-multiply', period: '2025-11-20T08:00:00.000Z', type: 'frequency' },
  ...{ blind: false, term: null, title: 'Attacks on the border multiply', severity: 'high', at: NOW },
  ...{ since: '2025-11-20T08:00:00.000Z', until: '2025-11-20T11:00:00.000Z', count: 4, usual: null },
  words: '4 stories within 7 days; 4 were asked for.',
  items: [item(), item({ id: 'b', title: 'Нападение на границе', publisher: 'Азия-Плюс', language: 'ru' })],
  cites: [{ document: 'Security at the border', paragraph: 4, claim: 'Attacks follow one another within weeks.' }],
  ...its,
});
const mail = (its: Partial<Signal> = {}) =>
  composeSignal(signal(its), 'The Tajik–Afghan border', subscriber, NOW, SENDER);
const flat = (text: string) => text.replace(/\s+/g, ' ');

describe('the mail of a rule over time', () => {
  it('says what happened, by what count, since when in the subscriber’s zone, by which items, and who says to watch', () => {
    const { subject, html, text } = mail();
    expect(subject).toBe('[high] Attacks on the border multiply');
    for (const part of [
      '4 stories within 7 days; 4 were asked for.',
      'Since 20 November, 12:00',
      'Нападение на границе',
      'in Russian',
      '¶4: Attacks follow one another within weeks.',
      'You get this because you follow The Tajik–Afghan border',
    ]) {
      expect(flat(html)).toContain(part);
      expect(flat(text)).toContain(part);
    }
    expect(html).toContain('href="https://civil.ge/archives/700001?from&#x3D;feed&amp;lang&#x3D;en"');
  });
  it('says nothing of items where there are none', () => {
    expect(flat(mail({ items: [] }).text)).not.toContain('Among them');
  });
  it('does not say that nothing happens where nobody can tell', () => {
    const { headline } = viewSignal(signal({ type: 'flatline', blind: true }), {
      now: NOW,
      zone: 'UTC',
      language: 'en',
    });
    expect(headline).toBe('Silent or unseen: Attacks on the border multiply');
  });
  it('keeps hostile words text, and out of the headers', () => {
    const bad = '<img src=x onerror=1>\r\nBcc: all@example.org \u202e';
    const { subject, html, text } = mail({
      ...{ title: bad, words: bad, cites: [{ document: bad, paragraph: 1, claim: bad }] },
      items: [item({ title: bad, publisher: bad, url: 'javascript:alert(1)', language: '"><b>' })],
    });
    expect(subject).not.toMatch(/[\r\n\u202e]/);
    expect(html).not.toMatch(/<img src=x|javascript:|\u202e/);
    expect(text).not.toMatch(/^Bcc:|javascript:|\u202e/m);
  });
});
