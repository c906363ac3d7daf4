/** The ledger's tables, as they came to be: a migration that was released is never changed. */
import { type Kysely, type Migration, sql } from 'kysely';

export const MIGRATIONS: Record<string, Migration> = {
  '0001_first': {
    up: (db: Kysely<unknown>) => run(FIRST, db),
  },
  '0002_watchers': {
    up: (db: Kysely<unknown>) => run(WATCHERS, db),
  },
  '0003_rules': {
    up: (db: Kysely<unknown>) => run(RULES, db),
  },
  '0004_stories': {
    up: (db: Kysely<unknown>) => run(STORIES, db),
  },
  '0005_mail': {
    up: (db: Kysely<unknown>) => run(MAIL, db),
  },
};

async function run(statements: readonly string[], db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const FIRST = [
  `create table items (
    id text primary key, source text not null, key text not null, url text, title text not null, summary text not null,
    content text not null, authors text not null, categories text not null, language text, published text, updated text,
    publisher text not null, family text not null, first_seen text not null, unique (source, key))`,
  `create index items_by_first_seen on items (first_seen)`,
  `create table matches (
    item text not null references items (id), topic text not null, rule text not null, version text not null,
    severity text not null, title text not null, cites text not null, evidence text not null,
    primary key (item, topic, rule))`,
  `create index matches_by_topic on matches (topic, item)`,
  `create table visits (
    source text not null, at text not null, outcome text not null, reason text, because text, found integer not null,
    fresh integer not null, took integer not null)`,
  `create index visits_by_at on visits (at)`,
  `create table learnt (
    source text primary key, last_visit text not null, outcome text not null, because text, since text not null,
    failures integer not null, next text not null)`,
  `create table stories (
    id text primary key, topic text not null, severity text not null, lead text not null, first_seen text not null,
    last_seen text not null)`,
  `create index stories_by_last_seen on stories (last_seen)`,
  `create table story_items (
    topic text not null, item text not null, story text not null references stories (id), primary key (topic, item))`,
  `create index story_items_by_story on story_items (story)`,
  `create table subscribers (
    id text primary key, address text not null unique, topics text not null, cadence text not null, hour integer not null,
    weekday integer not null, timezone text not null, least text not null, alerts integer not null, format text not null,
    since text not null, "left" text)`,
  `create table editions (
    id text primary key, cadence text not null, due text not null, frozen text not null, content text not null,
    unique (cadence, due))`,
  `create table deliveries (
    id text primary key, kind text not null, subject text not null, revision integer not null, subscriber text not null,
    period text, message_id text not null, mail text not null, stories text not null, state text not null,
    attempts integer not null, next text not null, created text not null, settled text, because text,
    unique (kind, subject, revision, subscriber), unique (subscriber, period))`,
  `create index deliveries_by_state on deliveries (state, next)`,
];

const WATCHERS = [
  `alter table items add column canonical text`,
  `alter table items add column revision integer not null default 0`,
  `create index items_by_canonical on items (source, canonical)`,
  `create table revisions (
    item text not null references items (id), revision integer not null, until text not null, title text not null,
    summary text not null, content text not null, published text, updated text, primary key (item, revision))`,
  `alter table matches add column at text not null default ''`,
  `update matches set at = (select first_seen from items where items.id = matches.item)`,
  `create index matches_by_at on matches (topic, at)`,
  `alter table learnt add column first_visit text not null default ''`,
  `alter table learnt add column last_good text`,
  `update learnt set first_visit = coalesce((select min(at) from visits where visits.source = learnt.source), last_visit),
    last_good = (select max(at) from visits where visits.source = learnt.source and visits.outcome <> 'failed')`,
  ...[
    ...[
      'reason text',
      'interval integer',
      'patience integer',
      'found integer',
      'last_news text',
      'rhythm integer',
      'gap text',
    ],
    ...['moved text', 'reader text', 'pace text', 'region text'],
  ].map((column) => `alter table learnt add column ${column}`),
  `create table hosts (host text primary key, spacing integer not null, busy text not null)`,
];

const RULES = [
  `alter table matches add column why text`,
  `create table labels (
    item text not null, topic text not null, rule text not null, fits integer not null, at text not null,
    primary key (item, topic, rule))`,
];

const STORIES = [
  `alter table items add column withdrawn text`,
  `alter table items add column voice text`,
  `alter table items add column missing text`,
  `alter table items add column restored text`,
  `create index items_by_missing on items (missing) where missing is not null`,
  `create index items_by_withdrawn on items (withdrawn) where withdrawn is not null`,
  `create index items_by_restored on items (restored) where restored is not null`,
  `create index revisions_by_until on revisions (until)`,
  `create table told_items (item text not null, edition text not null, primary key (item, edition))`,
  `insert into told_items
    select json_extract(story.value, '$.lead.id'), editions.id from editions, json_each(content, '$.stories') as story
    union
    select json_extract(other.value, '$.id'), editions.id from editions, json_each(content, '$.stories') as story,
      json_each(story.value, '$.others') as other`,
  `alter table story_items add column revision integer not null default 0`,
  `create table former_stories (id text primary key, story text not null)`,
  `create table alerts (
    story text not null, revision integer not null, topic text not null, at text not null, reported text,
    changes text not null, rules text not null, told text not null, primary key (story, revision))`,
  `create index alerts_by_at on alerts (topic, at)`,
  `create table silences (
    id text primary key, "of" text not null, author text not null, reason text not null, since text not null,
    until text not null, ended text, warned text)`,
  `create table held (
    silence text not null, subject text not null, at text not null, primary key (silence, subject))`,
  `create index held_by_subject on held (subject)`,
  `create table moves (
    topic text not null, tracker text not null, subject text not null, stage text not null, denied integer not null,
    item text not null, rule text not null, family text not null, reported text not null, at text not null, withdrawn text,
    primary key (topic, tracker, subject, stage, denied, item, at))`,
  `create table announcements (
    topic text not null, deadline text not null, item text not null, family text not null, date text not null,
    precision text not null, words text not null, reported text not null, at text not null, withdrawn text,
    primary key (topic, deadline, date, item, at))`,
  `create table verdicts (
    topic text not null, deadline text not null, date text not null, precision text not null, confirmed integer not null,
    author text not null, at text not null, primary key (topic, deadline, date, at))`,
  `create table signals (
    topic text not null, trend text not null, period text not null, at text not null, content text not null,
    primary key (topic, trend, period))`,
  `create index signals_by_at on signals (at)`,
  `alter table subscribers add column quiet text`,
  `alter table subscribers add column all_quiet integer not null default 0`,
  `alter table deliveries add column refs text not null default '[]'`,
  // What is asked of all of a subscriber's messages, or of all of a story's, is in the index: a row is as long as its mail.
  `create index deliveries_by_subject on deliveries (
    subject, kind, subscriber, revision, state, created, id, message_id)`,
  `create index deliveries_by_subscriber on deliveries (
    subscriber, created, kind, subject, period, state, because, settled, stories)`,
  `create index deliveries_by_story on deliveries (created, subscriber, stories)`,
];

const MAIL = [
  `create table bodies (id text primary key, mail text not null)`,
  `alter table deliveries add column body text not null default ''`,
  `alter table deliveries add column title text not null default ''`,
  `alter table deliveries add column lease text`,
  `alter table deliveries add column lost text`,
  `insert into bodies select id, mail from deliveries`,
  `update deliveries set body = id, title = json_extract(mail, '$.subject')`,
  `update deliveries set state = 'queued' where state = 'waiting'`,
  `update deliveries set state = 'handed' where state = 'sending'`,
  `update deliveries set lost = next where state = 'unknown'`,
  `alter table deliveries drop column mail`,
  // Rows are short now, and what changes while a message is sent stands in as few indexes as can be: each of them costs as
  // much as the row, and more where its order is by chance, as that of ids is.
  `drop index deliveries_by_subject`,
  `drop index deliveries_by_subscriber`,
  `create index deliveries_by_subject on deliveries (subject, kind, subscriber, revision)`,
  `create index deliveries_by_subscriber on deliveries (subscriber, created, kind)`,
  // What may be sent, in the order in which it is: the condition is written here as it is asked.
  `create index deliveries_due on deliveries ((kind = 'edition'), next, created) where state in ('queued', 'unknown')`,
  `alter table subscribers add column paused text`,
  `alter table subscribers add column language text not null default 'en'`,
  `create index subscribers_by_address on subscribers (lower(address))`,
  `create table joins (
    id text primary key, address text not null, wishes text not null, asked text not null, network text not null,
    wording text not null, confirmed text)`,
  `create index joins_by_asked on joins (asked)`,
  `create index joins_by_address on joins (lower(address), asked)`,
  `create table consents (
    subscriber text not null, at text not null, what text not null, network text, wording text)`,
  `create index consents_by_subscriber on consents (subscriber, at)`,
  `create table suppressions (hash text primary key, reason text not null, at text not null)`,
  `create table settings (name text primary key, value text not null)`,
  `create table bounces (
    id text not null, recipient text not null, at text not null, kind text not null, status text, hard integer not null,
    reason text, because text not null, delivery text, subscriber text, primary key (id, recipient))`,
  `create index bounces_by_subscriber on bounces (subscriber, at)`,
  `create table pauses (
    id text primary key, since text not null, until text, because text not null, delivery text, ended text)`,
  `create table budgets (name text primary key, spent text not null)`,
];
