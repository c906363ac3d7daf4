import { describe, expect, it } from 'vitest';
import { analysesOf } from '../../../rules/draft/analysis.ts';
import type { Proposal } from '../../../rules/draft/proposal.ts';
import { propose } from '../../../rules/draft/propose.ts';

/** Names that the sentences name, so that they are known, in sentences that look ahead to nothing. */
const KNOWN = 'We know Armenia, Turkey, Georgia, Kazakhstan and the EU. The towns of Iran are old.';
const drafted = (text: string): Proposal => propose(analysesOf('x.txt', `${KNOWN}\n${text}`), undefined)!;
const idsOf = ({ rules }: Proposal, standing: boolean): string[] =>
  rules
    .filter(({ doubt }) => (doubt === null) === standing)
    .map(({ id }) => id)
    .sort();
const queriesOf = ({ events, circumstances }: Proposal, name: string): string[] =>
  [...events, ...circumstances].find((term) => term.name === name)?.queries ?? [];

describe('words that are spelt like others', () => {
  it.each([
    ['In May 2024 Turkey deployed troops to Armenia.'],
    ['On May 5 Turkey deployed troops to Armenia.'],
    ['Turkey has deployed troops to Armenia since May.'],
    ['In the May-June talks Turkey deployed troops to Armenia.'],
    ['May 2024 saw troops deployed by Turkey to Armenia.'],
    ['In may 2024 Turkey deployed troops to Armenia.'],
    ['The will of Turkey to deploy troops to Armenia is known.'],
    ['Its political will was known as Turkey deployed troops to Armenia.'],
    ['Turkey and Will Smith deployed troops to Armenia.'],
    ['With the might of its army Turkey deployed troops to Armenia.'],
  ])('%s', (text) => {
    const proposal = drafted(text);
    expect(idsOf(proposal, true)).toEqual(['mention']);
    expect(queriesOf(proposal, 'ahead')).toEqual([]);
  });
  it.each([
    ['Turkey may deploy troops to Armenia in May.'],
    ['Turkey will deploy troops to Armenia.'],
    ['Will Turkey deploy troops to Armenia?'],
    ['Turkey might deploy troops to Armenia.'],
  ])('but %s', (text) => expect(idsOf(drafted(text), true)).toEqual([expect.stringMatching(/^deploy-/)]));
  it.each([
    ['Chinese state companies may help Armenia and Georgia.'],
    ['The state of Armenia and state-owned banks of Georgia may help.'],
    ['Member states may help Armenia and Georgia, and take note.'],
  ])('no statement: %s', (text) => {
    expect(queriesOf(drafted(text), 'say')).toEqual([]);
    expect(idsOf(drafted(text), true).filter((id) => id.startsWith('say'))).toEqual([]);
  });
});

describe('sentences that ask to watch', () => {
  it('have a candidate for each clause', () => {
    const text =
      'Watch whether the Georgian parliament ratifies the concession, the EU suspends its loan, or Kazakhstan invests in the port.';
    expect(idsOf(drafted(text), true)).toEqual(['agree-georgia', 'aid-kazakhstan', 'cut-eu']);
  });
  it.each([
    ['Watch for Turkey to deploy troops in Armenia.', 'watch for'],
    ['Watch Turkey deploy troops in Armenia.', 'watch'],
    ['Look for Turkey to deploy troops in Armenia.', 'look for'],
    ['Key indicators: Turkey deploys troops in Armenia.', 'key indicators'],
    ['What to watch: Turkey deploys troops in Armenia.', 'what to watch'],
    ['WHAT TO WATCH: Turkey deploys troops in Armenia.', 'what to watch'],
    ['What to watch\n- Turkey deploys troops in Armenia.', 'what to watch'],
    ['It remains to be seen whether Turkey deploys troops in Armenia.', 'remains to be seen whether'],
    ['The test will be whether Turkey deploys troops in Armenia.', 'test will be whether'],
  ])('%s', (text, words) => {
    const [rule] = drafted(text).rules.filter(({ doubt }) => doubt === null);
    expect(rule!.id).toMatch(/^deploy-(?:turkey|armenia)/);
    expect(rule!.cites[0]!.claim).toContain(`“${words}”`);
  });
  it('lists end with their marks', () => {
    expect(
      idsOf(drafted('What to watch:\n- Nothing.\nTurkey deployed troops.\n- Turkey deployed troops to Armenia.'), true),
    ).toEqual(['mention']);
  });
});

describe('clauses', () => {
  it.each([
    ['Armenia could join the corridor if Turkey opens the border.', /^deploy-/],
    ['Iran, which deployed troops to Armenia, may wait for Turkey.', /^deploy-/],
    ['Turkey, as troops deployed in Armenia tell, manages risks.', /^deploy-/],
    ['Turkey may live with the border of Armenia.', /^deploy-/],
    ['If Turkey waits, Iran is near, while troops of Armenia are deployed in Georgia.', /^deploy-/],
  ])('of %s give no rule without a doubt', (text, id) => {
    expect(idsOf(drafted(text), true).filter((own) => id.test(own))).toEqual([]);
  });
  it.each([
    ['Iran, which is near, may deploy troops to Armenia.', ['deploy-armenia-iran']],
    ['Turkey said that Iran may deploy troops to Armenia.', ['deploy-iran-armenia']],
    ['Iran may hold talks with Armenia.', ['meet-armenia-iran']],
    ['Talks of Iran with Armenia are likely.', ['meet-iran-armenia']],
  ])('of %s give the rule of their verb', (text, ids) => expect(idsOf(drafted(text), true)).toEqual(ids));
});

describe('headings', () => {
  it('are neither names nor phrases', () => {
    const text =
      'BACKGROUND\nArmenia waits for Turkey.\nIMPLICATIONS: Turkey may deploy troops to Armenia.\nConclusions\nArmenia waits.\nBATUMI PORT: Armenia waits.\nA town (Image Courtesy of Pexel)\nCREDIT: Pexel';
    const { names, phrases, background } = drafted(text);
    const all = [...names, ...phrases].flatMap(({ name, queries }) => [name, ...queries]).concat(background);
    expect(all.join(' ')).not.toMatch(/background|implication|conclusion|batumi|courtesy|pexel|credit/i);
  });
  it('are counted, and what they head keeps its number', () => {
    const { documents, rules } = drafted('BACKGROUND\nTurkey may deploy troops to Armenia.');
    expect([documents[0]!.count, rules[0]!.cites[0]!.paragraph]).toEqual([3, 3]);
  });
});
