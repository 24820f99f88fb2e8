/** What a route takes from its request, after the description has been checked. */
import type { Request, RequestHandler, Response } from 'express';
import type { Caller } from '../domain/access.ts';
import { DomainError } from '../domain/error.ts';
import type { Services } from '../services/api/services.ts';
import type { Matched } from './match.ts';
import type { ItemFaults } from './request-checks.ts';

export type RouteDependencies = {
  readonly services: Services;
  /** Without a slash at its end. */
  readonly publicUrl: string;
};

/** A route's own part; what it throws goes to the problem handler. */
export type Handle = (request: Request, response: Response, caller: Caller) => Promise<void>;

/** Routes by the operationId of the description. */
export type Routes = Readonly<Record<string, Handle>>;

export const setCaller = (response: Response, caller: Caller): void => {
  response.locals.caller = caller;
};

export const callerOf = (response: Response): Caller | null => response.locals.caller ?? null;

/** wait: see beginWaiting. */
export const setWaiting = (response: Response, wait: () => void): void => {
  response.locals.wait = wait;
};

/**
 * From here on the request only waits: it gives its place among those in work to others, for one among those that wait.
 * Throws as RequestGate does.
 */
export const beginWaiting = (response: Response): void => {
  const wait: (() => void) | undefined = response.locals.wait;
  wait?.();
};

export const setMatched = (response: Response, matched: Matched): void => {
  response.locals.matched = matched;
};

/** The operation that is asked for; null until its path and method are found in the description. */
export const matchedOf = (response: Response): Matched | null => response.locals.matched ?? null;

export const setItemFaults = (response: Response, faults: ItemFaults): void => {
  response.locals.itemFaults = faults;
};

/** What is wrong with items of the body by the description, by their places. */
export const itemFaultsOf = (response: Response): ItemFaults => response.locals.itemFaults ?? new Map();

export const route =
  (handle: Handle): RequestHandler =>
  (request, response, next) => {
    const caller = callerOf(response);
    if (caller === null) throw new DomainError('unauthorized');
    handle(request, response, caller).catch(next);
  };

/** A path parameter; the check has made sure of it. */
export const pathOf = (request: Request, name: string): string => String(request.params[name] ?? '');

/** A query parameter as text; null when it was left out. */
export const queryText = (request: Request, name: string): string | null => {
  const value: unknown = request.query[name];
  return value === undefined ? null : String(value);
};

/** A query parameter that the description has as a list of T or as one of T's values. */
export const queryOf = <T>(request: Request, name: string): T | null => (request.query[name] as T | undefined) ?? null;
