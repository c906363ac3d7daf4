import { describe, expect, test } from 'vitest';
import { guardOf, RefusedAddress } from '../../watchers/guard.ts';
import { ask, ending, LOOPBACK, names, serving, worldOf } from './fixture.ts';

const written = (address: string) => new URL(address.includes(':') ? `http://[${address}]/` : `http://${address}/`);

describe('an address that is not public is refused', () => {
  test.each([
    ['loopback', '127.0.0.1'],
    ['loopback, all of it', '127.255.255.254'],
    ['a private network (10/8)', '10.0.0.1'],
    ['a private network (172.16/12), first', '172.16.0.1'],
    ['a private network (172.16/12), last', '172.31.255.255'],
    ['a private network (192.168/16)', '192.168.1.1'],
    ["a cloud's metadata", '169.254.169.254'],
    ['this host', '0.0.0.0'],
    ['carrier-grade NAT', '100.64.0.1'],
    ['benchmarks', '198.18.0.1'],
    ['documentation', '192.0.2.1'],
    ['multicast', '224.0.0.1'],
    ['reserved', '240.0.0.1'],
    ['broadcast', '255.255.255.255'],
    ['loopback (IPv6)', '::1'],
    ['unspecified (IPv6)', '::'],
    ['loopback, mapped', '::ffff:127.0.0.1'],
    ["a cloud's metadata, mapped", '::ffff:a9fe:a9fe'],
    ['loopback, compatible', '::7f00:1'],
    ['link-local (IPv6)', 'fe80::1'],
    ['site-local (IPv6)', 'fec0::1'],
    ['unique local (IPv6)', 'fc00::1'],
    ["a cloud's metadata (IPv6)", 'fd00:ec2::254'],
    ['loopback through NAT64', '64:ff9b::7f00:1'],
    ['loopback through local NAT64', '64:ff9b:1::7f00:1'],
    ['loopback through 6to4', '2002:7f00:1::'],
    ['a Teredo tunnel', '2001:0:7f00:1::1'],
    ['documentation (IPv6)', '2001:db8::1'],
    ['multicast (IPv6)', 'ff02::1'],
    ['what is given out to nobody (IPv6)', '4000::1'],
  ])('%s: %s, in a URL and from a name server', (_, address) => {
    const guard = guardOf([], names({ 'inside.example': [[address]] }));
    expect(() => guard.checkUrl(written(address))).toThrow(RefusedAddress);
    expect(answerOf(guard, 'inside.example')).toBeInstanceOf(RefusedAddress);
  });

  test.each([
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0x7f000001/',
    'http://017700000001/',
    'http://127.1/',
    'http://127.0.0.1./',
    'http://①②⑦.0.0.1/',
    'http://[::ffff:7f00:1]/',
    'http://[0:0:0:0:0:0:0:1]/',
    'http://0/',
  ])('however its URL spells it: %s', (url) => {
    expect(() => guardOf([]).checkUrl(new URL(url))).toThrow(RefusedAddress);
  });

  test.each(['8.8.8.8', '172.32.0.1', '172.15.255.255', '2a00:1450:4001::1', '::ffff:8.8.8.8'])(
    'a public one is not: %s',
    (address) => {
      const guard = guardOf([], names({ 'public.example': [[address]] }));
      expect(() => guard.checkUrl(written(address))).not.toThrow();
      expect(answerOf(guard, 'public.example')).toEqual([{ address, family: address.includes(':') ? 6 : 4 }]);
    },
  );
});

test('localhost is refused by what the system says of it', async () => {
  const found = await new Promise((resolve) => guardOf([]).lookup('localhost', { all: true }, resolve as never));
  expect(found).toBeInstanceOf(RefusedAddress);
});

test('a host whose answers mix public and private ones is refused whole', () => {
  const guard = guardOf([], names({ 'mixed.example': [['8.8.8.8', '10.0.0.1']] }));
  expect(answerOf(guard, 'mixed.example')).toBeInstanceOf(RefusedAddress);
});

test('a refusal says which host led where', () => {
  const guard = guardOf([], names({ 'inside.example': [['10.0.0.1']] }));
  expect(String(answerOf(guard, 'inside.example'))).toContain('inside.example leads to 10.0.0.1, not a public address');
});

test('one address is answered where one is asked for', () => {
  const guard = guardOf([], names({ 'public.example': [['8.8.8.8', '8.8.4.4']] }));
  let answer: unknown;
  guard.lookup('public.example', {}, (...given) => {
    answer = given;
  });
  expect(answer).toEqual([null, '8.8.8.8', 4]);
});

describe('an allowed range lets pass what it names, and nothing else', () => {
  test.each([
    ['127.0.0.1', true],
    ['127.9.9.9', true],
    ['::ffff:127.0.0.1', true],
    ['fd12::1', true],
    ['fd13::1', false],
    ['::1', false],
    ['10.0.0.1', false],
    ['169.254.169.254', false],
  ])('127.0.0.0/8 and fd12::/16: %s is let through: %s', (address, passes) => {
    const guard = guardOf(['127.0.0.0/8', 'fd12::/16']);
    const check = expect(() => guard.checkUrl(written(address)));
    if (passes) check.not.toThrow();
    else check.toThrow(RefusedAddress);
    expect(() => guardOf([]).checkUrl(written(address))).toThrow(RefusedAddress);
  });

  test.each(['127.0.0.1', '127.0.0.0/99', 'localhost', '', '10.0.0.0/-1'])('a malformed range throws: %j', (range) => {
    expect(() => guardOf([range])).toThrow();
  });
});

describe('the address is judged where it is connected to', () => {
  test('a name that leads to loopback is not connected to', async () => {
    let asked = 0;
    const result = await serving(
      (_, response) => void response.end(`hello ${++asked}`),
      (url) => ask(url.replace('127.0.0.1', 'rebound.example'), { world: worldOf([], toLoopback()) }),
    );
    expect([ending(result), asked]).toEqual(['address', 0]);
  });

  test('a name that is public first and loopback at the second question is refused at the second', async () => {
    const resolve = names({ 'rebound.example': [['8.8.8.8'], ['127.0.0.1']] });
    const guard = guardOf([], resolve);
    expect(answerOf(guard, 'rebound.example')).toEqual([{ address: '8.8.8.8', family: 4 }]);
    let asked = 0;
    const result = await serving(
      (_, response) => void response.end(`hello ${++asked}`),
      (url) => ask(url.replace('127.0.0.1', 'rebound.example'), { world: worldOf([], resolve) }),
    );
    expect([ending(result), asked]).toEqual(['address', 0]);
  });

  test('the same name is visited where loopback is allowed', async () => {
    const result = await serving(
      (_, response) => void response.end('hello'),
      (url) => ask(url.replace('127.0.0.1', 'rebound.example'), { world: worldOf(LOOPBACK, toLoopback()) }),
    );
    expect(ending(result)).toBe('fetched');
  });

  const toLoopback = () => names({ 'rebound.example': [['127.0.0.1']] });
});

/** What a guard's lookup answers: the addresses, or the error. */
function answerOf(guard: ReturnType<typeof guardOf>, host: string): unknown {
  let answer: unknown;
  guard.lookup(host, { all: true }, (error, addresses) => {
    answer = error ?? addresses;
  });
  return answer;
}
