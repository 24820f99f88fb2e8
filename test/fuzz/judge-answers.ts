/** Holds all that came back against all that was sent: each CALL answered once, rightly, and nothing else said. */
import type { Frame } from './station-link.ts';
import { expectationOf, type StationKind } from './verdict.ts';

export type Fault = { readonly fault: string; readonly answers: readonly Frame[] };

type Check = (answer: Frame) => string | null;

/** Several of one id are told apart by what they may be: those that cannot be read are answered before those that wait. */
const judgeOneId = (
  id: string,
  checks: readonly Check[],
  answers: readonly Frame[],
  cutOff: boolean,
): readonly Fault[] => {
  const faults: Fault[] = [];
  if (answers.length > checks.length)
    faults.push({
      fault: checks.length === 0 ? 'an answer that nothing asked for' : 'answered more than once',
      answers,
    });
  if (answers.length < checks.length && !cutOff)
    faults.push({
      fault: `${answers.length} answers in place of ${checks.length} under the id ${id.slice(0, 40)}`,
      answers,
    });
  for (const answer of answers) {
    const found = checks.map((check) => check(answer));
    const [first] = found;
    if (typeof first === 'string' && !found.includes(null)) faults.push({ fault: first, answers: [answer] });
  }
  if (answers.length === checks.length)
    for (const check of checks) {
      const found = answers.map(check);
      const [first] = found;
      // With one of an id this was told above.
      if (checks.length > 1 && typeof first === 'string' && !found.includes(null))
        faults.push({ fault: first, answers });
    }
  return faults;
};

/** cutOff: the socket was closed before all was answered, so answers may lack. */
export const judgeAnswers = (
  station: StationKind,
  texts: readonly string[],
  answers: readonly Frame[],
  cutOff: boolean,
): readonly Fault[] => {
  const checks = new Map<string, Check[]>(answers.map((answer) => [String(answer[1]), []]));
  for (const text of texts) {
    const expected = expectationOf(station, text);
    if (expected.kind === 'silence') continue;
    const known = checks.get(expected.id);
    if (known === undefined) checks.set(expected.id, [expected.check]);
    else known.push(expected.check);
  }
  return [...checks].flatMap(([id, wanted]) =>
    judgeOneId(
      id,
      wanted,
      answers.filter((answer) => String(answer[1]) === id),
      cutOff,
    ),
  );
};
