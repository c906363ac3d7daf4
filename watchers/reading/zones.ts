/** Zones as they stand behind a time → minutes east of Greenwich. */

/** RFC 822 and what feeds use besides. */
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

/** Reads what stands behind a time, in lower case: 0 where no zone is given, null for one that nobody knows. */
export function offsetOf(written: string): number | null {
  // A remark beside an offset says nothing new; alone it is the zone.
  const zone = written.replace(/(?<=.)\s*\(.*\)$/, '').replace(/^\((.*)\)$|^(?:uhr|hrs)\b\.?\s*/, '$1');
  return zone === '' ? 0 : zoneOffset(zone);
}

/** Reads a zone by its name or its offset, in lower case; null for one that nobody knows. */
export function zoneOffset(zone: string): number | null {
  const numeric = /^(?:utc|gmt)?\s*([+-])(\d\d?):?(\d\d)?$/.exec(zone);
  if (!numeric) return ZONES.get(zone) ?? null;
  const minutes = Number(numeric[2]) * 60 + Number(numeric[3] ?? 0);
  return minutes > MOST_EAST ? null : (numeric[1] === '-' ? -1 : 1) * minutes;
}
