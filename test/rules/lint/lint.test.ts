import { describe, expect, it } from 'vitest';
import { lint } from '../../../rules/lint/lint.ts';
import { noiseOf } from '../../../rules/lint/noise.ts';
import { readTopic } from '../../../rules/topic.ts';
import { fieldOf } from '../../../state/refusal.ts';
import { documents } from '../fixture.ts';

const CITES = 'cites: [{ document: caci-iran, paragraph: 1, claim: c }]';

/** The remarks on a topic of these rules (`severity query`), terms and scope. */
function remarks(whens: readonly string[], terms: Record<string, string[]> = {}, scope?: string): string[] {
  const rules = whens.map((written, n) => {
    const [, severity, when] = /^(?:(low|high) )?(.*)$/.exec(written)!;
    return `  - { id: r${n}, title: T, when: ${JSON.stringify(when)}, severity: ${severity ?? 'low'}, ${CITES} }\n`;
  });
  const head = `topic: t\ntitle: T\nsummary: S\nterms: ${JSON.stringify(terms)}\n`;
  const text = `${head}${scope === undefined ? '' : `scope: ${JSON.stringify(scope)}\n`}rules:\n${rules.join('')}`;
  const read = readTopic('t.yaml', text, documents);
  expect(read.problems).toEqual([]);
  return lint(read.topic!, read.terms).map(({ path, what }) => `${fieldOf(path)} ${what}`);
}

describe('the lint remarks on', () => {
  it.each<[string, string[]]>([
    [
      'visa OR visas OR visa*',
      ['rules[0].when visa adds nothing beside visa*, visas adds nothing beside visa*; mend: remove them'],
    ],
    ['visa OR ban OR Visa', ['rules[0].when Visa stands a second time; mend: remove it']],
    ['visa OR "visa free"', ['rules[0].when "visa free" adds nothing beside visa; mend: remove it']],
    ['(ban OR (war OR bans*)) AND (visa OR bans)', []],
    [
      '(ban OR (bank OR bans)) AND ban*',
      ['rules[0].when ban* asks nothing beside ban OR (bank OR bans); mend: remove it'],
    ],
    ['visa AND "visa free"', ['rules[0].when visa asks nothing beside "visa free"; mend: remove it']],
    ['visa AND NOT lang:en AND lang:ru', ['rules[0].when NOT lang:en asks nothing beside lang:ru; mend: remove it']],
    ['visa OR (ban AND NOT ban*)', ['rules[0].when ban AND NOT ban* fits nothing; mend: correct or remove it']],
    ['visa AND NOT vis*', ['rules[0].when no item fits this rule: visa excludes NOT vis*']],
    [
      'title:visa NEAR/5 content:ban',
      ['rules[0].when no item fits this rule: title:visa and content:ban are of different fields'],
    ],
    ['lang:ru AND /x/ AND lang:en', ['rules[0].when no item fits this rule: lang:ru excludes lang:en']],
    ['NOT x AND (visa OR ban) AND NOT (NOT x OR ban)', []],
    ['port OR "deep sea port"~2', ['rules[0].when "deep sea port"~2 adds nothing beside port; mend: remove it']],
    ['port OR "sea * port"', ['rules[0].when "sea * port" adds nothing beside port; mend: remove it']],
    ['port OR (sea ONEAR/3 port)', ['rules[0].when sea ONEAR/3 port adds nothing beside port; mend: remove it']],
    ['port AND (sea ONEAR/3 port)', ['rules[0].when port asks nothing beside sea ONEAR/3 port; mend: remove it']],
    ['port NEAR/3 port', []],
    [
      '2 OF (cargo, Cargo, port)',
      ['rules[0].when Cargo counts twice in 2 OF (cargo, Cargo, port); mend: write it once'],
    ],
    ['("visa regime" OR visa) NEAR/3 ban', []],
    ['(visa OR visa*) NEAR/3 ban', ['rules[0].when visa adds nothing beside visa*; mend: remove it']],
    [
      '/vis[ae]s?/',
      [
        'rules[0].when needs no word of an item, so every item is asked, which is slow; mend: AND a word to /vis[ae]s?/',
      ],
    ],
    [
      '/vis[ae]s?/ AND date:2025..',
      [
        'rules[0].when needs no word of an item, so every item is asked, which is slow; mend: AND a word to /vis[ae]s?/ AND date:2025..',
      ],
    ],
    ['/vis[ae]s?/ AND ban', []],
  ])('%s', (when, expected) => expect(remarks([when])).toEqual(expected));

  it('a regular expression alone only where the scope needs no word either', () => {
    expect(remarks(['/vis[ae]s?/'], {}, 'Georgia')).toEqual([]);
  });

  it('rules that look for the same, and say so where they differ in severity', () => {
    expect(remarks(['visa ban', 'low VISA AND ban', 'high visa (ban)'])).toEqual([
      'rules[1].when looks for what rules[0] (r0) looks for; mend: keep one',
      'rules[2].when looks for what rules[0] (r0) looks for, and says high where that one says low; mend: keep one',
    ]);
  });

  it('rules that the scope leaves nothing to', () => {
    expect(remarks(['visa', 'ban'], {}, 'ban AND NOT visa')).toEqual([
      'rules[0].when no item fits this rule: of the scope NOT visa excludes visa',
    ]);
    expect(remarks(['visa'], {}, 'ban AND NOT ban')).toEqual(['scope no item fits the scope: ban excludes NOT ban']);
  });

  it('terms that nothing needs, and terms that say the same', () => {
    const terms = { route: ['visa', 'ban'], road: ['ban OR visa'], lost: ['$inner w'], inner: ['x'], deep: ['y'] };
    expect(remarks(['$route', 'z AND #r0', '$road NEAR/2 $deep'], terms)).toEqual([
      'terms.road $road says the same as $route; mend: keep one',
      'terms.lost no rule needs $lost; mend: use or remove it',
      'terms.inner no rule needs $inner; mend: use or remove it',
    ]);
  });

  it('what adds nothing to a term, wherever in the term the other stands', () => {
    expect(remarks(['$t'], { t: ['visa OR ban', 'war OR vis*'] })).toEqual([
      'terms.t[0] visa adds nothing beside vis* of terms.t[1]; mend: remove it',
    ]);
  });

  it('no phrase in a term that a NEAR measures from: it ends elsewhere than its words', () => {
    const terms = { t: ['$inner'], inner: ['visa', '"visa regime"', 'visa'] };
    expect(remarks(['$t'], terms)).toEqual([
      'terms.inner[1] "visa regime" adds nothing beside visa of terms.inner[0]; mend: remove it',
      'terms.inner[2] visa stands a second time, first in terms.inner[0]; mend: remove it',
    ]);
    expect(remarks(['$t NEAR/3 ban'], terms)).toEqual([
      'terms.inner[2] visa stands a second time, first in terms.inner[0]; mend: remove it',
    ]);
  });

  it('a phrase in a term that holds another entry, unless the term is sought in the lead, which may end within it', () => {
    const terms = { t: ['$inner'], inner: ['port', '"deep sea port"'] };
    expect(remarks(['$t', 'title:$t'], terms)).toEqual([
      'terms.inner[1] "deep sea port" adds nothing beside port of terms.inner[0]; mend: remove it',
    ]);
    expect(remarks(['$t', 'title:visa AND lead:(ban $t)'], terms)).toEqual([]);
  });

  it('nothing in a term that depends on where the term is named', () => {
    expect(remarks(['$t', 'summary:$t'], { t: ['title:visa', 'visa'] })).toEqual([]);
  });
});

describe('noise', () => {
  const count = (rule: string, fired: number, judged: number, useful: number) => ({
    topic: 't',
    rule,
    fired,
    judged,
    useful,
  });

  it('is a rule of which few of the judged matches were useful, the noisiest first', () => {
    expect(
      noiseOf([
        count('a', 40, 10, 2),
        count('b', 90, 8, 0),
        count('c', 50, 8, 0),
        count('good', 40, 10, 3),
        count('new', 40, 4, 0),
      ]),
    ).toEqual([
      { topic: 't', rule: 'b', what: expect.stringMatching(/^fired 90 times; of 8 judged, 0 useful; mend: /) },
      { topic: 't', rule: 'c', what: expect.stringMatching(/^fired 50 times/) },
      { topic: 't', rule: 'a', what: expect.stringMatching(/^fired 40 times; of 10 judged, 2 useful; mend: /) },
    ]);
  });
});
