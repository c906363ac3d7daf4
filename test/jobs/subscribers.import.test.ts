import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importSum, importTable, importWords, type Known, planImport } from '../../jobs/subscribers/import.ts';
import { readTable, type TableRow, writeTable } from '../../jobs/subscribers/table.ts';
import { Refusal } from '../../state/refusal.ts';
import { CADENCES, LANGUAGES, type Subscriber } from '../../state/subscriber.ts';
import { runs } from '../runs.ts';
import { subscriberWith } from './fixture.ts';
import { testWorld } from './world.ts';

const NOW = new Date('2026-10-05T06:00:00.000Z');
const DEFAULTS = { topics: ['bridge', 'railway'], timezone: 'Asia/Tbilisi', now: NOW, update: false };
const ROW: Omit<TableRow, 'wishes'> = { line: 2, consent: null, out: null, beyond: 0 };
const person = (subscriber: Subscriber) => ({ subscriber, consents: [], suppressed: null });
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
      rows: [{ ...ROW, wishes: { address: 'nino@example.org', hour: '8' } }],
      ignored: [],
    }),
  );

  it('says which columns say nothing to us, and what an empty cell wishes: nothing', () => {
    expect(readTable('people.csv', 'address,name,consent,hour\nnino@example.org,Nino,"form, 2025",')).toEqual({
      rows: [{ ...ROW, wishes: { address: 'nino@example.org' }, consent: 'form, 2025' }],
      ignored: ['name'],
    });
  });

  it('tells the lines that an editor shows, also after a cell of several, and passes over empty ones', () => {
    const text = 'address,consent\r\nnino@example.org,"form,\r\n2025"\r\n,\r\nana@example.org,fair\r\n';
    expect(readTable('people.csv', text).rows.map(({ line }) => line)).toEqual([2, 5]);
  });

  it.each(['mailto:nino@example.org', 'Nino <nino@example.org>'])('takes %s for the address in it', (cell) =>
    expect(readTable('people.csv', `address\n${cell}\n`).rows[0]!.wishes).toEqual({ address: 'nino@example.org' }),
  );

  it.each([
    ['left', 'address,left\nnino@example.org,2026-01-02\n', 'left'],
    ['complained', 'address,suppressed\nnino@example.org,complained\n', 'complained'],
    ['nobody', 'address,left\nnino@example.org,\n', null],
  ])('that says %s', (_, text, out) => expect(readTable('people.csv', text).rows[0]).toMatchObject({ out }));

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
        const { rows } = readTable('people.csv', writeTable(people.map(person)));
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
const table = (wishes: object = {}, its: Partial<TableRow> = {}): TableRow[] => [
  { ...ROW, wishes: { address: 'nino@example.org', ...wishes }, ...its },
];
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
      'of who is there and as they are changes nothing',
      table({ hour: '7' }),
      knowing(subscriberWith()),
      true,
      { do: 'keep', because: 'there already, and as the table says' },
    ],
    [
      'of who is out elsewhere lets nobody in, and keeps them out here',
      table({}, { out: 'complained' }),
      NOBODY,
      true,
      { do: 'out', reason: 'complained' },
    ],
    [
      'with more cells than there are columns is refused',
      table({}, { beyond: 1 }),
      NOBODY,
      false,
      { do: 'refuse', because: 'the line: has more cells than there are columns' },
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
    const rows = [...table(), { ...ROW, line: 3, wishes: { address: 'NINO@Example.org' } }];
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
    expect(lines.map((one) => importWords('people.csv', one, ['bridge']))).toEqual([
      'people.csv:2  added      nino@example.org: all topics; daily, alerts',
      'people.csv:3  added      ana@example.org: all topics; daily, alerts',
      expect.stringMatching(/^people\.csv:4 {2}refused {4}bad: address: is no mail address/),
      'people.csv:5  suppressed gone@example.org: complained on 2026-01-02',
    ]);
    expect(importSum(lines, false)).toBe(
      '2 added, 0 changed, 0 kept, 1 suppressed, 1 refused; 1 without a word on how they agreed: a column consent can say it',
    );
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
    expect(importSum(lines, true)).toMatch(/^1 added, .*; nothing was written$/);
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

  it('of a whole export leaves out who is out, there as here, and takes along how the others agreed', async () => {
    const consent = { at: '2026-01-02T00:00:00.000Z', network: '203.0.113.7', wording: 'web 1' };
    const there = [
      {
        subscriber: subscriberWith(),
        consents: [{ subscriber: 'nino', what: 'confirmed' as const, ...consent }],
        suppressed: null,
      },
      {
        subscriber: subscriberWith({ id: 'eva', left: NOW.toISOString() }),
        consents: [],
        suppressed: 'complained' as const,
      },
    ];
    const world = await testWorld();
    const options = { ...OPTIONS, topics: ['bridge', 'railway'], dryRun: false };
    const lines = await importTable(readTable('all.csv', writeTable(there)), options, world);
    expect(lines.map((one) => one.do)).toEqual(['add', 'out']);
    expect(await world.ledger.suppressed('eva@example.org')).toMatchObject({ reason: 'complained' });
    const [nino] = await world.ledger.everyone();
    const wording = 'confirmed, 2026-01-02T00:00:00.000Z, 203.0.113.7, web 1';
    expect(await world.ledger.consentsOf(nino!.id)).toMatchObject([{ what: 'imported', wording }]);
    const again = writeTable([{ ...there[0]!, consents: await world.ledger.consentsOf(nino!.id) }]);
    expect(again).toContain(`"${wording}"`);
  });
});
