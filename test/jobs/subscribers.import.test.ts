import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importSum, importTable, importWords, type Known, planImport } from '../../jobs/subscribers/import.ts';
import { readTable, writeTable } from '../../jobs/subscribers/table.ts';
import { Refusal } from '../../state/refusal.ts';
import { CADENCES, LANGUAGES, type Subscriber } from '../../state/subscriber.ts';
import { runs } from '../runs.ts';
import { subscriberWith } from './fixture.ts';
import { testWorld } from './world.ts';

const NOW = new Date('2026-10-05T06:00:00.000Z');
const DEFAULTS = { topics: ['bridge', 'railway'], timezone: 'Asia/Tbilisi', now: NOW, update: false };
const NOBODY: Known = { subscribers: new Map(), suppressed: new Map() };

const refusal = (text: string) => {
  try {
    readTable('people.csv', text);
  } catch (error) {
    if (error instanceof Refusal) return error.problems.map(({ line, field, what }) => [line, field, what].join(' '));
  }
  return [];
};

describe('a table', () => {
  it.each([
    ['with commas', 'address,hour\nnino@example.org,8\n'],
    ['with semicolons', 'address;hour\nnino@example.org;8'],
    ['with tabs, and the line ends of Windows', 'address\thour\r\nnino@example.org\t8\r\n'],
    ['that begins with a mark of its bytes’ order', '\uFEFFaddress,hour\nnino@example.org,8'],
    ['with quotation marks and spaces', '"Address" , HOUR\n "nino@example.org" , "8"'],
    ['of another program, which says email', 'Email Address,hour\nnino@example.org,8'],
  ])('%s', (_, text) =>
    expect(readTable('people.csv', text)).toEqual({
      rows: [{ line: 2, wishes: { address: 'nino@example.org', hour: '8' }, consent: null }],
      ignored: [],
    }),
  );

  it('says which columns say nothing to us, and what an empty cell wishes: nothing', () => {
    expect(readTable('people.csv', 'address,name,consent,hour\nnino@example.org,Nino,"form, 2025",')).toEqual({
      rows: [{ line: 2, wishes: { address: 'nino@example.org' }, consent: 'form, 2025' }],
      ignored: ['name'],
    });
  });

  it.each([
    ['has no addresses', 'hour\n8', /^1 {2}the first line names the columns; one is address/],
    ['is empty', '', /one is address/],
    ['has a slip in a column', 'address,timezon\n', /^1 timezon .*did you mean timezone/],
    ['has a column twice', 'address,email\n', /^1 address is there twice/],
    ['has a quotation mark that does not end', 'address\n"nino@example.org\n', /is no table/],
  ])('that %s is refused', (_, text, words) => expect(refusal(text).join('\n')).toMatch(words));

  it('that we write is read as it was, whatever anybody wishes', () =>
    fc.assert(
      fc.property(fc.array(someone, { maxLength: 5 }), (people) => {
        const { rows } = readTable('people.csv', writeTable(people));
        const plan = planImport(rows, NOBODY, DEFAULTS);
        const back = plan.map((one) => ('subscriber' in one ? { ...one.subscriber, id: '', since: '' } : one));
        expect(back).toEqual(people.map((one) => ({ ...one, id: '', since: '' })));
      }),
      runs(30),
    ));
});

const someone = fc
  .record({
    address: fc.uuid().map((id) => `a${id}@example.org`),
    topics: fc.constantFrom<string[]>(['bridge'], ['railway', 'bridge']),
    cadence: fc.constantFrom(...CADENCES),
    hour: fc.integer({ min: 0, max: 23 }),
    weekday: fc.integer({ min: 1, max: 7 }),
    least: fc.constantFrom('low' as const, 'medium' as const, 'high' as const),
    alerts: fc.boolean(),
    quiet: fc.constantFrom(null, { from: '22:00', to: '07:30', letsHigh: true }),
    allQuiet: fc.boolean(),
    format: fc.constantFrom('html' as const, 'text' as const),
    language: fc.constantFrom(...LANGUAGES),
  })
  .map((its): Subscriber => subscriberWith({ ...its, timezone: 'Asia/Almaty' }));

const AT = { line: 2, address: 'nino@example.org' };
const table = (wishes: object = {}) => [{ line: 2, wishes: { address: 'nino@example.org', ...wishes }, consent: null }];
const knowing = (subscriber: Subscriber): Known => ({
  ...NOBODY,
  subscribers: new Map([['nino@example.org', subscriber]]),
});
const suppressed = (reason: 'left' | 'bounced' | 'complained' | 'blocked'): Known => ({
  ...NOBODY,
  suppressed: new Map([['nino@example.org', { hash: '', reason, at: '2026-01-02T00:00:00.000Z' }]]),
});

describe('a line', () => {
  it.each([
    [
      'of somebody new adds them',
      table({ hour: '9' }),
      NOBODY,
      false,
      { do: 'add', subscriber: { hour: 9, timezone: 'Asia/Tbilisi' } },
    ],
    [
      'of who is there changes nothing of what they chose',
      table({ hour: '9' }),
      knowing(subscriberWith()),
      false,
      { do: 'keep' },
    ],
    [
      'of who is there changes it where that is wished',
      table({ hour: '9' }),
      knowing(subscriberWith({ least: 'high' })),
      true,
      { do: 'change', subscriber: { hour: 9, least: 'high' } },
    ],
    [
      'of who is there and that wishes nothing changes nothing',
      table(),
      knowing(subscriberWith()),
      true,
      { do: 'keep' },
    ],
    [
      'of who left brings nobody back',
      table(),
      knowing(subscriberWith({ left: '2026-02-03T00:00:00.000Z' })),
      true,
      { do: 'suppressed', because: 'left on 2026-02-03' },
    ],
    ...(['left', 'bounced', 'complained', 'blocked'] as const).map(
      (reason) =>
        [
          `of who ${reason} and was forgotten brings nobody back`,
          table(),
          suppressed(reason),
          true,
          { do: 'suppressed', because: `${reason} on 2026-01-02` },
        ] as const,
    ),
    [
      'with a mistake is refused, with all that is wrong',
      table({ hour: '99', topics: 'canal' }),
      NOBODY,
      false,
      { do: 'refuse', because: expect.stringMatching(/^hour: .*; topics: /) },
    ],
  ] as const)('%s', (_, rows, known, update, fate) =>
    expect(planImport(rows, known, { ...DEFAULTS, update })).toMatchObject([{ ...AT, ...fate }]),
  );

  it('of an address that stands further up, in whatever case, is refused', () => {
    const rows = [...table(), { line: 3, wishes: { address: 'NINO@Example.org' }, consent: null }];
    expect(planImport(rows, NOBODY, DEFAULTS)[1]).toMatchObject({
      do: 'refuse',
      because: 'the address is in line 2 already',
    });
  });
});

describe('an import', () => {
  const OPTIONS = { topics: ['bridge'], timezone: 'UTC', update: false, file: 'people.csv' };

  it('writes what is good of it, with what they agreed to, and says what became of each line', async () => {
    const world = await testWorld();
    await world.ledger.suppress('gone@example.org', 'complained', '2026-01-02T00:00:00.000Z');
    const people = readTable(
      'people.csv',
      'address,consent\nnino@example.org,\nana@example.org,"fair, 2025"\nbad,\ngone@example.org,\n',
    );
    const lines = await importTable(people, { ...OPTIONS, dryRun: false }, world);
    expect(lines.map((one) => importWords('people.csv', one))).toEqual([
      'people.csv:2  added      nino@example.org',
      'people.csv:3  added      ana@example.org',
      expect.stringMatching(/^people\.csv:4 {2}refused {4}bad: address: is no mail address/),
      'people.csv:5  suppressed gone@example.org: complained on 2026-01-02',
    ]);
    expect(importSum(lines, false)).toBe('2 added, 0 changed, 0 kept, 1 suppressed, 1 refused');
    const [ana, nino] = await world.ledger.subscribers();
    expect([ana!.address, nino!.address]).toEqual(['ana@example.org', 'nino@example.org']);
    expect(await world.ledger.consentsOf(ana!.id)).toMatchObject([
      { what: 'imported', wording: 'fair, 2025', network: null },
    ]);
    expect(await world.ledger.consentsOf(nino!.id)).toMatchObject([{ wording: 'line 2 of people.csv' }]);
  });

  it('that is only tried writes nothing', async () => {
    const world = await testWorld();
    const lines = await importTable(readTable('p', 'address\nnino@example.org'), { ...OPTIONS, dryRun: true }, world);
    expect(importSum(lines, true)).toBe('1 added, 0 changed, 0 kept, 0 suppressed, 0 refused; nothing was written');
    expect(await world.ledger.everyone()).toEqual([]);
  });

  it('again adds nobody twice', async () => {
    const world = await testWorld();
    const people = readTable('p', 'address\nnino@example.org');
    for (const sum of ['1 added, 0', '0 added, 0 changed, 1 kept']) {
      const lines = await importTable(people, { ...OPTIONS, dryRun: false }, world);
      expect(importSum(lines, false)).toContain(sum);
    }
    expect(await world.ledger.everyone()).toHaveLength(1);
  });
});
