/** An edition as it could be told on 21 November 2025: three topics, six languages, a source that hides nothing. */
import type { Coverage, Edition, Reason, ToldItem, ToldStory } from '../../state/edition.ts';
import type { Subscriber } from '../../state/subscriber.ts';
import { byGravity, type Selection } from '../../templates/selection.ts';
import type { Sender } from '../../templates/sender.ts';

export const SENDER: Sender = { from: 'Silkwatch <digest@silkwatch.example>', web: null };
/** The sender of an installation with web pages. */
export const WEB: Sender = { ...SENDER, web: 'https://watch.silkwatch.example' };

export const subscriber: Subscriber = {
  id: 'sub-1',
  address: 'nino@example.org',
  topics: ['georgia-visa', 'tripp', 'tajik-border'],
  cadence: 'daily',
  hour: 7,
  weekday: 1,
  timezone: 'Asia/Tbilisi',
  least: 'low',
  alerts: true,
  format: 'html',
  quiet: null,
  allQuiet: false,
  language: 'en',
  paused: null,
  since: '2025-06-01T08:00:00.000Z',
  left: null,
};

export function item(its: Partial<ToldItem> = {}): ToldItem {
  return {
    id: 'item-1',
    title: 'Brussels suspends visa-free travel for holders of Georgian diplomatic passports',
    url: 'https://civil.ge/archives/700001?from=feed&lang=en',
    excerpt:
      'The Commission moved to suspend visa-free travel for holders of Georgian diplomatic, service and official passports, the first use of the reformed mechanism, and said that a second phase could reach the whole population.',
    publisher: 'Civil.ge',
    family: 'civil-ge',
    published: '2025-11-20T10:05:00.000Z',
    firstSeen: '2025-11-20T10:20:00.000Z',
    language: 'en',
    ...its,
  };
}

export function reason(its: Partial<Reason> = {}): Reason {
  return {
    rule: 'georgia-visa/suspension-decided',
    title: 'The EU decides to suspend visa-free travel',
    severity: 'high',
    words: [
      { text: 'The Commission moved to ', marked: false },
      { text: 'suspend', marked: true },
      { text: ' ', marked: false },
      { text: 'visa-free', marked: true },
      { text: ' travel for holders of ', marked: false },
      { text: 'Georgian', marked: true },
      { text: ' diplomatic passports', marked: false },
    ],
    cites: [
      {
        document: "What suspending Georgia's visa-free travel and trade benefits would mean",
        author: 'David Bujiashvili and Tomáš Baranec',
        paragraph: 7,
        claim: 'A qualified majority can suspend visa-free travel; no single member state can block it.',
      },
    ],
    ...its,
  };
}

export function story(its: Partial<ToldStory> = {}): ToldStory {
  return {
    id: 'story-1',
    topic: 'georgia-visa',
    severity: 'high',
    firstSeen: '2025-11-20T10:20:00.000Z',
    lastSeen: '2025-11-20T18:00:00.000Z',
    lead: item(),
    others: [],
    reasons: [reason()],
    ...its,
  };
}

export const georgianVisa = story({
  others: [
    item({
      id: 'ru-1',
      title: 'ЕС приостановил безвизовый режим для грузинских дипломатов',
      url: 'https://www.newsgeorgia.ge/es-priostanovil/',
      publisher: 'Новости-Грузия',
      family: 'newsgeorgia',
      language: 'ru',
      published: '2025-11-20T10:40:00.000Z',
    }),
    item({
      id: 'ka-1',
      title: 'ევროკომისიამ უვიზო მიმოსვლა შეაჩერა',
      url: 'https://www.radiotavisupleba.ge/a/1.html',
      publisher: 'რადიო თავისუფლება',
      family: 'rferl',
      language: 'ka',
      published: '2025-11-20',
    }),
    item({
      id: 'en-2',
      publisher: 'RFE/RL Caucasus',
      url: 'https://www.rferl.org/a/georgia-visa/1.html',
      family: 'rferl',
      published: '2025-11-20T12:10:00.000Z',
    }),
    item({ id: 'en-3', publisher: 'OC Media', url: 'https://oc-media.org/visa', family: 'oc-media', published: null }),
    item({ id: 'en-4', publisher: 'JAMnews', url: 'https://jam-news.net/visa', family: 'jamnews' }),
    item({ id: 'en-5', publisher: 'Agenda.ge', url: 'https://agenda.ge/visa', family: 'agenda' }),
    item({ id: 'en-6', publisher: 'Interpressnews', url: 'https://interpressnews.ge/visa', family: 'ipn' }),
  ],
});

export const russian = story({
  id: 'story-2',
  severity: 'medium',
  lead: item({
    id: 'ru-2',
    title: 'Кобахидзе: решение Брюсселя о безвизовом режиме «ничего не изменит для граждан Грузии»',
    url: 'https://sova.news/2025/11/20/kobahidze/',
    excerpt:
      'Премьер-министр Ираклий Кобахидзе заявил, что механизм приостановки безвизового режима направлен против чиновников и обычных граждан не коснётся. Оппозиция с этим не согласна.',
    publisher: 'SOVA',
    family: 'sova',
    language: 'ru',
    published: '2025-11-20T15:30:00.000Z',
  }),
  reasons: [
    reason({
      rule: 'georgia-visa/government-answers',
      title: 'The government answers a step on visas',
      severity: 'medium',
      words: [
        { text: '…', marked: false },
        { text: 'механизм приостановки безвизового', marked: true },
        { text: ' режима направлен против чиновников…', marked: false },
      ],
    }),
  ],
});

export const armenian = story({
  id: 'story-3',
  topic: 'tripp',
  severity: 'high',
  lead: item({
    id: 'hy-1',
    title: 'Երևանն ու Վաշինգտոնը ստորագրեցին TRIPP-ի շինարարության համաձայնագիրը',
    url: 'https://www.azatutyun.am/a/33600001.html',
    excerpt:
      'Համաձայնագիրը սահմանում է երթուղու Մեղրիի հատվածի կառավարումը 99 տարով, ասված է կառավարության հաղորդագրության մեջ։',
    publisher: 'Ազատություն',
    family: 'rferl',
    language: 'hy',
    published: '2025-11-21T01:15:00.000Z',
  }),
  others: [
    item({
      id: 'en-9',
      title: 'Armenia, US sign TRIPP construction deal',
      url: 'https://eurasianet.org/tripp-deal',
      publisher: 'Eurasianet',
      family: 'eurasianet',
      published: '2025-11-21T02:00:00.000Z',
    }),
  ],
  reasons: [
    reason({
      rule: 'tripp/construction',
      title: 'Building on the route is agreed or begins',
      words: [
        { text: 'Երևանն ու Վաշինգտոնը ', marked: false },
        { text: 'ստորագրեցին', marked: true },
        { text: ' ', marked: false },
        { text: 'TRIPP', marked: true },
        { text: '-ի շինարարության համաձայնագիրը', marked: false },
      ],
      cites: [
        {
          document: 'Iran and the Trump Route for International Peace and Prosperity',
          author: 'Mehmet Fatih Oztarsu',
          paragraph: 4,
          claim: 'The 99-year lease of the Meghri section is the part that Tehran calls a red line.',
        },
      ],
    }),
  ],
});

export const persian = story({
  id: 'story-4',
  topic: 'tripp',
  severity: 'medium',
  lead: item({
    id: 'fa-1',
    title: 'ولایتی: ایران اجازه نمی‌دهد کریدور ترامپ مرز با ارمنستان را ببندد',
    url: 'https://www.isna.ir/news/140408300001',
    excerpt:
      'مشاور رهبر جمهوری اسلامی ایران گفت تهران با هرگونه تغییر در مرزهای تاریخی قفقاز مخالف است و «مسیر ترامپ» را توطئه‌ای علیه منطقه می‌داند.',
    publisher: 'ایسنا',
    family: 'isna',
    language: 'fa',
    published: '2025-11-20T09:00:00.000Z',
  }),
  reasons: [
    reason({
      rule: 'tripp/iran-objects',
      title: 'Iran objects to the route',
      severity: 'medium',
      words: [
        { text: 'ایران ', marked: false },
        { text: 'اجازه نمی‌دهد', marked: true },
        { text: ' ', marked: false },
        { text: 'کریدور ترامپ', marked: true },
        { text: ' مرز با ارمنستان را ببندد', marked: false },
      ],
      cites: [
        {
          document: 'Iran and the Trump Route for International Peace and Prosperity',
          author: 'Mehmet Fatih Oztarsu',
          paragraph: 9,
          claim: 'Objection by an adviser of the Leader goes further than one by the ministry.',
        },
        {
          document: "Attacks from Afghan Badakhshan and Russia's return to Tajikistan's border",
          author: null,
          paragraph: 2,
          claim: 'Iran reads every corridor as a question of borders.',
        },
      ],
    }),
  ],
});

export const georgian = story({
  id: 'story-5',
  severity: 'low',
  lead: item({
    id: 'ka-2',
    title: 'საგარეო საქმეთა სამინისტრო ევროკავშირის წარმომადგენლებს ხვდება',
    url: 'https://www.interpressnews.ge/ka/article/1',
    excerpt: '',
    publisher: 'ინტერპრესნიუსი',
    family: 'ipn',
    language: 'ka',
    published: '2025-11',
  }),
  reasons: [reason({ rule: 'georgia-visa/talks', title: 'Officials meet about visas', severity: 'low', words: [] })],
});

export const tajik = story({
  id: 'story-6',
  topic: 'tajik-border',
  severity: 'low',
  lead: item({
    id: 'ru-3',
    title: 'На границе с Афганистаном прошли совместные учения пограничников',
    url: null,
    excerpt: 'Учения прошли в Шамсиддин-Шохинском районе.',
    publisher: 'Азия-Плюс',
    family: 'asia-plus',
    language: 'ru',
    published: null,
    firstSeen: '2025-11-20T20:30:00.000Z',
  }),
});

/** As selection ranks them: the most severe first. */
export const told: ToldStory[] = [georgianVisa, armenian, russian, persian, georgian, tajik];

function unseen(source: string, title: string, state: string, since: string, reason: string) {
  return { source, title, state, since, reason };
}

export const coverage: Coverage = {
  from: '2025-11-20T03:00:00.000Z',
  to: '2025-11-21T03:00:00.000Z',
  sources: 118,
  healthy: 109,
  quiet: 3,
  failing: [
    unseen('presstv', 'Press TV', 'blind', '2025-11-12T04:10:00.000Z', 'HTTP 403 Forbidden'),
    unseen('ariana', 'Ariana News', 'failing', '2025-11-20T16:00:00.000Z', 'no answer within 20 s'),
    unseen('avesta', 'Авеста', 'gone', '2024-12-30T10:00:00.000Z', 'HTTP 410'),
    unseen('mehr', 'خبرگزاری مهر', 'failing', '2025-11-21T01:00:00.000Z', 'not a feed: an HTML page'),
  ],
  gaps: [
    { source: 'tass', title: 'TASS', at: '2025-11-20T12:00:00.000Z' },
    { source: 'apa', title: 'APA', at: '2025-11-20T17:00:00.000Z' },
  ],
  unvisited: 2,
  items: 1204,
  matched: 37,
  stories: 12,
};

export const edition: Edition = {
  id: 'daily-2025-11-21T03',
  cadence: 'daily',
  due: '2025-11-21T03:00:00.000Z',
  frozen: '2025-11-21T03:00:02.000Z',
  topics: [
    { id: 'georgia-visa', title: "Georgia's EU visa-free travel" },
    { id: 'tripp', title: 'The Trump Route through Meghri' },
    { id: 'tajik-border', title: 'The Tajik-Afghan border' },
    { id: 'other', title: 'Nobody follows this' },
  ],
  stories: told,
  deadlines: [
    {
      topic: 'georgia-visa',
      id: 'eight-recommendations',
      title: "The EU's deadline for eight recommendations to Georgia",
      date: '2025-08-31',
      precision: 'day',
      state: 'ahead',
      changes: [],
      cites: [{ document: 'caci-georgia-visa', paragraph: 7, claim: 'By the end of August.' }],
    },
    {
      topic: 'georgia-visa',
      id: 'mechanism-report',
      title: "The Commission's yearly report under the suspension mechanism",
      date: '2025-12-03',
      precision: 'day',
      state: 'ahead',
      changes: [],
      cites: [{ document: 'caci-georgia-visa', paragraph: 11, claim: 'Due in early December.' }],
    },
    {
      topic: 'tripp',
      id: 'ground-broken',
      title: 'Construction of the Meghri section is to begin',
      date: '2026-06-15',
      precision: 'month',
      state: 'ahead',
      changes: [],
      cites: [{ document: 'caci-iran-tripp', paragraph: 4, claim: 'In the middle of 2026.' }],
    },
    {
      topic: 'tripp',
      id: 'line-open',
      title: 'The railway is to be open',
      date: '2028-01-01',
      precision: 'year',
      state: 'ahead',
      changes: [],
      cites: [{ document: 'caci-iran-tripp', paragraph: 5, claim: 'Before the next election.' }],
    },
    {
      topic: 'other',
      id: 'else',
      title: 'Of no concern',
      date: '2026-01-01',
      precision: 'day',
      state: 'ahead',
      changes: [],
      cites: [],
    },
  ],
  coverage,
};

/** A subscriber's part of an edition: these stories, and all else that it has of their topics. */
export const selectionOf = (whole: Edition, stories: ToldStory[]): Selection => ({
  since: whole.coverage.from,
  absent: null,
  stories: stories.toSorted(byGravity),
  atOnce: new Map(),
  boards: whole.boards ?? [],
  deadlines: whole.deadlines.filter(({ topic }) => subscriber.topics.includes(topic)),
  corrections: whole.corrections ?? [],
  signals: whole.signals ?? [],
});
