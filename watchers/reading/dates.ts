/**
 * Dates as publishers write them → ISO 8601: RFC 822 with four or two digits of the year, RFC 3339, asctime(), epochs, and what
 * pages print in the languages of the sources. A date is never invented: what cannot be read, or only by guessing, is null.
 */
import type { Published } from '../../state/item.ts';

/**
 * The months, January first, as the sources' languages write them: whole, in the case that a date stands in, and short.
 * Whole words and no beginnings: Armenian has two months that begin with հուն, Kazakh two with ма.
 */
const MONTHS = [
  `january jan januar janner janvier janv январь января январи январ янв січень січня січ იანვარი იან հունվար հունվարի
   հնվ հունվ yanvar yan ocak oca қаңтар қаң ژانویه جنوری يناير جانفي كانونالثاني ינואר ינו`,
  `february feb februar feber fevrier fevr fev февраль февраля феврали феврал фев февр лютий лютого лют თებერვალი თებ
   փետրվար փետրվարի փտվ փետ փետր fevral subat sub ақпан ақп فوریه فبروری فبراير فيفري شباط פברואר פבר`,
  `march mar marz mrz mars март марта марти мар березень березня бер берез მარტი მარ մարտ մարտի մրտ մար mart наурыз нау
   مارس مارچ آذار מרץ מרס`,
  `april apr avril avr апрель апреля апрели апрел апр квітень квітня кві квіт აპრილი აპრ ապրիլ ապրիլի ապր aprel nisan nis
   сәуір сәу آوریل اپریل أبريل أفريل نيسان אפריל אפר`,
  `may mai май мая майи травень травня тра трав მაისი მაი մայիս մայիսի մյս մայ mayis мамыр мам مه می مايو ماي أيار מאי`,
  `june jun juni juin июнь июня июни июн червень червня чер черв ივნისი ივნ հունիս հունիսի հնս iyun iyn haziran haz маусым
   мау ژوئن جون يونيو يونيه جوان حزيران יוני יונ`,
  `july jul juli juillet juil июль июля июли июл липень липня лип ივლისი ივლ հուլիս հուլիսի հլս հուլ iyul iyl temmuz tem
   шілде шіл ژوئیه جولای يوليو يوليه جويلية تموز יולי יול`,
  `august aug aout aou август августа августи авг серпень серпня сер серп აგვისტო აგვ օգոստոս օգոստոսի օգս օգոս avqust avq
   avgust avg agustos agu тамыз там اوت آگوست اگست أغسطس آب אוגוסט אוג`,
  `september sep sept septembre set сентябрь сентября сентябри сентябр сен сент вересень вересня вер верес სექტემბერი სექ სექტ
   սեպտեմբեր սեպտեմբերի սեպ սեպտ sentyabr sentabr sen sent eylul eyl қыркүйек қыр سپتامبر سپتمبر سبتمبر أيلول ספטמבר ספט`,
  `october oct oktober okt octobre октябрь октября октябри октябр окт жовтень жовтня жов жовт ოქტომბერი ოქტ հոկտեմբեր
   հոկտեմբերի հոկ հոկտ oktyabr oktabr ekim eki қазан қаз اکتبر اکتوبر أكتوبر تشرينالأول אוקטובר אוק`,
  `november nov novembre ноябрь ноября ноябри ноябр ноя нояб листопад листопада лис лист ნოემბერი ნოე նոյեմբեր նոյեմբերի նոյ
   noyabr noy kasim kas қараша қар نوامبر نومبر نوفمبر تشرينالثاني נובמבר נוב`,
  `december dec dezember dez decembre декабрь декабря декабри декабр дек грудень грудня гру груд დეკემბერი დეკ դեկտեմբեր
   դեկտեմբերի դեկ dekabr dek aralik ara желтоқсан жел دسامبر دسمبر ديسمبر كانونالأول דצמבר דצמ`,
];

/** RFC 822 and what feeds use besides, by minutes east of Greenwich. */
const ZONES = new Map(
  Object.entries({
    0: 'ut utc gmt z wet',
    60: 'west bst cet mez',
    120: 'eet cest mesz',
    180: 'eest idt msk мск trt',
    240: 'get amt azt gst msd',
    300: 'uzt tjt tmt pkt',
    330: 'ist',
    360: 'kgt',
    540: 'jst kst',
    600: 'aest',
    660: 'aedt',
    '-240': 'edt',
    '-300': 'est cdt',
    '-360': 'cst mdt',
    '-420': 'mst pdt',
    '-480': 'pst',
  }).flatMap(([minutes, names]) => names.split(' ').map((name) => [name, Number(minutes)] as const)),
);

/** No place on earth is further from Greenwich than Kiribati, in minutes. */
const MOST_EAST = 14 * 60;
/** A date of more signs is a sentence, and looking for one in it a guess. */
const LONGEST = 80;

const TIME = String.raw`(?<hour>\d{1,2})[:h](?<minute>\d\d)(?::(?<second>\d\d)(?:[.,]\d+)?)?\s*(?<zone>.*)`;
/** What follows a day: a time after whatever joins the two, or the word for year and the like. */
const REST = String.raw`(?:\D*?[\s,|t]+${TIME}|(?:[\s,-]*\p{L}+\.?){1,2})?$`;
const WEEKDAY = String.raw`^(?:יום\s)?(?:[\p{L}-]+(?:[.,،]\s*|\s+))?`;
const DAY = String.raw`(?<day>\d{1,2})(?:st|nd|rd|th|er|-?(?:го|е|нчи|chi)|\.)?`;
const WORD = String.raw`(?<month>\p{L}{2,})['’׳.]?`;

const FORMS = [
  String.raw`^(?<year>\d{4})(?:-(?<month>\d\d))?$`,
  String.raw`^(?<year>\d{4})(?<sign>[-/.])(?<month>\d\d?)\k<sign>(?<day>\d\d?)${REST}`,
  String.raw`^(?<year>\d{4})(?<month>\d\d)(?<day>\d\d)(?:t?(?<hour>\d\d)(?<minute>\d\d)(?<second>\d\d)?(?<zone>\D.*)?)?$`,
  String.raw`^(?<day>\d{1,2})(?<sign>[-/.])(?<month>\d{1,2})\k<sign>(?<year>\d{4})${REST}`,
  String.raw`${WEEKDAY}${DAY}[\s.,/-]*${WORD},?[\s,/-]*(?<year>\d{4}|\d\d)${REST}`,
  String.raw`${WEEKDAY}${WORD},?\s*${DAY}[\s,]+(?<year>\d{4})${REST}`,
  String.raw`^${WORD}[\s,]+(?<year>\d{4})$`,
  // asctime() of C, and what Unix and Ruby made of it.
  String.raw`${WEEKDAY}${WORD}\s(?<day>\d{1,2})\s(?<hour>\d\d):(?<minute>\d\d):(?<second>\d\d)\s(?:(?<zone>\D.*)\s)?(?<year>\d{4})$`,
  // The year first, as in Central Asia: 2025-yil 21-noyabr, 2025 жылғы 21 қараша.
  String.raw`^(?<year>\d{4})[\s-]*(?:yil|жылғы|жыл|иил)?[\s,.-]*${DAY}[\s-]*${WORD}${REST}`,
  String.raw`^(?<year>\d{4})[\s,.-]+${WORD}[\s-]*(?<day>\d{1,2})${REST}`,
].map((form) => new RegExp(form, 'u'));

/** Reads one date: whole, or reduced to a day, a month or a year; UTC where no zone is given. Never throws. */
export function readDate(written: string | null): Published | null {
  const text = written?.trim() ?? '';
  if (text === '' || text.length > LONGEST) return null;
  return common(text) ?? epoch(text) ?? spelled(folded(text));
}

type Parts = Record<string, string | undefined>;

function spelled(text: string): Published | null {
  // A time before its date, as news sites print it: 14:05, 21.11.2025.
  const turned = text.replace(/^(\d{1,2}:\d\d(?::\d\d)?)[\s,|–-]+(.*)$/, '$2 $1');
  for (const form of FORMS) {
    const parts = form.exec(turned)?.groups;
    const date = parts ? dated(parts) : null;
    if (date !== null) return date;
  }
  return null;
}

/** One spelling for what differs in case, accents and digits only. */
function folded(text: string): string {
  return (
    text
      .toLowerCase()
      .normalize('NFD')
      .replace(/[\p{M}\p{Cf}]/gu, '')
      .replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 15))
      .replace(/[ıیك]/g, (letter) => ({ ı: 'i', ی: 'ي', ك: 'ک' })[letter]!)
      .replace(/(کانون|تشرين)\s(?=ال)/g, '$1')
      // Arabic agencies give a month in both families: نوفمبر/تشرين الثاني.
      .replace(/(\p{L}+)\s?\/\s?(\p{L}+)/u, (both, one, other) => (monthOf(one) === monthOf(other) ? one : both))
      .replace(/\s+/g, ' ')
  );
}

const NAMES = new Map<string, number>();
for (const [n, names] of MONTHS.entries()) for (const name of names.split(/\s+/)) NAMES.set(folded(name), n + 1);

/** In Hebrew, "in" is one word with its month. */
function monthOf(word: string): number {
  return /^\d/.test(word) ? Number(word) : (NAMES.get(word) ?? NAMES.get(word.replace(/^ב/, '')) ?? Number.NaN);
}

/** The two forms that nearly all feeds write, RFC 822 and RFC 3339, without a pattern: two thirds of the time. */
function common(text: string): Published | null {
  if (text.charCodeAt(10) === 0x54 && text.charCodeAt(4) === 0x2d && text.charCodeAt(7) === 0x2d)
    return instant(text, digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2), 11);
  const start = text.charCodeAt(3) === 0x2c && text.charCodeAt(4) === 0x20 ? 5 : 0;
  const day = text.charCodeAt(start + 1) === 0x20 ? 1 : 2;
  const at = start + day + 1;
  if (text.charCodeAt(at - 1) !== 0x20 || text.charCodeAt(at + 3) !== 0x20 || text.charCodeAt(at + 8) !== 0x20)
    return null;
  const month = ENGLISH.indexOf(text.slice(at, at + 3)) / 3 + 1;
  return instant(text, digits(text, at + 4, 4), month, digits(text, start, day), at + 9);
}

const ENGLISH = 'JanFebMarAprMayJunJulAugSepOctNovDec';

/** A number of so many digits, or NaN. */
function digits(text: string, from: number, count: number): number {
  let number = 0;
  for (let at = from; at < from + count; at++) {
    const digit = text.charCodeAt(at) - 0x30;
    number = digit >= 0 && digit <= 9 ? number * 10 + digit : Number.NaN;
  }
  return number;
}

/** A day and the time that stands at `at`, with a zone; null where it is not as plain as that. */
function instant(text: string, year: number, month: number, day: number, at: number): Published | null {
  const hour = digits(text, at, 2);
  const minute = digits(text, at + 3, 2);
  const second = digits(text, at + 6, 2);
  const clock =
    hour < 24 && minute < 60 && second < 60 && text.charCodeAt(at + 2) === COLON && text.charCodeAt(at + 5) === COLON;
  if (!clock || !(year >= 1900 && year < 9999 && day >= 1 && day <= daysIn(year, month))) return null;
  const east = plainZone(text, at + 8);
  if (east === 0) return `${year}-${TWO[month]}-${TWO[day]}T${text.slice(at, at + 8)}.000Z`;
  return Number.isNaN(east)
    ? null
    : new Date(Date.UTC(year, month - 1, day, hour, minute - east, second)).toISOString();
}

const COLON = 0x3a;
const TWO = Array.from({ length: 32 }, (_, n) => String(n).padStart(2, '0'));

/** Minutes east of Greenwich of the zone that ends the text, behind a fraction maybe; NaN where it is not plain. */
function plainZone(text: string, from: number): number {
  let at = from;
  if (text.charCodeAt(at) === 0x2e) while (digits(text, ++at, 1) >= 0);
  if (text.charCodeAt(at) === 0x20) at++;
  const sign = text.charCodeAt(at);
  if (sign !== 0x2b && sign !== 0x2d) return ZONES.get(text.slice(at).toLowerCase()) ?? Number.NaN;
  const colon = text.charCodeAt(at + 3) === 0x3a ? 1 : 0;
  const minutes = digits(text, at + 1, 2) * 60 + digits(text, at + 3 + colon, 2);
  if (text.length !== at + 5 + colon || minutes > MOST_EAST) return Number.NaN;
  return sign === 0x2b ? minutes : -minutes;
}

/** Seconds or milliseconds since 1970, where the digits are no day of this century: 2025112110 might be either. */
function epoch(text: string): Published | null {
  if (!/^1[0-8]\d{8}(?:\d{3})?$/.test(text)) return null;
  return new Date(Number(text.slice(0, 10)) * 1000).toISOString();
}

function dated(parts: Parts): Published | null {
  const { year = '', sign, hour, minute, second = '0', zone = '' } = parts;
  const full = year.length === 4 ? Number(year) : Number(year) + (Number(year) < 70 ? 2000 : 1900);
  // Before 1900 nothing was published online, nor in the last year of .NET: such dates are defaults of a broken template.
  if (full < 1900 || full === 9999) return null;
  if (parts.month === undefined) return year;
  const [month, day] = ordered(monthOf(parts.month), Number(parts.day ?? 1), sign, zone);
  if (!(day >= 1 && day <= daysIn(full, month))) return null;
  const reduced = new Date(Date.UTC(full, month - 1, day)).toISOString().slice(0, parts.day === undefined ? 7 : 10);
  if (hour === undefined || minute === undefined) return reduced;
  const [, half, where] = HALF.exec(zone)!;
  const [minutes, east] = [minutesOf(Number(hour), Number(minute), half), offsetOf(where!)];
  if (minutes === null || Number(second) > 60 || east === null) return reduced;
  const at = Date.UTC(full, month - 1, day, 0, minutes - east, Math.min(Number(second), 59));
  return new Date(at).toISOString();
}

/** Slashes are American where nothing else is possible; beside a clock of two halves either order is, and so none. */
function ordered(month: number, day: number, sign: string | undefined, zone: string): [number, number] {
  if (sign !== '/') return [month, day];
  if (month > 12 && day <= 12) return [day, month];
  return /^[ap]\.?\s?m/.test(zone) && day <= 12 && day !== month ? [0, 0] : [month, day];
}

/** How many days a month has; none where there is no such month. */
function daysIn(year: number, month: number): number {
  if (!(Number.isInteger(month) && month >= 1 && month <= 12)) return 0;
  if (month !== 2) return 30 + ((month + (month >> 3)) & 1);
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
}

/** The half of the day, and the zone: 10:30 PM EST. Arabic has م for the second, ص for the first. */
const HALF = /^(?:([apصم])(?:\.?\s?m\b\.?|(?<=[صم])(?!\p{L})))?\s*(.*)$/u;

/** Minutes since midnight, by a clock of 24 hours or of two halves; null for a time that it never shows. */
function minutesOf(hour: number, minute: number, half: string | undefined): number | null {
  if (minute > 59 || hour * 60 + minute > 24 * 60) return null;
  if (half === undefined) return hour * 60 + minute;
  if (hour < 1 || hour > 12) return null;
  return ((hour % 12) + (/[pم]/.test(half) ? 12 : 0)) * 60 + minute;
}

/** Minutes east of Greenwich; 0 where no zone is given, null for one that nobody knows. */
function offsetOf(zone: string): number | null {
  // A remark beside an offset says nothing new; alone it is the zone.
  const name = zone.replace(/(?<=.)\s*\(.*\)$/, '').replace(/^\((.*)\)$|^(?:uhr|hrs)\b\.?\s*/, '$1');
  if (name === '') return 0;
  const numeric = /^(?:utc|gmt)?\s*([+-])(\d\d?):?(\d\d)?$/.exec(name);
  if (!numeric) return ZONES.get(name) ?? null;
  const minutes = Number(numeric[2]) * 60 + Number(numeric[3] ?? 0);
  return minutes > MOST_EAST ? null : (numeric[1] === '-' ? -1 : 1) * minutes;
}
