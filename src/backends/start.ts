/** Which backends the settings ask for. */

import type { Parts } from '../parts/parts.ts';
import type { Backends, Surroundings } from './backends.ts';
import { startEmbedded } from './embedded.ts';

export const startBackends = async (parts: Parts, surroundings: Surroundings): Promise<Backends> => {
  const { services } = surroundings.config;
  if (services === null) return startEmbedded(parts, surroundings);
  // Its drivers take a third of a second to load: only who uses them waits for that.
  const { startShared } = await import('./shared.ts');
  return startShared(parts, surroundings, services);
};
