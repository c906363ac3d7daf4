import { describe, expect, it } from 'vitest';
import { hostOf, networkOf, siteOf } from '../../../web/security/network.ts';

describe('from where a request comes', () => {
  it.each([
    ['the connection, without a proxy of ours', '192.0.2.9', '203.0.113.5', 0, '192.0.2.9'],
    ['whom our one proxy was asked by', '127.0.0.1', '203.0.113.5', 1, '203.0.113.5'],
    ['not what the visitor wrote left of it', '127.0.0.1', '10.9.8.7, 203.0.113.5', 1, '203.0.113.5'],
    ['the second from the right behind two', '127.0.0.1', '10.9.8.7, 203.0.113.5, 192.0.2.77', 2, '203.0.113.5'],
    ['as far as there is something behind more', '127.0.0.1', '203.0.113.5', 3, '203.0.113.5'],
    ['the connection where the proxy adds nothing', '127.0.0.1', '', 1, '127.0.0.1'],
    ['the nearest that is an address', '127.0.0.1', '203.0.113.5, unknown', 2, '127.0.0.1'],
    ['IPv4 out of IPv6', '::ffff:192.0.2.9', '', 0, '192.0.2.9'],
    ['IPv6 in its one spelling', '2001:DB8:0:0::7', '', 0, '2001:db8::7'],
    ['without a zone', 'fe80::1%eth0', '', 0, 'fe80::1'],
    ['without a port', '127.0.0.1', '[2001:db8::7]:443', 1, '2001:db8::7'],
    ['without a port of IPv4', '127.0.0.1', '203.0.113.5:443', 1, '203.0.113.5'],
    ['nothing where there is no connection', '', '', 0, ''],
    ['nothing that would end a line', '127.0.0.1', '203.0.113.5\r\nX: y', 1, '127.0.0.1'],
  ])('%s', (_, connected, forwarded, proxies, network) => {
    expect(networkOf(connected, forwarded, proxies)).toBe(network);
  });
});

describe('who has an address, and the neighbourhood', () => {
  it.each([
    ['192.0.2.9', '192.0.2.9', '192.0.2.0/24'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64', '2001:db8:1::/48'],
    ['2001:db8::7', '2001:db8:0:0::/64', '2001:db8:0::/48'],
    ['2001:db8:1::', '2001:db8:1:0::/64', '2001:db8:1::/48'],
    ['::1', '0:0:0:0::/64', '0:0:0::/48'],
    ['', '', ''],
  ])('of %s', (network, host, site) => {
    expect([hostOf(network), siteOf(network)]).toEqual([host, site]);
  });
});
