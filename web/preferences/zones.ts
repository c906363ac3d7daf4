/** Every time zone that there is, as a list to choose from without a script. */

export interface ZoneGroup {
  /** `Asia`. */
  name: string;
  zones: { id: string; name: string; chosen: boolean }[];
}

/** Unicode lists these under the names that they had once; the people who live there look for the other one. */
const RENAMED: Record<string, string> = {
  ...{
    'Africa/Asmera': 'Africa/Asmara',
    'America/Coral_Harbour': 'America/Atikokan',
    'America/Godthab': 'America/Nuuk',
  },
  ...{ 'America/Indianapolis': 'America/Indiana/Indianapolis', 'America/Louisville': 'America/Kentucky/Louisville' },
  ...{ 'Asia/Calcutta': 'Asia/Kolkata', 'Asia/Katmandu': 'Asia/Kathmandu', 'Asia/Rangoon': 'Asia/Yangon' },
  ...{ 'Asia/Saigon': 'Asia/Ho_Chi_Minh', 'Atlantic/Faeroe': 'Atlantic/Faroe', 'Europe/Kiev': 'Europe/Kyiv' },
  ...{ 'Pacific/Enderbury': 'Pacific/Kanton', 'Pacific/Ponape': 'Pacific/Pohnpei', 'Pacific/Truk': 'Pacific/Chuuk' },
};
const IN_ARGENTINA = /^America\/(?=Buenos_Aires|Catamarca|Cordoba|Jujuy|Mendoza)/;

const KNOWN = [
  'UTC',
  ...Intl.supportedValuesOf('timeZone').map((id) => RENAMED[id] ?? id.replace(IN_ARGENTINA, 'America/Argentina/')),
];

/** Where those live whom our topics are about, and their neighbours. */
const NEAR = [
  ...['Asia/Tbilisi', 'Asia/Yerevan', 'Asia/Baku', 'Asia/Almaty', 'Asia/Tashkent', 'Asia/Bishkek', 'Asia/Dushanbe'],
  ...['Asia/Ashgabat', 'Europe/Moscow', 'Europe/Istanbul', 'Asia/Tehran', 'Asia/Kabul'],
];

/**
 * The zones by continent, and before them those near by, with the site's own first; among them the one that is chosen, by
 * whatever name it goes.
 */
export function zoneGroups(chosen: string, own: string): ZoneGroup[] {
  const near = [...new Set([own, ...NEAR])];
  const others = [...new Set([...KNOWN, ...(chosen === '' ? [] : [chosen])])].filter((id) => !near.includes(id));
  const continents = Map.groupBy(others, (id) => (id.includes('/') ? id.slice(0, id.indexOf('/')) : 'Other'));
  const sorted = [...continents].sort(([one], [other]) => (one < other ? -1 : 1));
  return [['Near by', near] as const, ...sorted.map(([name, ids]) => [name, ids.toSorted()] as const)].map(
    ([name, ids]) => ({ name, zones: ids.map((id) => zoneOf(id, chosen)) }),
  );
}

const zoneOf = (id: string, chosen: string) => ({
  id,
  name: id.slice(id.indexOf('/') + 1).replaceAll('_', ' '),
  chosen: id === chosen,
});
