/** The calendar: the months in the languages of the sources, the days that there are, and the years that items are of. */

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

const NUMBERS = new Map(MONTHS.flatMap((names, n) => names.split(/\s+/).map((name) => [folded(name), n + 1] as const)));

/** The number of a month, of whose name or number `folded` made this word; NaN where it is none. */
export function monthOf(word: string): number {
  if (/^\d/.test(word)) return Number(word);
  // In Hebrew, "in" is one word with its month.
  return NUMBERS.get(word) ?? NUMBERS.get(word.replace(/^ב/, '')) ?? Number.NaN;
}

/** One spelling for what differs in case, accents and digits only. */
export function folded(text: string): string {
  return (
    text
      .toLowerCase()
      .normalize('NFD')
      .replace(/[\p{M}\p{Cf}]/gu, '')
      // Arabic and Persian digits; both zeros stand at a multiple of sixteen.
      .replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) % 16))
      .replace(/[ıیك]/g, (letter) => ({ ı: 'i', ی: 'ي', ك: 'ک' })[letter]!)
      .replace(/(کانون|تشرين)\s(?=ال)/g, '$1')
  );
}

/** Of each month, January being 1. */
const DAYS = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether the calendar has this day; what is no number is no day. */
export function isDay(year: number, month: number, day: number): boolean {
  const leap = month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return day >= 1 && day <= (leap ? 29 : (DAYS[month] ?? 0));
}

/** Before 1900 nothing was published online, nor in the last year of .NET: such dates are defaults of a broken template. */
export const isYear = (year: number): boolean => year >= 1900 && year < 9999;
