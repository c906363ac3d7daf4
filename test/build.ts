/** Copies into `dist` what `tsc` leaves behind: templates, topics and the other YAML files that the program reads. */
import { cp } from 'node:fs/promises';

for (const folder of ['jobs', 'rules', 'templates', 'watchers']) {
  await cp(folder, `dist/${folder}`, {
    recursive: true,
    filter: (path) => !/\.(ts|md)$/.test(path),
  });
}
