import { describe, expect, it, test } from 'vitest';
import type { Correction } from '../../state/alert.ts';
import type { ToldItem } from '../../state/edition.ts';
import { viewCorrection } from '../../templates/correction.ts';
import { renderOpen, renderText } from '../../templates/render.ts';

const CLOCK = { now: '2025-11-21T12:00:00.000Z', zone: 'Asia/Tbilisi', language: 'en' } as const;
const TOLD: ToldItem = {
  id: '1',
  title: 'Bridge kills 12',
  url: 'https://civil.example/1',
  excerpt: 'The governor said so.',
  publisher: 'Civil',
  family: 'civil',
  published: null,
  firstSeen: '2025-11-20T08:00:00.000Z',
  language: 'en',
};
const correction = (now: Partial<ToldItem> | null, its: Partial<Correction> = {}): Correction => ({
  told: TOLD,
  now: now && { ...TOLD, ...now },
  at: '2025-11-21T10:00:00.000Z',
  because: 'edited',
  ...its,
});
const html = (it: Correction) => renderOpen('correction', viewCorrection(it, CLOCK));
const text = (it: Correction) => renderText('correction', viewCorrection(it, CLOCK));

describe('a correction', () => {
  it('shows the headline as it is now, and the difference', () => {
    const edited = correction({ title: 'Bridge kills 15' });
    expect(html(edited)).toContain('<a href="https://civil.example/1">Bridge kills 15</a>');
    expect(html(edited)).toContain('Bridge kills <del class="lost">12</del> <ins class="fresh">15</ins>');
    expect(html(edited)).not.toContain('governor');
    expect(text(edited)).toBe(
      [
        '[Edited] Bridge kills 15',
        'https://civil.example/1',
        'Civil · Changed by its source, as seen on 21 November, 14:00.',
        '  was: Bridge kills 12',
        '  now: Bridge kills 15',
        '',
      ].join('\n'),
    );
  });
  it('marks the words that changed, and not the space around them', () => {
    const told = { ...TOLD, excerpt: 'About four hundred more are on the list.' };
    const now = { ...told, excerpt: 'About three hundred and forty more are on the list.' };
    expect(html(correction(now, { told }))).toContain(
      'About <del class="lost">four</del> <ins class="fresh">three</ins> hundred <ins class="fresh">and forty</ins> more',
    );
  });
  it('shows what is withdrawn struck out, without a link to what is not there', () => {
    const withdrawn = correction(null, { because: 'withdrawn' });
    expect(html(withdrawn)).toContain('<del class="gone">Bridge kills 12</del>');
    expect(html(withdrawn)).not.toContain('<a ');
    expect(text(withdrawn)).toContain('[Withdrawn] Bridge kills 12');
  });
  test.each([
    ['no longer about the topic', '[Off the topic]'],
    ['restored', '[Restored]'],
  ] as const)('says %s', (because, tag) => {
    expect(text(correction({}, { because }))).toContain(tag);
  });
  it('shows of a long text what stands around the change', () => {
    const words = Array.from({ length: 40 }, (_, n) => `word${n}`).join(' ');
    const { was, now } = viewCorrection(
      correction({ excerpt: `${words} fifteen ${words}` }, { told: { ...TOLD, excerpt: `${words} twelve ${words}` } }),
      CLOCK,
    ).texts[0]!;
    expect(was).toMatch(/^… word3\d .*word39 twelve word0 .* word\d+ …$/);
    expect(now).toBe(was.replace('twelve', 'fifteen'));
  });
  it('shows no difference of a text in whose place another stands', () => {
    const [before, now] = [Array(30).fill('one').join(' '), Array(30).fill('other').join(' ')];
    expect(viewCorrection(correction({ excerpt: now }, { told: { ...TOLD, excerpt: before } }), CLOCK).texts).toEqual(
      [],
    );
  });
  it('says which language it is in, and keeps its direction to itself', () => {
    const told = { ...TOLD, title: 'پل ۱۲ کشته', language: 'fa' };
    const persian = correction(null, { told, now: { ...told, title: 'پل ۱۵ کشته' } });
    expect(html(persian)).toContain('<p class="difference" dir="auto" lang="fa">');
    expect(html(persian)).toContain('in Persian');
    expect(text(persian)).toContain('was: \u2068پل ۱۲ کشته\u2069');
  });
  it('stays text, whoever wrote it', () => {
    const evil = { title: '<img src=x onerror=alert(1)> 15\u202e', url: 'javascript:alert(1)', publisher: '<b>' };
    const shown = html(correction(evil, { told: { ...TOLD, ...evil, title: '<script>12' } }));
    expect(shown).not.toMatch(/<img|<script|<b>&lt;b|javascript:|\u202e/);
    expect(shown).toContain('&lt;img src');
    expect(text(correction(evil))).not.toContain('javascript:');
  });
});
