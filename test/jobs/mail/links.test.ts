import { describe, expect, it } from 'vitest';
import { linksOf, type Post } from '../../../jobs/mail/links.ts';
import { verified } from '../../../web/token.ts';
import { POST } from '../fixture.ts';

const [NINO, DELIVERY] = ['7c9e6679-7425-40de-944b-e07fc1f90ae7', '0b5f2c1e-9d3a-4c61-8f4e-7a1b2c3d4e5f'];
const AT = new Date('2026-10-05T06:00:00Z');
const links = (its: Partial<Post> = {}) => linksOf(NINO, DELIVERY, AT, { ...POST, ...its });
const tokenIn = (link: string): string => /[\w-]{52}$/.exec(link)![0];

describe('the links of a mail', () => {
  it.each([
    ['leave', 'leave', NINO],
    ['oneClick', 'leave', NINO],
    ['byMail', 'leave', NINO],
    ['change', 'change', NINO],
    ['read', 'read', DELIVERY],
  ] as const)('%s is signed for that alone', (link, purpose, subject) =>
    expect(verified(tokenIn(links()[link]!), purpose, POST.secret, AT)).toMatchObject({ subject }),
  );

  it('stand at the address of the pages, whatever its port', () => {
    const { leave, change, read } = links({ web: 'https://watch.example:8443' });
    for (const link of [leave, change, read])
      expect(link).toMatch(/^https:\/\/watch\.example:8443\/[a-z]+\/[\w-]{52}$/);
  });

  it('open mails where there are no pages, of which one leaves: not the one to read by', () => {
    const { leave, change, read, oneClick } = links({ web: null });
    expect(leave).toMatch(/^mailto:bounces@silkwatch\.example\?subject=unsubscribe%20[\w-]{52}$/);
    for (const link of [change, read]) expect(link).toMatch(/^mailto:.*\?subject=change/);
    expect(oneClick).toBeNull();
  });

  it('name no address of who gets it', () => expect(Object.values(links()).join()).not.toContain('nino'));
});
