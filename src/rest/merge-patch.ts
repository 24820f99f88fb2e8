/** JSON merge patch, and its loop of read, merge and write. */
import type { Request } from 'express';
import { isDomainError } from '../domain/error.ts';
import { expectedVersion } from './etags.ts';

type Json = { readonly [name: string]: unknown };

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Merges what may be emptied as null: where RFC 7396 removes a member, ours stays and is null.
 * @see RFC 7396, 2
 */
export const mergePatch = (target: Json, patch: Json): Json => ({
  ...target,
  ...Object.fromEntries(
    Object.entries(patch).map(([name, value]) => {
      const before = target[name];
      return [name, isObject(value) ? mergePatch(isObject(before) ? before : {}, value) : value];
    }),
  ),
});

const MOST_TRIES = 5;

/**
 * Changes an object as it is now. Without If-Match a writer that was faster is no fault: the patch goes on what it wrote.
 * write throws precondition_failed when the version is another by then.
 */
export const patchObject = async <T extends { readonly version: number }, Put>(
  request: Request,
  {
    read,
    toPut,
    write,
  }: {
    readonly read: () => Promise<T>;
    /** The object as a PUT would have it. */
    readonly toPut: (object: T) => Put;
    readonly write: (put: Put, ifVersion: number) => Promise<T>;
  },
): Promise<T> => {
  for (let tries = 1; ; tries += 1) {
    const object = await read();
    const expected = await expectedVersion(request, async () => object);
    const merged = mergePatch(toPut(object) as Json, request.body as Json) as Put;
    try {
      return await write(merged, object.version);
    } catch (error) {
      if (expected !== null || tries === MOST_TRIES || !isDomainError(error, 'precondition_failed')) throw error;
    }
  }
};
