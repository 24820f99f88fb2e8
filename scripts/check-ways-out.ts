/** `npm run lint`: connections to addresses that others give leave by src/outbound alone. */
import { globSync, readFileSync } from 'node:fs';
import { waysOutOf } from './ways-out.ts';

/** The simulator is the station at the other end, and the demo a user of the API. */
const OUTSIDE = /^src\/(outbound|simulator|demo)\//;

const files = globSync('src/**/*.ts').filter((file) => !OUTSIDE.test(file));
const faults = files.flatMap((file) =>
  waysOutOf(readFileSync(file, 'utf8')).map(({ line, what }) => `${file}:${line}: ${what}`),
);
for (const fault of faults) console.error(`ways out: ${fault}: use the port services/ports/outbound.ts`);
console.log(`ways out: ${files.length} files, ${faults.length} by another way`);
process.exit(files.length > 0 && faults.length === 0 ? 0 : 1);
