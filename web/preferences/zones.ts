/** Every time zone that there is, as a list to choose from without a script. */

export interface ZoneGroup {
  /** `Asia`. */
  name: string;
  zones: { id: string; name: string; chosen: boolean }[];
}

/** Unicode lists these under the names that they had once; the people who live there look for the other one. */
const RENAMED: Record<string, string> = {
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Europe/Kiev': 'Europe/Kyiv',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'America/Godthab': 'America/Nuuk',
};

const KNOWN = ['Etc/UTC', ...Intl.supportedValuesOf('timeZone').map((id) => RENAMED[id] ?? id)];

/** The zones by continent, and among them the one that is chosen, by whatever name it goes. */
export function zoneGroups(chosen: string): ZoneGroup[] {
  const all = chosen === '' || KNOWN.includes(chosen) ? KNOWN : [chosen, ...KNOWN];
  const groups = Map.groupBy(all, (id) => (id.includes('/') ? id.slice(0, id.indexOf('/')) : 'Other'));
  return [...groups]
    .map(([name, ids]) => ({ name, zones: ids.toSorted().map((id) => zoneOf(id, chosen)) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

const zoneOf = (id: string, chosen: string) => ({
  id,
  name: id.slice(id.indexOf('/') + 1).replaceAll('_', ' '),
  chosen: id === chosen,
});
