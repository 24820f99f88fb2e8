/** Once for a run of test:outside: what has to be installed before, and what cannot be. */
import type { TestProject } from 'vitest/node';
import { schemathesisMissing } from '../../../scripts/services/schemathesis.ts';
import type { Missing } from '../../support/services-setup.ts';

declare module 'vitest' {
  interface ProvidedContext {
    schemathesis: Missing;
  }
}

export default (project: TestProject): void => {
  const missing = schemathesisMissing();
  if (missing !== null) console.warn(`schemathesis is not run: ${missing}.`);
  project.provide('schemathesis', missing);
};
