// Runs a program under the Node 24 that the install brought, whatever Node npm itself runs on:
//   node .ci/node.cjs [flags of Node…] jobs/main.ts serve
// Plain JavaScript for old Nodes. npm 10 does not link the brought one into node_modules/.bin, so it is looked up here.
const { spawn } = require('node:child_process');
const { join, resolve } = require('node:path');
const { pathToFileURL } = require('node:url');

const NEEDED = 24;
const args = process.argv.slice(2);
const flags = args.slice(
  0,
  args.findIndex((word) => !word.startsWith('-')),
);
const [program, ...rest] = args.slice(flags.length);
const isEnough = Number.parseInt(process.versions.node, 10) >= NEEDED;

// What was stripped of its types and compiled once is taken from there: a command starts in half the time.
process.env.NODE_COMPILE_CACHE ??= join(__dirname, '../node_modules/.cache/silkwatch');
// A pool of memory for each of Node's threads keeps 50 MB that nobody uses.
process.env.MALLOC_ARENA_MAX ??= '2';

if (isEnough && flags.length === 0) {
  process.argv = [process.execPath, resolve(program), ...rest];
  import(pathToFileURL(resolve(program)).href);
} else {
  const node = isEnough ? process.execPath : broughtNode();
  const child = spawn(node, [...flags, program, ...rest], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => process.exit(code ?? 1));
}

function broughtNode() {
  const windows = process.platform === 'win32';
  const name = `node-${windows ? 'win' : process.platform}-${process.arch}/bin/node${windows ? '.exe' : ''}`;
  try {
    return require.resolve(name);
  } catch {
    console.error(
      `Silkwatch needs Node ${NEEDED}; this is ${process.version}, and no Node came with the install for ${process.platform} ${process.arch}.`,
    );
    process.exit(1);
  }
}
