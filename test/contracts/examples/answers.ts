/** openapi/answers.json: an answer of each operation, as a gateway with what the demo has gave it. */
import { readFileSync, writeFileSync } from 'node:fs';
import type { Json } from '../../support/gateway.ts';
import type { Journey, Stage } from './journey.ts';
import { differences, inPlaceOf, steadied } from './steady.ts';

const file = new URL('../../../openapi/answers.json', import.meta.url);

export type Answers = Readonly<Record<string, Json>>;

export const readAnswers = (): Answers => JSON.parse(readFileSync(file, 'utf8'));
export const writeAnswers = (answers: Answers): void => writeFileSync(file, `${JSON.stringify(answers, null, 2)}\n`);

/** The last of each operation that went and has something in it, in the order of their names. */
export const answersOf = ({ startedAt, gateway, receiver }: Stage, { answered, made }: Journey): Answers => {
  const bodies = Object.fromEntries(
    answered.filter(({ went, body }) => went && body !== '').map(({ operationId, body }) => [operationId, body]),
  );
  const steady = steadied({ startedAt, made, inPlaceOf: inPlaceOf(gateway.url, receiver.url) }, bodies);
  return Object.fromEntries(Object.entries(steady).toSorted(([one], [other]) => (one < other ? -1 : 1)));
};

/** What is lacking, left over, or made of other things than what is answered now. */
export const staleAnswers = (shown: Answers, now: Answers): readonly string[] =>
  [...new Set([...Object.keys(shown), ...Object.keys(now)])].flatMap((operationId) =>
    operationId in shown && operationId in now
      ? differences(shown[operationId], now[operationId], operationId)
      : [operationId],
  );
