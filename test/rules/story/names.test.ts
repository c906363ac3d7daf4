import { describe, expect, it } from 'vitest';
import { scriptOf, soundOf } from '../../../rules/story/names.ts';
import { wordsOf } from '../../../rules/words/words.ts';

const sound = (written: string) => soundOf(wordsOf(written)[0]!.word);

describe('a name sounds the same in every script', () => {
  it.each([
    ['Tasmagambetov', 'Тасмагамбетов', 'تاسماگامبتوف', 'ტასმაგამბეტოვი', 'Տասմագամբետով', 'Tasmaqambetov'],
    ['Pashinyan', 'Пашинян', 'პაშინიანი', 'Փաշինյան', 'Paşinyan'],
    ['Kobakhidze', 'Кобахидзе', 'კობახიძე', 'Kobaxidze'],
    ['Dushanbe', 'Душанбе', 'Duşanbe', 'დუშანბე', 'Դուշանբե'],
    ['Witkoff', 'Виткофф', 'ვიტკოფი'],
  ])('%s', (name, ...others) => {
    const [latin, ...sounds] = [name, ...others].map(sound);
    expect(latin).toMatch(/^[b-z]{2,3}$/);
    for (const other of sounds.slice(0, -1)) expect(other!.slice(0, 2)).toBe(latin!.slice(0, 2));
  });
  it('in whatever case it ends', () => {
    expect(sound('Тасмагамбетовым')).toBe(sound('Tasmagambetov'));
  });
});

it.each(['ai', 'о', '2026', 'b2b', '中国', ''])('%j sounds like no name', (word) => {
  expect(soundOf(word)).toBeNull();
});

it('scripts are told apart', () => {
  expect(new Set(['visa', 'виза', 'ვიზა', 'վիզա', 'ویزا', '中国'].map(scriptOf)).size).toBe(6);
});
