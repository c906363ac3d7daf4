/** What the page of what one gets shows. Pure. */
import { domainOf } from '../../state/address.ts';
import type { LastEdition } from '../../state/due.ts';
import type { Severity } from '../../state/severity.ts';
import { type Cadence, isPaused, LANGUAGES, type Subscriber } from '../../state/subscriber.ts';
import { WEEKDAYS, type Wrong } from '../../state/wishes.ts';
import { comingWords, moment } from '../../templates/coming.ts';
import { type Site, titlesOf } from '../site.ts';
import type { Typed } from './form.ts';
import { zoneGroups } from './zones.ts';

/** A form that was refused comes back as it was typed, with all that is wrong with it. */
export interface Refused {
  typed?: Typed;
  pause?: { for: string; until: string };
  wrong: readonly Wrong[];
}

/** The fields, each by what stands beside it in the form. */
const LABELS: Record<string, string> = {
  ...{ address: 'Your mail address', topics: 'Topics', cadence: 'How often', hour: 'Hour' },
  ...{ weekday: 'Day of the week, of a weekly digest', timezone: 'Time zone', least: 'Stories of severity' },
  ...{ quiet: 'Quiet hours', quietFrom: 'Quiet hours: From', quietTo: 'Quiet hours: To' },
  ...{ format: 'Format', language: 'Language of dates' },
  ...{ for: 'Send me nothing for', until: 'The day on which it begins again' },
};

const CADENCE: Record<Cadence, string> = {
  now: 'Each story at once',
  daily: 'A digest a day',
  weekly: 'A digest a week',
};
const SEVERITY: Record<Severity, string> = {
  low: 'low, medium and high',
  medium: 'medium and high',
  high: 'high only',
};
const FORMAT = { html: 'With layout and pictures', text: 'Plain text' } as const;
const SPANS = { '7': 'one week', '14': 'two weeks', '30': 'a month', until: 'until the day' } as const;

/** The whole page, for a template. */
export function viewPreferences(
  subscriber: Subscriber,
  typed: Typed,
  site: Pick<Site, 'topics' | 'timezone'>,
  now: Date,
  last: LastEdition | undefined,
  { pause = { for: '7', until: '' }, wrong }: Refused = { wrong: [] },
) {
  return {
    title: 'What you get',
    address: masked(subscriber.address),
    paused: isPaused(subscriber, now) ? moment(subscriber.paused!, subscriber) : null,
    coming: comingWords(subscriber, titlesOf(subscriber.topics, site), now, last),
    ...viewFields(typed, site, wrong),
    pauses: options(SPANS, pause.for),
    until: pause.until,
  };
}

/** The fields of all that one may wish, for the template `fields`; and for `wrong` what is to be mended in them. */
export function viewFields(typed: Typed, site: Pick<Site, 'topics' | 'timezone'>, wrong: readonly Wrong[]) {
  return {
    wrong: wrong.map(({ field, what }) => ({ field, label: LABELS[field] ?? field, what })),
    bad: Object.fromEntries(Object.keys(LABELS).map((name) => [name, wrong.some(({ field }) => field === name)])),
    topics: site.topics.map((topic) => ({ ...topic, chosen: typed.topics.includes(topic.id) })),
    ...choicesOf(typed),
    zones: zoneGroups(typed.timezone ?? '', site.timezone),
  };
}

function choicesOf(typed: Typed) {
  return {
    cadences: options(CADENCE, typed.cadence),
    hours: Array.from({ length: 24 }, (_, hour) => option(String(hour), `${two(hour)}:00`, typed.hour)),
    weekdays: WEEKDAYS.map((day) => option(day, capital(day), typed.weekday)),
    severities: options(SEVERITY, typed.least),
    formats: options(FORMAT, typed.format),
    languages: LANGUAGES.map((tag) => option(tag, nameOf(tag), typed.language)),
    ticked: {
      ...{ alerts: typed.alerts !== undefined, allQuiet: typed.allQuiet !== undefined },
      ...{ quiet: typed.quiet !== undefined, quietHigh: typed.quietHigh !== undefined },
    },
    quietFrom: typed.quietFrom ?? '',
    quietTo: typed.quietTo ?? '',
  };
}

const option = (value: string, label: string, chosen: string | undefined) => ({
  value,
  label,
  chosen: value === chosen,
});

const options = (labels: Record<string, string>, chosen: string | undefined) =>
  Object.entries(labels).map(([value, label]) => option(value, label, chosen));

/** A language by the name that its own people give it, which they know among all others. */
const nameOf = (tag: string): string => capital(new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag);

const two = (n: number): string => String(n).padStart(2, '0');
/** Georgian words have no capitals, though Unicode has such letters. */
const capital = (word: string): string =>
  /^\p{Script=Georgian}/u.test(word) ? word : word[0]!.toUpperCase() + word.slice(1);

/** `n…@example.org`: whoever was forwarded a mail with the link to the page need not learn the whole address from it. */
const masked = (address: string): string => `${address.slice(0, 1)}…@${domainOf(address)}`;
