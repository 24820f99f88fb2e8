/** Versions as entity tags. */
import type { Request, Response } from 'express';
import { DomainError, isDomainError } from '../domain/error.ts';
import type { Removed } from '../services/api/paging.ts';

/** tag: of what is made of more than one object; else the version is the tag. */
type Versioned = { readonly version: number; readonly tag?: string };

const tagOf = ({ version, tag }: Versioned): string => `"${tag ?? version}"`;

const tagsIn = (header: string): readonly string[] => header.split(',').map((tag) => tag.trim());

/**
 * Answers an object with its tag; a GET that has it already gets a 304. Express does the same, but not for a client that
 * sends Cache-Control: no-cache beside it, as Node's fetch always does.
 * @see RFC 9110, 13.1.2
 */
export const sendVersioned = (response: Response, object: Versioned, body: object): void => {
  const tag = tagOf(object);
  const known = response.req.method === 'GET' ? tagsIn(response.req.get('If-None-Match') ?? '') : [];
  response.set('ETag', tag);
  if (known.some((candidate) => candidate === '*' || candidate.replace(/^W\//, '') === tag)) response.status(304).end();
  else response.json(body);
};

/** Answers a deletion: what is kept as retired, as it is shown from now on; for what is gone for good, nothing. */
export const sendRemoved = <T extends Versioned>(
  response: Response,
  { object, retired }: Removed<T>,
  show: (object: T) => object,
): void => {
  if (retired) sendVersioned(response, object, show(object));
  else response.status(204).end();
};

/**
 * The version that a write must replace; null: any, there was no If-Match.
 * Throws precondition_failed when the object is not there, or at none of the versions named. Weak tags never match.
 * @see RFC 9110, 13.1.1
 */
export const expectedVersion = async (request: Request, current: () => Promise<Versioned>): Promise<number | null> => {
  const header = request.get('If-Match');
  if (header === undefined) return null;
  const object = await current().catch((error: unknown) => {
    throw isDomainError(error, 'not_found') ? new DomainError('precondition_failed', { cause: error }) : error;
  });
  const tags = tagsIn(header);
  if ([tagOf(object), tagOf({ version: object.version }), '*'].some((tag) => tags.includes(tag))) return object.version;
  throw new DomainError('precondition_failed');
};
