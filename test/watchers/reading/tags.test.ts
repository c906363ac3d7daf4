import { describe, expect, test } from 'vitest';
import { hiddenEnd, tagAt } from '../../../watchers/reading/tags.ts';

/** What of it stands behind the tag that it begins with. */
const behind = (written: string): string => written.slice(tagAt(written, 1).end);

describe('a tag ends', () => {
  test.each([
    ['at its sign', '<p>a', 'a'],
    ['not in a quoted value', `<p a="b>" c = '>'>d`, 'd'],
    ['at the first sign where nothing is quoted', `<p don't>a'>`, "a'>"],
    ['in its name, whatever that is', '<p"="b>c', 'c'],
    ['never, where it has no sign', '<p a', ''],
    ['never, where a quote has no end', '<p a="b>c', ''],
    ['never, where nothing stands in a quote', '<p a="', ''],
  ])('%s', (_, written, rest) => expect(behind(written)).toBe(rest));

  test('however long its name is', () => expect(behind(`<${'b'.repeat(10_000_000)}>a`)).toBe('a'));
});

describe('an element', () => {
  test.each([
    ['of a block divides lines', 'p', { divides: '\n' }],
    ['in capitals is the same', 'BlockQuote', { divides: '\n' }],
    ['of a cell divides words', 'td', { divides: ' ' }],
    ['with lines of its own', 'pre', { divides: '\n', preformatted: true }],
    ['in a line does nothing', 'span', undefined],
    ['that only begins like another does nothing', 'p:x', undefined],
    ['by a name of code does nothing', 'constructor', undefined],
  ])('%s', (_, name, element) => expect(tagAt(`<${name}/>`, 1).element).toEqual(element));

  test.each([
    ['up to its end', 'x</p></SCRIPT a=">">b', 'b'],
    ['beyond what only begins like its end', 'x</scripts>y</script>b', 'b'],
    ['for ever where it has no end', 'x</p>', ''],
  ])('hides what stands in it %s', (_, written, rest) => {
    const { hidden } = tagAt('<script>', 1).element!;
    for (const _ of ['once', 'and again']) expect(written.slice(hiddenEnd(hidden!, written, 0))).toBe(rest);
  });
});
