/** `npm run lint`: only what stations and the gateway itself do is written without saying for whom. */
import { globSync, readFileSync } from 'node:fs';
import { unnamedWritesIn } from './unnamed-writes.ts';

/** Adapters, and how what is written is composed. */
const BELOW = /^src\/(store|observe|backends|parts)\/|^src\/app\.ts$|^src\/services\/(ports|audit)\//;

/** What these write, no caller asks for, but for what is said. */
const BY_THE_GATEWAY: ReadonlySet<string> = new Set([
  'src/services/commit.ts',
  'src/services/station-side.ts',
  // At the start, by the settings.
  'src/services/parties/default-party.ts',
  // What strangers type.
  'src/services/accounts/failed-sign-ins.ts',
  // What stations do with commands; cancel.ts names its caller.
  'src/services/commands/cancel.ts',
  'src/services/commands/commands.ts',
  'src/services/commands/deadlines.ts',
  'src/services/commands/effects.ts',
  'src/services/commands/reads.ts',
  'src/services/commands/records.ts',
  'src/services/commands/answers.ts',
  'src/services/commands/dispatch.ts',
  'src/services/commands/interruption.ts',
  'src/services/commands/marking.ts',
  'src/services/commands/send.ts',
  'src/services/commands/sending.ts',
  // Take the event of a command from them.
  'src/services/stations/remove.ts',
  'src/services/stations/replace.ts',
  // What a simulated station was told of a card.
  'src/services/sandboxes/runner.ts',
  // What stations tell.
  'src/services/evses/register.ts',
  'src/services/sessions/left-sessions.ts',
  'src/services/sessions/meter-keys.ts',
  'src/services/sessions/transaction-inbox.ts',
  'src/services/stations/abilities.ts',
  'src/services/stations/admission.ts',
  'src/services/stations/audited-station-writer.ts',
  'src/services/stations/clocks.ts',
  'src/services/stations/lifecycle.ts',
  'src/services/stations/news.ts',
  'src/services/stations/only-evse.ts',
  'src/services/stations/problems.ts',
  'src/services/stations/station-writer.ts',
  'src/services/stations/status.ts',
  'src/services/stations/revise.ts',
  // Stations follow what a caller wrote of their model.
  'src/services/templates/rollouts.ts',
  // That an endpoint fails, and is given up.
  'src/services/webhooks/health.ts',
  'src/services/webhooks/webhooks.ts',
]);

const files = globSync('src/**/*.ts').filter((file) => !BELOW.test(file));
const faults = files
  .filter((file) => !BY_THE_GATEWAY.has(file))
  .flatMap((file) => unnamedWritesIn(readFileSync(file, 'utf8')).map(({ line, what }) => `${file}:${line}: ${what}`));
const idle = [...BY_THE_GATEWAY].filter(
  (file) => !files.includes(file) || unnamedWritesIn(readFileSync(file, 'utf8')).length === 0,
);
for (const fault of faults) console.error(`writes: ${fault}: a caller's write names it, see docs/recipes/api-write.md`);
for (const file of idle) console.error(`writes: ${file} is listed, and writes nothing`);
console.log(`writes: ${files.length} files, ${faults.length} that name no caller`);
process.exit(files.length > 0 && faults.length + idle.length === 0 ? 0 : 1);
