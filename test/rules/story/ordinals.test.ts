import { expect, it } from 'vitest';
import { labelsOf, ordinalsOf } from '../../../rules/story/ordinals.ts';

it.each([
  ['EU prepares its twelfth package', [12]],
  ['EU prepares its 12th package', [12]],
  ['From the 1st to the third', [1, 3]],
  ['ЕС готовит двенадцатый пакет', [12]],
  ['О третьей встрече и пятом раунде', [3, 5]],
  ['ЕС готовит 12-й пакет', [12]],
  ['13 и 14 марта', []],
  ['Пять пограничников, двенадцать нападений, в пятницу и в четверг', []],
  ['AB 12. paket', []],
  ['AB on ikinci paketi', [12]],
  ['AB ikinci paketi', [2]],
  ['AB beşinci paketi', [5]],
  ['Aİ on üçüncü paket', [13]],
  ['ევროკავშირის მეთორმეტე პაკეტი', [12]],
  ['ევროკავშირის მე-12 პაკეტი', [12]],
  ['ԵՄ 12-րդ փաթեթը', [12]],
  ['ԵՄ տասներկուերորդ փաթեթը', [12]],
  ['بسته دوازدهم تحریم‌ها', [12]],
  ['دوازدهمین بسته تحریم‌ها', [12]],
  ['۱۲مین بسته', [12]],
  ['Three dead, 201st base on alert, 12 wounded', [201]],
  ['', []],
])('%s counts by %j', (headline, numbers) => {
  expect(ordinalsOf(headline)).toEqual(numbers);
});

it.each([
  ['Council votes on Resolution 2593', [{ word: 'resolution', number: 2593 }]],
  ['Phase 2: the survey', [{ word: 'phase', number: 2 }]],
  ['Протокол № 5', [{ word: 'протокол', number: 5 }]],
  ['Clash kills 3 near Panj', []],
  ['Dead rise to 3', []],
  ['Forum 2026', []],
])('%s numbers %j', (headline, labels) => {
  expect(labelsOf(headline)).toEqual(labels);
});
