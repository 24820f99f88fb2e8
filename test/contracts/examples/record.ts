/** `npm run examples`: asks everything anew, and writes openapi/answers.json where what it has is stale (--all: in any case). */
import { existsSync } from 'node:fs';
import { answersOf, readAnswers, staleAnswers, writeAnswers } from './answers.ts';
import { goThrough, startStage } from './journey.ts';

const stage = await startStage();
try {
  const journey = await goThrough(stage);
  const failed = journey.answered.filter(({ went }) => !went);
  for (const { operationId, status, body } of failed) console.error(operationId, status, JSON.stringify(body));
  if (failed.length > 0) process.exitCode = 1;
  const now = answersOf(stage, journey);
  const known = existsSync(new URL('../../../openapi/answers.json', import.meta.url)) ? readAnswers() : {};
  const stale = staleAnswers(known, now);
  for (const place of stale) console.log(`stale: ${place}`);
  if (stale.length > 0 || process.argv.includes('--all')) {
    writeAnswers(now);
    console.log('wrote: openapi/answers.json. Run `npm run gen` now.');
  }
} finally {
  await stage.close();
}
