import { describe, expect, it } from 'vitest';
import { type AlertDecision, type Asked, decideAlert } from '../../../rules/alert/decide.ts';
import type { Alert, Change, Written } from '../../../state/alert.ts';
import type { Silence } from '../../../state/silence.ts';
import type { Subscriber } from '../../../state/subscriber.ts';
import { subscriberWith } from '../../jobs/fixture.ts';
import { alertOf, at, corrected, MINUTE, moved, slipped, thread } from './fixture.ts';

const written = (revision = 0, its: Partial<Written> = {}): Written => ({
  id: `d${revision}`,
  story: 's1',
  revision,
  subscriber: 'nino',
  state: 'accepted',
  messageId: `<d${revision}@x>`,
  created: at(9),
  ...its,
});
const silence = (of: string): Silence => ({
  ...{
    id: `silence of ${of}`,
    of,
    author: 'ada',
    reason: 'known',
    since: at(0),
    until: at(20),
    ended: null,
    warned: null,
  },
});

interface Case extends Partial<Omit<Asked, 'subscriber'>> {
  wish?: Partial<Subscriber>;
  alerts?: Alert[];
  severity?: 'low' | 'medium' | 'high';
  gone?: boolean;
}
function decide({ wish, alerts = [alertOf()], severity, gone, ...its }: Case): AlertDecision {
  const subscriber = subscriberWith({ topics: ['tripp'], since: at(0), ...wish });
  const asked = { written: [], silences: [], quietUntil: () => null, interval: 60 * MINUTE, now: at(12), ...its };
  const about = thread({ tellings: alerts, ...(severity && { severity }), ...(gone && { story: null, items: [] }) });
  return decideAlert(about, { subscriber, ...asked });
}
const inWords = (decision: AlertDecision): string =>
  decision.do === 'tell'
    ? decision.as
    : decision.do === 'wait'
      ? `until ${decision.until.slice(11, 16)}: ${decision.because}`
      : decision.because;

const GRAVER: Change = { what: 'graver', from: 'medium', to: 'high' };
const again = (...changes: Change[]) => alertOf({ revision: 1, at: at(11), changes });

describe('whether somebody is told for the first time', () => {
  const of = (severity: 'low' | 'medium' | 'high') => ({ alerts: [alertOf({}, { severity })], severity });
  const now = { cadence: 'now' } as const;
  it.each<[string, Case, string]>([
    ['of a high story, who asked for alerts', {}, 'alert'],
    ['not who did not', { wish: { alerts: false } }, 'can wait for the digest'],
    ['not of a medium one', of('medium'), 'can wait for the digest'],
    ['of a medium one, who wants each story now', { ...of('medium'), wish: now }, 'alert'],
    ['of a medium one, from their severity up', { ...of('medium'), wish: { ...now, least: 'medium' } }, 'alert'],
    ['not of a low one below it', { ...of('low'), wish: { ...now, least: 'medium' } }, 'can wait for the digest'],
    ['of a high one, who wants each story now, alerts or not', { wish: { ...now, alerts: false } }, 'alert'],
    ['not of another topic', { wish: { topics: ['railway'] } }, 'follows other topics'],
    ['not from before the subscription', { wish: { since: at(8, 1) } }, 'came before the subscription'],
    ['of what came with the subscription', { wish: { since: at(8) } }, 'alert'],
    ['of what was two days old when it was raised', { alerts: [alertOf({ reported: at(-39) })] }, 'alert'],
    ['not of what was older then', { alerts: [alertOf({ reported: at(-39, -1) })] }, 'was reported too long ago'],
    ['of what was held back for two days', { now: at(57) }, 'alert'],
    ['not of what was held back longer', { now: at(57, 1) }, 'was held back too long'],
    ['not of what turned out less grave meanwhile', { severity: 'low' }, 'can wait for the digest'],
    [
      'not of what was told less grave than it is, which is told anew',
      { ...of('medium'), severity: 'high' },
      'can wait for the digest',
    ],
    [
      'of a high story that was joined with a lesser one, whichever was told last',
      { alerts: [alertOf(), alertOf({ story: 's2', at: at(9, 1) }, { severity: 'medium' })], now: at(9, 2) },
      'alert',
    ],
    ['not of what is gone', { gone: true }, 'nothing of it is left'],
    ['of a story that others were told again, as new', { alerts: [alertOf(), again(GRAVER)] }, 'alert'],
  ])('%s', (_, its, words) => expect(inWords(decide(its))).toBe(words));
});

describe('whether somebody who was told at nine is told again', () => {
  const tale = [alertOf(), again(GRAVER)];
  const to = { written: [written()] };
  it.each<[string, Case, string]>([
    ['not where nothing changed', { ...to }, `was written to on ${at(9)}`],
    ['of what changed', { ...to, alerts: tale }, 'follow-up'],
    ['once', { written: [written(), written(1, { created: at(11) })], alerts: tale }, `was written to on ${at(11)}`],
    [
      'of what is less grave now',
      { ...to, alerts: [alertOf(), again(moved(at(10)).change)], severity: 'low' },
      'follow-up',
    ],
    [
      'not where they want no alerts any more',
      { ...to, alerts: tale, wish: { alerts: false } },
      'can wait for the digest',
    ],
    ['not where they follow other topics now', { ...to, alerts: tale, wish: { topics: [] } }, 'follows other topics'],
    [
      'of what was taken back, as a correction',
      { ...to, alerts: [alertOf(), again(corrected(at(10)).change)] },
      'correction',
    ],
    [
      'of what was taken back though nothing is left',
      { ...to, alerts: [alertOf(), again(corrected(at(10)).change)], gone: true },
      'correction',
    ],
    [
      'of a correction and more, as a follow-up',
      { ...to, alerts: [alertOf(), again(corrected(at(10)).change, GRAVER)] },
      'follow-up',
    ],
    [
      'not of a correction of what they were not told',
      { ...to, alerts: [alertOf(), again(corrected(at(10), 'b').change)] },
      'was told, and nothing has changed since',
    ],
    [
      'not of a story that was joined of two',
      { ...to, alerts: [alertOf(), alertOf({ story: 's2', at: at(10) })] },
      'was told, and nothing has changed since',
    ],
    [
      'within the hour not yet',
      { written: [written(0, { created: at(11, 30) })], alerts: tale },
      'until 12:30: was told of it a short time ago',
    ],
    [
      'as new, where the first message did not reach them',
      { written: [written(0, { state: 'refused' })], alerts: tale },
      'alert',
    ],
    ['as new, where they had left then', { written: [written(0, { state: 'skipped' })], alerts: tale }, 'alert'],
    [
      'where we do not know whether the first reached them',
      { written: [written(0, { state: 'unknown' })], alerts: tale },
      'follow-up',
    ],
  ])('%s', (_, its, words) => expect(inWords(decide(its))).toBe(words));

  it('is told all that changed since they were told, on their thread', () => {
    const alerts = [
      alertOf(),
      again(GRAVER),
      alertOf({ revision: 2, at: at(12), changes: [moved(at(11, 30)).change] }),
    ];
    const decision = decide({ ...to, alerts });
    expect(decision).toMatchObject({
      changes: [GRAVER, moved(at(11, 30)).change],
      after: [{ messageId: '<d0@x>' }],
      instead: [],
    });
  });
  it('gets one message for two, where the first still waits to be sent', () => {
    const waiting = written(0, { state: 'queued' });
    expect(decide({ alerts: tale, written: [waiting] })).toEqual({
      do: 'tell',
      as: 'alert',
      changes: [],
      after: [],
      instead: [waiting],
    });
  });
});

describe('what keeps a telling back', () => {
  const because = 'is silenced by ada: known';
  const night = { quietUntil: () => at(14) };
  it.each<[string, Case, string]>([
    ['quiet hours', night, 'until 14:00: has quiet hours'],
    ['a silence of the topic', { silences: [silence('tripp')] }, `until 20:00: ${because}`],
    ['a silence of the story', { silences: [silence('s1')] }, `until 20:00: ${because}`],
    ['a silence of the rule', { silences: [silence('tripp/signed')] }, `until 20:00: ${because}`],
    ['no silence of another rule', { silences: [silence('tripp/about')] }, 'alert'],
    ['no silence that has ended', { silences: [silence('tripp')], now: at(20) }, 'alert'],
    ['a silence, before quiet hours', { silences: [silence('tripp')], ...night }, `until 20:00: ${because}`],
    [
      'nothing where there is nothing to tell',
      { silences: [silence('tripp')], wish: { alerts: false }, ...night },
      'can wait for the digest',
    ],
  ])('%s', (_, its, words) => expect(inWords(decide(its))).toBe(words));
  it.each<[string, Change[], string, string]>([
    ['of a tracker, where its move is all there is to tell', [moved(at(10)).change], 'tripp/board', 'until 20:00'],
    ['of a deadline, where its move is all there is to tell', [slipped(at(10)).change], 'tripp/vote', 'until 20:00'],
    ['of a tracker not, where there is more', [moved(at(10)).change, GRAVER], 'tripp/board', 'follow-up'],
  ])('a silence %s', (_, changes, of, words) => {
    const its = { written: [written()], alerts: [alertOf(), again(...changes)], silences: [silence(of)] };
    expect(inWords(decide(its))).toContain(words);
  });
  const byDigest = 'came during their pause: the digest after it tells it';
  const none = { cadence: 'now' } as const;
  it.each<[string, Case, string]>([
    ['what the digest after it tells', { wish: { paused: at(14) } }, byDigest],
    ['the same when it is over, for the digest has told it', { wish: { paused: at(11) } }, byDigest],
    [
      'a correction too',
      { wish: { paused: at(14) }, written: [written()], alerts: [alertOf(), again(GRAVER)] },
      byDigest,
    ],
    ['what nothing else tells, until it is over', { wish: { ...none, paused: at(14) } }, 'until 14:00: has paused'],
    ['that no more when it is over', { wish: { ...none, paused: at(11) } }, 'alert'],
    ['nothing that was raised after it', { wish: { paused: at(9) } }, 'alert'],
    ['nothing that is not to be told anyway', { wish: { paused: at(14), topics: ['other'] } }, 'follows other topics'],
  ])('a pause: %s', (_, its, words) => expect(inWords(decide(its))).toBe(words));
  it('is named, where it is a silence', () => {
    expect(decide({ silences: [silence('tripp')] })).toMatchObject({ do: 'wait', silence: 'silence of tripp' });
    expect(decide(night)).not.toHaveProperty('silence');
  });
});
