/** contracts/changes.yaml: the breaking changes that are meant. */
import { z } from 'zod';

const DECLARED = z.array(
  z.strictObject({
    changes: z.array(z.string().min(1)).min(1),
    reason: z.string().min(20),
    /** From then on the old way may not be relied on. */
    sunset: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  }),
);

/** What is at fault, in lines; empty: each change is declared, and each declaration is a change. */
export const undeclared = (changes: readonly string[], declared: unknown): readonly string[] => {
  const read = DECLARED.safeParse(declared ?? []);
  if (!read.success) return [`contracts/changes.yaml: ${z.prettifyError(read.error)}`];
  const known = read.data.flatMap((one) => one.changes);
  return [
    ...changes
      .filter((change) => !known.includes(change))
      .map((change) => `breaks clients and is not declared: ${change}`),
    ...known.filter((change) => !changes.includes(change)).map((change) => `declared, but no change: ${change}`),
    ...known
      .filter((change, index) => known.indexOf(change) !== index)
      .map((change) => `declared more than once: ${change}`),
  ];
};
