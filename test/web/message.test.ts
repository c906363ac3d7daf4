import { describe, expect, it } from 'vitest';
import { holeOf } from '../../state/delivery.ts';
import { composeOps } from '../../templates/ops.ts';
import { sign } from '../../web/token.ts';
import { POST, subscriberWith } from '../jobs/fixture.ts';
import { delivery } from '../state/fixture.ts';
import { testSite } from './fixture.ts';

const [NINO, MAIL, CONFIRMATION, ANOTHER] = ['1', '2', '3', '4'].map(
  (n) => `0b8f6a0e-3c1d-4b52-9f6e-1a2b3c4d5e6${n}`,
) as [string, string, string, string];
const LINKS = ['leave', 'change', 'read'] as const;

async function there(format: 'html' | 'text' = 'html') {
  const site = await testSite();
  await site.world.ledger.subscribe(subscriberWith({ id: NINO, format }));
  const text = `The bridge.\n${LINKS.map((hole) => holeOf(hole)).join('\n')}`;
  const html = `<p style="color:red">The bridge. <img src="cid:a.png">${LINKS.map((hole) => `<a href="${holeOf(hole)}">${hole}</a>`).join('')}</p>`;
  const mail = { subject: 'The bridge', text, html, images: [{ name: 'a.png', png: 'iVBORw0KGgo=' }] };
  await site.world.ledger.enqueue(delivery(MAIL, { subscriber: NINO, mail }));
  await site.world.ledger.enqueue(delivery(CONFIRMATION, { kind: 'confirmation', subscriber: NINO, subject: 'c' }));
  const pathOf = (id: string, purpose: 'read' | 'change' = 'read') =>
    `/message/${sign(purpose, id, site.world.now(), POST.secret)}`;
  return { ...site, pathOf, path: pathOf(MAIL) };
}

describe('a message on the web', () => {
  it('is the mail with its pictures, in a page that can do nothing', async () => {
    const { get, path } = await there();
    const { headers, ...answer } = await get(path).then(async (its) => ({
      headers: its.headers,
      text: await its.text(),
    }));
    expect(answer.text).toContain('<p style="color:red">The bridge. <img src="data:image/png;base64,iVBORw0KGgo=">');
    const policy = headers.get('content-security-policy')!;
    expect(policy).toMatch(/^default-src 'none'; style-src 'unsafe-inline'; img-src data:;.* sandbox /);
    expect(policy).not.toMatch(/script|allow-same-origin|allow-forms/);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-robots-tag')).toBe('noindex, nofollow');
  });

  it('has nothing of what fills the line in a mailbox', async () => {
    const { get, world, site, pathOf } = await there();
    const mail = composeOps({ title: 'Trouble', lines: ['It fell.'] }, site.sender);
    expect(mail.html).toMatch(/&zwnj;&nbsp;&zwnj;/);
    await world.ledger.enqueue(delivery(ANOTHER, { subscriber: NINO, mail, subject: 'another' }));
    const page = await (await get(pathOf(ANOTHER))).text();
    expect(page).not.toMatch(/(&zwnj;|\u200c)(&nbsp;|\u00a0)/);
    expect(page).toContain('It fell.');
  });

  it.each(['html', 'text'] as const)(
    'as %s leads to nothing of the subscriber’s, for it can be passed on',
    async (format) => {
      const { get, path } = await there(format);
      const page = await (await get(path)).text();
      expect(page.match(new RegExp(`${POST.web}/message(?![/\\w])`, 'g'))).toHaveLength(3);
      expect(page).not.toMatch(/\/(leave|preferences|data|message)\/[\w-]{52}/);
      expect(await (await get('/message')).text()).toContain('This link is in your mail');
    },
  );

  it('is plain text for who gets plain text', async () => {
    const { get, path } = await there('text');
    const answer = await get(path);
    expect(answer.headers.get('content-type')).toContain('text/plain');
    expect(await answer.text()).toMatch(/^The bridge\.\n/);
  });

  it.each([
    ['of a confirmation, which only the mailbox may know', CONFIRMATION, 'read'],
    ['that there is not', NINO, 'read'],
    ['by a link that is for something else', MAIL, 'change'],
  ] as const)('%s is not shown', async (_, id, purpose) => {
    const { get, pathOf } = await there();
    expect((await get(pathOf(id, purpose))).status).toBe(404);
  });

  it('is gone with the subscriber', async () => {
    const { world, get, path } = await there();
    await world.ledger.erase((await world.ledger.subscriber(NINO))!, world.now().toISOString());
    expect((await get(path)).status).toBe(404);
  });
});
