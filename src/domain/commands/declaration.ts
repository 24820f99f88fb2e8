/** What is said of a type of command, in its own file; commands.ts has them all. */

import type { Scope } from '../access.ts';
import type { Feature } from '../feature.ts';
import type { Fault } from './faults.ts';
import type { Fields, RecordOf } from './fields.ts';

/** What must be seen before ACCEPTED becomes CONFIRMED. answer: the station's answer is the effect. */
export type CommandEffect = 'answer' | 'transaction_started' | 'transaction_ended' | 'boot' | 'availability';

export type CommandDeclaration<P> = {
  /** What it is told. Ids are ours; the OCPP folders translate. */
  readonly parameters: Fields;
  /** What is wrong with the parameters in themselves, before anything is looked up. */
  readonly check: (parameters: P, now: Date) => readonly Fault[];
  /** The OAuth scope that permits it. */
  readonly scope: Extract<Scope, `${string}:control`>;
  readonly effect: CommandEffect | ((parameters: P) => CommandEffect);
  /** How long the effect may take after the answer. */
  readonly effectWithinS: number;
  /** How long it may wait for the station, where the caller says nothing. */
  readonly expiresInS: number;
  /**
   * Whether it may be sent while the registration is pending.
   * @see OCPP 1.6, 4.2 and errata 3.8; OCPP 2.0.1 part 2, B02
   */
  readonly beforeAccepted: boolean;
  /** Whether one request may ask many stations for it, and how many of them it goes to in a second; left out: it may not. */
  readonly bulk?: { readonly perSecond: number };
  /** What a station must have to know it, where stations may lack it; left out: all know it. */
  readonly feature?: Feature;
};

export const declareCommand = <const F extends Fields>(
  declaration: CommandDeclaration<RecordOf<F>> & { readonly parameters: F },
): CommandDeclaration<RecordOf<F>> => declaration;
