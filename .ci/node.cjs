// Runs a program under the Node 24 that the install brought, whatever Node npm itself runs on:
//   node .ci/node.cjs jobs/main.ts serve
// Plain JavaScript for old Nodes. npm 10 does not link the brought one into node_modules/.bin, so it is looked up here.
const { spawn } = require('node:child_process');
const { resolve } = require('node:path');
const { pathToFileURL } = require('node:url');

const NEEDED = 24;
const [program, ...rest] = process.argv.slice(2);

if (Number.parseInt(process.versions.node, 10) >= NEEDED) {
  process.argv = [process.execPath, resolve(program), ...rest];
  import(pathToFileURL(resolve(program)).href);
} else {
  const child = spawn(broughtNode(), [program, ...rest], { stdio: 'inherit' });
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
