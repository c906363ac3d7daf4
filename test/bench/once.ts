/** One cold run of the whole `watch` in a process of its own: `node once.ts <feeds> <port>` prints its peak memory in MB. */
import { whole } from './watch.ts';

const [size, port] = process.argv.slice(2).map(Number) as [number, number];
await whole(size, port);
process.stdout.write(`${process.resourceUsage().maxRSS / 1024}\n`);
