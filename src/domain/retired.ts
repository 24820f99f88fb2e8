/**
 * What was deleted though it had a history: its last form, out of use. It is in a kind of its own, so that whatever lists
 * or looks for what is in use does not find it, and what refers to it still does.
 */
import type { Location } from './location.ts';
import type { Station } from './station.ts';
import type { Token } from './token.ts';

/** `version` is that of the record of it; lastVersion: what the object was at. */
export type Retired<T extends { readonly version: number }> = T & {
  readonly retiredAt: Date;
  readonly lastVersion: number;
};

export type RetiredLocation = Retired<Location>;
export type RetiredStation = Retired<Station>;
export type RetiredToken = Retired<Token>;

/** The object as it is shown from then on: one version later. */
export const asRetired = <T extends { readonly version: number; readonly updatedAt: Date }>(
  object: T,
  retiredAt: Date,
): T & { readonly retiredAt: Date } => ({ ...object, version: object.version + 1, updatedAt: retiredAt, retiredAt });

/** To be stored. before: what is stored of one that was put in use again by a node that does not know this kind. */
export const retiredRecord = <T extends { readonly version: number }>(
  shown: T & { readonly retiredAt: Date },
  before: Retired<T> | null,
): Retired<T> => ({ ...shown, version: (before?.version ?? 0) + 1, lastVersion: shown.version });

/** As asRetired has it. */
export const shownRetired = <T extends { readonly version: number }>({
  lastVersion,
  ...record
}: Retired<T>): Omit<Retired<T>, 'lastVersion'> => ({ ...record, version: lastVersion });
