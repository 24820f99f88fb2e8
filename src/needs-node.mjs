// Loaded before the TypeScript (`node --import ./src/needs-node.mjs …`), and so plain JavaScript that old releases read:
// what is too old to run the program says so in one line, in place of a stack trace.

const NEEDED = 24;

/** What to do; null: this release will do. version: as process.versions.node has it. */
export const nodeFault = (version) =>
  Number.parseInt(version, 10) >= NEEDED
    ? null
    : `Voltgate needs Node.js ${NEEDED} or newer, and this is ${version}. \`npm ci\` brings one for the npm scripts, unless ` +
      'install scripts are off (--ignore-scripts): run it again with them, or install a newer Node.js.';

const fault = nodeFault(process.versions.node);
if (fault !== null) {
  console.error(fault);
  process.exit(1);
}
