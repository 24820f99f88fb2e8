import { isDomainError } from '../domain/error.ts';

/**
 * Reads, decides and commits once more when somebody else's commit came between, up to `tries` times in all;
 * the last conflict goes to the caller. `attempt` must begin with reading: what it knew before is out of date.
 */
export const againOnConflict = async <T>(tries: number, attempt: () => Promise<T>): Promise<T> => {
  for (let left = tries - 1; ; left -= 1) {
    try {
      return await attempt();
    } catch (error) {
      if (left <= 0 || !isDomainError(error, 'conflict')) throw error;
    }
  }
};
