import { describe, expect, it } from 'vitest';
import { USUAL } from '../../../jobs/deliver/limits.ts';
import { sendTrial, trialMail } from '../../../jobs/mail/trial.ts';
import { SENDER, subscriberWith } from '../fixture.ts';
import { testWorld } from '../world.ts';

const MAIL = trialMail('mail.example.org', SENDER);
const LIMITS = { ...USUAL, from: SENDER.from };

describe('a mail to oneself', () => {
  it('says by what it left, goes to who need not subscribe, and has its row like any other', async () => {
    const world = await testWorld();
    const outcome = await sendTrial('ops@example.org', MAIL, LIMITS, world);
    expect(outcome).toMatchObject({ to: 'ops@example.org', state: 'accepted', because: 'accepted for the test' });
    expect(world.sent).toMatchObject([{ to: 'ops@example.org', kind: 'ops', html: true }]);
    expect(world.sent[0]!.mail.text).toContain('It left by mail.example.org.');
  });

  it('sends nothing else that waits', async () => {
    const world = await testWorld();
    await world.ledger.subscribe(subscriberWith());
    await world.write('a');
    await sendTrial('ops@example.org', MAIL, LIMITS, world);
    expect(world.sent.map(({ kind }) => kind)).toEqual(['ops']);
    expect(await world.waiting()).toMatchObject([{ id: 'a', state: 'queued', attempts: 0 }]);
  });

  it('goes out while sending is paused, and again however often it is asked for', async () => {
    const world = await testWorld();
    const pause = { id: 'p', since: world.now().toISOString(), until: null, because: '550 5.7.1', ended: null };
    await world.ledger.startPause({ ...pause, delivery: null });
    for (const n of [1, 2]) {
      expect(await sendTrial('ops@example.org', MAIL, LIMITS, world)).toMatchObject({ state: 'accepted' });
      expect(world.sent).toHaveLength(n);
    }
  });

  it('that is not taken says why', async () => {
    const world = await testWorld();
    world.outcomes.push('refused');
    expect(await sendTrial('ops@example.org', MAIL, LIMITS, world)).toMatchObject({
      state: 'refused',
      because: 'refused for the test',
    });
  });
});
