/** The party that is there from the first start on, so that who serves one operator never meets the word. */
import { DEFAULT_PARTY_ID, type Party, parsePartyName } from '../../domain/party.ts';
import { againOnConflict } from '../again-on-conflict.ts';
import type { Committer } from '../ports/commit.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import type { Clock } from '../ports/time.ts';

const TRIES = 5;

/** name: that of a new one, as `NL-VGT`; one that is there stays as it is. Of nodes that start together one makes it. */
export const ensureDefaultParty = (
  { store, clock }: { readonly store: Committer & Pick<DocumentStore, 'get'>; readonly clock: Clock },
  name: string,
): Promise<Party> =>
  againOnConflict(TRIES, async () => {
    const stored = await store.get('parties', DEFAULT_PARTY_ID);
    if (stored !== null) return stored;
    const parsed = parsePartyName(name);
    if (parsed === null) throw new Error(`${name} is not the name of a party, such as NL-VGT.`);
    const now = clock.now();
    const made: Party = {
      ...parsed,
      id: DEFAULT_PARTY_ID,
      version: 1,
      roles: ['CPO'],
      name: 'Default party',
      website: null,
      logo: null,
      createdAt: now,
      updatedAt: now,
    };
    await store.commit({ parties: [made] });
    return made;
  });
