/** Whose an object is that a caller makes or changes. */
import type { Caller } from '../../domain/access.ts';
import { DEFAULT_PARTY_ID, type Owned, type PartyNames } from '../../domain/party.ts';
import { sees } from '../access.ts';
import { collectFaults } from '../faults.ts';
import type { DocumentStore } from '../ports/document-store.ts';

export type Ownership = {
  /**
   * The party's id. `named`: as the input says it (`NL-VGT`); left out: what is known keeps its party, and what is new is
   * the only one's that the caller is granted, or the default party's.
   *
   * Throws DomainError('invalid_request') where that is not clear, for a party that is not there or not the caller's, and
   * for another than that of the known object: a thing stays with its party.
   */
  readonly ownerFor: (caller: Caller, named: string | null | undefined, known: Owned | null) => Promise<string>;
};

const refuse = (detail: string): void => {
  const faults = collectFaults();
  faults.unless(false, '/partyId', detail);
  faults.raise();
};

export const createOwnership = ({
  store,
  names,
}: {
  readonly store: Pick<DocumentStore, 'get'>;
  readonly names: Pick<PartyNames, 'idOf'>;
}): Ownership => {
  const unnamed = ({ grants: { partyIds } }: Caller): string => {
    if (partyIds === null || partyIds.includes(DEFAULT_PARTY_ID)) return DEFAULT_PARTY_ID;
    if (partyIds.length > 1) refuse('The client acts for several parties: name one.');
    return partyIds[0] ?? DEFAULT_PARTY_ID;
  };

  return {
    ownerFor: async (caller, named, known) => {
      if (named === null || named === undefined) return known?.partyId ?? unnamed(caller);
      const namedId = names.idOf(named);
      const party = namedId === null ? null : await store.get('parties', namedId);
      if (party === null || !sees(caller, 'parties')(party)) refuse('There is no such party.');
      const id = party?.id ?? DEFAULT_PARTY_ID;
      if (known !== null && known.partyId !== id) refuse('It belongs to another party, and stays there.');
      return id;
    },
  };
};
