import { expect, it } from 'vitest';
import { originals, viewVoices } from '../../templates/voice.ts';
import { item } from './fixture.ts';

const agency = item({ id: 'a', publisher: 'The Agency', family: 'agency' });
const reprint = item({ id: 'b', publisher: 'The Gazette', family: 'gazette', voice: 'agency' });
const named = (...items: (typeof agency)[]) => viewVoices(items).map(({ publisher }) => publisher);

it('names who says something, and nobody who reprints it', () =>
  expect(named(agency, reprint)).toEqual(['The Agency']));
it('names who reprints it where nobody else is known', () => expect(named(reprint)).toEqual(['The Gazette']));
it('names each publisher once', () => expect(named(agency, { ...agency, id: 'c' })).toEqual(['The Agency']));
it('lists originals in their order', () => expect(originals([agency, reprint]).map(({ id }) => id)).toEqual(['a']));
