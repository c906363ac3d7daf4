/** A plain pool of nodemailer's, which composes each message: `node plainpool.ts <port> <messages> <connections> [key]` prints its milliseconds. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createTransport } from 'nodemailer';
import { filled } from '../../state/delivery.ts';
import { linksOf, MAIL } from './mail.ts';
import { timed } from './rows.ts';

const [port, count, connections] = process.argv.slice(2, 5).map(Number) as [number, number, number];
const key = process.argv[5];
const dkim = key && { domainName: 'silkwatch.example', keySelector: 's', privateKey: readFileSync(key, 'utf8') };
const many = { pool: true, maxConnections: connections, maxMessages: Number.POSITIVE_INFINITY } as const;
const transport = createTransport({ ...many, host: '127.0.0.1', port, ignoreTLS: true, ...(dkim && { dkim }) });
const waiting = Array.from({ length: count }, (_, n) => n).values();

async function one(): Promise<void> {
  for (const n of waiting) {
    const links = linksOf(randomUUID());
    await transport.sendMail({
      ...{ from: 'Silkwatch <digest@silkwatch.example>', to: `reader-${n}@example.org`, subject: MAIL.subject },
      ...{ html: filled(MAIL.html, links), text: filled(MAIL.text, links) },
      headers: { 'List-Unsubscribe': `<${links.leave}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
    });
  }
}

// More of them wait than there are connections, so that none is idle.
process.stdout.write(String(await timed(() => Promise.all(Array.from({ length: 4 * connections }, one)))));
transport.close();
