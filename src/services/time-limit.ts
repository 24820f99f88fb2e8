import { DomainError } from '../domain/error.ts';
import type { Clock } from './ports/time.ts';

/** What a work is given up with. */
export const tookTooLong = (): DomainError => new DomainError('unavailable', { detail: 'It took too long.' });

/**
 * Settles as the work does; when the time is up first, it rejects with DomainError('unavailable').
 * The work goes on then, for what it has begun cannot be taken back: `late` is told, to follow what becomes of it.
 */
export const withinTime = <T>(clock: Clock, limitMs: number, work: Promise<T>, late: () => void): Promise<T> =>
  new Promise((resolve, reject) => {
    const cancel = clock.after(limitMs, () => {
      late();
      reject(tookTooLong());
    });
    work.then(
      (value) => {
        cancel();
        resolve(value);
      },
      (error: unknown) => {
        cancel();
        reject(error);
      },
    );
  });
