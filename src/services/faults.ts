/** Collects what is wrong with an input, so that the caller learns of all of it at once. */
import { characterCount } from '../domain/character-count.ts';
import { DomainError, type FieldFault } from '../domain/error.ts';

export type Faults = {
  /** Notes a fault unless the condition holds. pointer: JSON pointer into the input. */
  readonly unless: (condition: boolean, pointer: string, detail: string) => void;
  /** Throws DomainError('invalid_request') with all that was noted. */
  readonly raise: () => void;
};

export const collectFaults = (): Faults => {
  const faults: FieldFault[] = [];
  return {
    unless: (condition, pointer, detail) => {
      if (!condition) faults.push({ pointer, detail });
    },
    raise: () => {
      const [first] = faults;
      if (first !== undefined) throw new DomainError('invalid_request', { detail: first.detail, faults });
    },
  };
};

/** 1 to max characters (code points, as the contract counts them), none of them a control character. */
export const isLine = (text: string, max: number): boolean =>
  text.length >= 1 && characterCount(text) <= max && !/\p{Cc}/u.test(text);

/** Ids of what there may be, at a place of the input: left out or null, nothing is said. */
export const checkIds = (
  { unless }: Pick<Faults, 'unless'>,
  at: string,
  ids: readonly string[] | null | undefined,
  longest: number,
): void => {
  for (const [index, id] of (ids ?? []).entries()) {
    const fits = id.length >= 1 && characterCount(id) <= longest;
    unless(fits, `${at}/${index}`, `An id has 1 to ${longest} characters.`);
  }
};

export const isLineOrNull = (text: string | null, max: number): boolean => text === null || isLine(text, max);
