import { describe, expect, it } from 'vitest';
import { deliveryAt, returnPathOf } from '../../../jobs/mail/verp.ts';
import { POST } from '../fixture.ts';

const ID = '0b5f2c1e-9d3a-4c61-8f4e-7a1b2c3d4e5f';
const PATH = returnPathOf(ID, POST);

describe('the return path', () => {
  it('names the delivery, in a local part that every server takes', () => {
    expect(PATH).toMatch(/^bounces\+0b5f2c1e9d3a4c618f4e7a1b2c3d4e5f[\da-f]{10}@silkwatch\.example$/);
    expect(PATH.split('@')[0]!.length).toBeLessThanOrEqual(64);
  });

  it('is the bare mailbox where that takes no tags', () =>
    expect(returnPathOf(ID, { ...POST, tagged: false })).toBe('bounces@silkwatch.example'));

  it.each([
    ['as it went out', PATH],
    ['in capitals', PATH.toUpperCase()],
    ['in angle brackets', `<${PATH}>`],
    ['with a tag of BATV before it', `prvs=4321abcdef=${PATH}`],
    ['rewritten by a forwarder (SRS0)', `SRS0=HHH=TT=silkwatch.example=${PATH.split('@')[0]}@forwarder.example`],
    ['rewritten by two (SRS1)', `SRS1=GG=one.example==HHH=TT=silkwatch.example=${PATH.split('@')[0]}@two.example`],
    ['without its domain', PATH.split('@')[0]!],
  ])('is read %s', (_, address) => expect(deliveryAt(address, POST)).toBe(ID));

  it('is that of the mails that an older version sent', () =>
    expect(PATH).toBe('bounces+0b5f2c1e9d3a4c618f4e7a1b2c3d4e5fd2f4a34d7a@silkwatch.example'));

  it.each(['a', 'm1', 'nino-2', '1a2b3c4d'])('holds the id %s too', (id) =>
    expect(deliveryAt(returnPathOf(id, POST), POST)).toBe(id),
  );

  it.each([
    ['the bare mailbox', 'bounces@silkwatch.example'],
    ['of another delivery’s hash', PATH.replace('0b5f', '0b5e')],
    ['with one digit of its hash changed', PATH.replace(/(.)@/, (_, digit) => `${digit === '0' ? 1 : 0}@`)],
    ['cut short', PATH.replace(/..@/, '@')],
    ['with more behind it', PATH.replace('@', 'ff@')],
    ['of another secret', returnPathOf(ID, { ...POST, secret: 'another secret of the tests, 32 signs' })],
    ['nothing', ''],
    ['a tag of nobody’s', 'bounces+newsletter@silkwatch.example'],
  ])('is not believed: %s', (_, address) => expect(deliveryAt(address, POST)).toBeNull());

  it('is not looked for where the mailbox takes no tags', () =>
    expect(deliveryAt(PATH, { ...POST, tagged: false })).toBeNull());
});
