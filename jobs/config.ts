/** The configuration: a YAML file, overridden by the environment, overridden by the command line. Nothing else reads the environment. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { type Problem, readYaml, refuseAny } from '../state/refusal.ts';
import { KEYS } from './config/keys.ts';

const schema = z.strictObject(KEYS);

export type Config = z.output<typeof schema> & {
  outbox: string;
  databaseUrl: string;
  /** The configuration file, where there is one. */
  file?: string;
};

/** The names that other programs use too. */
const USUAL: Record<string, keyof typeof KEYS> = {
  SMTP_URL: 'smtpUrl',
  DATABASE_URL: 'databaseUrl',
  IMAP_URL: 'imapUrl',
};

/** The environment variable of a key: `maxBytes` is `SILKWATCH_MAX_BYTES`. */
export const variableOf = (key: string): string => `SILKWATCH_${key.replace(/[A-Z]/g, '_$&').toUpperCase()}`;

/**
 * Reads the configuration. Paths in the file are relative to the file, all others to the working directory.
 *
 * @throws Refusal naming every unknown key and bad value at once, by file and line or by variable.
 */
export function readConfig(given: Partial<Record<string, string>>, environment: NodeJS.ProcessEnv): Config {
  const { config, ...flags } = given;
  const problems: Problem[] = [];
  const named = config ?? (environment.SILKWATCH_CONFIG || undefined);
  const file = named ?? 'silkwatch.yaml';
  const there = existsSync(file);
  if (!there && named !== undefined) problems.push({ file, what: 'there is no such file' });
  const fromFile = there ? ofFile(file, problems) : {};
  const overrides = { ...ofEnvironment(environment, problems), ...flags };
  for (const [key, value] of Object.entries(flags)) check(key, value, 'the command line', `--${key}`, problems);
  refuseAny(problems);
  const read = schema.parse({ ...fromFile, ...overrides });
  return {
    ...read,
    ...(there && { file }),
    outbox: read.outbox ?? join(read.data, 'outbox'),
    databaseUrl: read.databaseUrl ?? `sqlite:${join(read.data, 'silkwatch.db')}`,
  };
}

function check(key: string, value: unknown, file: string, field: string, problems: Problem[]): void {
  const read = KEYS[key as keyof typeof KEYS].safeParse(value);
  for (const { message } of read.error?.issues ?? []) problems.push({ file, field, what: message });
}

const PATHS = ['data', 'sources', 'topics', 'documents', 'outbox', 'maildir'] as const;

function ofFile(file: string, problems: Problem[]): Record<string, unknown> {
  const text = readFileSync(file, 'utf8');
  // A file of comments alone is null to YAML.
  const read = readYaml(file, text, schema.nullable());
  problems.push(...read.problems);
  if (!read.value) return {};
  const written = readYaml(file, text, z.record(z.string(), z.unknown())).value ?? {};
  const whole = (path: string) => resolve(dirname(file), path);
  for (const key of PATHS) if (typeof written[key] === 'string') written[key] = whole(written[key]);
  if (Array.isArray(written.dkim))
    written.dkim = written.dkim.map((key) => String(key).replace(/:(.+)/, (_, path) => `:${whole(path)}`));
  if (typeof written.databaseUrl === 'string')
    written.databaseUrl = written.databaseUrl.replace(
      /^sqlite:(?!\/|:memory:)(.+)/,
      (_, path) => `sqlite:${whole(path)}`,
    );
  return written;
}

function ofEnvironment(environment: NodeJS.ProcessEnv, problems: Problem[]): Record<string, string> {
  const keys = Object.fromEntries(Object.keys(KEYS).map((key) => [variableOf(key), key]));
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    const base = name.replace(/_FILE$/, '');
    const key = USUAL[base] ?? keys[base];
    if (!key && name.startsWith('SILKWATCH_') && !OTHERS.has(name))
      problems.push({ file: 'the environment', field: name, what: 'no configuration key has this name' });
    if (!key || !value) continue;
    const text = base === name ? value : secret(name, value, problems);
    if (text === undefined) continue;
    found[key] = text;
    check(key, text, 'the environment', name, problems);
  }
  return found;
}

/** Variables that are ours and no key: which file to read, and where tests find their material. */
const OTHERS = new Set(['SILKWATCH_CONFIG', 'SILKWATCH_SHARED']);

function secret(name: string, path: string, problems: Problem[]): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (cause) {
    problems.push({ file: 'the environment', field: name, what: `cannot read ${path}: ${(cause as Error).message}` });
    return undefined;
  }
}
