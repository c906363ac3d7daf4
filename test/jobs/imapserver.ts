/** A server that speaks as much IMAP (RFC 3501) as a reader of one mailbox needs, and notes what it was told. */
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

export interface ImapServer {
  port: number;
  /** The lines of the client, without their tags. */
  told: string[];
  /** The numbers of the mails that nobody has seen yet. */
  unseen: Set<number>;
  close(): Promise<void>;
}

/** Serves mails, numbered from 1, in the one mailbox INBOX, to the user `us` whose password is `secret`; some commands it refuses. */
export async function imapServer(mails: readonly Uint8Array[], refused?: RegExp): Promise<ImapServer> {
  const told: string[] = [];
  const unseen = new Set(mails.map((_, n) => n + 1));
  const server = createServer((socket) => {
    socket.write('* OK [CAPABILITY IMAP4rev1] ready\r\n');
    let rest = '';
    socket
      .on('error', () => undefined)
      .on('data', (some) => {
        const lines = `${rest}${some}`.split('\r\n');
        rest = lines.pop()!;
        for (const line of lines) answer(line, socket);
      });
  });
  function answer(line: string, socket: Socket): void {
    const [tag, ...words] = line.split(' ');
    const command = words.join(' ');
    told.push(command);
    const { data, ends } = replyTo(command);
    for (const one of data) socket.write(one);
    socket.write(`${tag} ${ends}\r\n`);
  }
  function replyTo(command: string): { data: (string | Uint8Array)[]; ends: string } {
    const uid = Number(/^UID (?:FETCH|STORE) (\d+)/.exec(command)?.[1]);
    if (refused?.test(command)) return { data: [], ends: 'NO not here' };
    if (/^LOGIN/.test(command) && !/secret/.test(command)) return { data: [], ends: 'NO [AUTHENTICATIONFAILED] wrong' };
    if (command === 'LIST "" ""') return { data: ['* LIST (\\Noselect) "/" ""\r\n'], ends: 'OK' };
    if (/^(LIST|LSUB)/.test(command)) return { data: ['* LIST (\\HasNoChildren) "/" INBOX\r\n'], ends: 'OK' };
    if (/^SELECT/.test(command) && command !== 'SELECT INBOX') return { data: [], ends: 'NO there is no such mailbox' };
    if (/^SELECT/.test(command)) return { data: selected(mails.length), ends: 'OK [READ-WRITE] selected' };
    if (/^UID SEARCH/.test(command)) return { data: [`* SEARCH ${[...unseen].join(' ')}\r\n`], ends: 'OK' };
    if (/^UID FETCH/.test(command)) return { data: fetched(uid, mails[uid - 1]!), ends: 'OK' };
    if (/^UID STORE/.test(command)) unseen.delete(uid);
    if (/^LOGOUT/.test(command)) return { data: ['* BYE\r\n'], ends: 'OK' };
    return { data: [], ends: 'OK' };
  }
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, told, unseen, close: async () => void server.close() };
}

const selected = (n: number) => [
  `* ${n} EXISTS\r\n* 0 RECENT\r\n* FLAGS (\\Seen)\r\n* OK [UIDVALIDITY 1]\r\n* OK [UIDNEXT ${n + 1}]\r\n`,
];

const fetched = (uid: number, mail: Uint8Array) => [
  `* ${uid} FETCH (UID ${uid} BODY[]<0> {${mail.length}}\r\n`,
  mail,
  ')\r\n',
];
