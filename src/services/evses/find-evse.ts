/** An EVSE by whichever of its names: its uid, or the eMI3 id that is printed on it. */
import { comparableEmi3Id, isEmi3Id } from '../../domain/emi3-id.ts';
import type { EvseRecord } from '../../domain/evse.ts';
import type { DocumentStore } from '../ports/document-store.ts';

/** null: there is none of that name. A uid goes first: nobody can call an EVSE by another's. */
export const findEvse = async (store: Pick<DocumentStore, 'get'>, name: string): Promise<EvseRecord | null> => {
  const record = await store.get('evses', name);
  if (record !== null || !isEmi3Id(name)) return record;
  const holder = await store.get('emi3Ids', comparableEmi3Id(name));
  return holder === null || holder.evseUid === null ? null : store.get('evses', holder.evseUid);
};

/** What a list is limited to by an EVSE's name: its uid. What is no eMI3 id is taken for one, and costs no look-up. */
export const evseUidFilter = async (
  store: Pick<DocumentStore, 'get'>,
  name: string | null | undefined,
): Promise<string | null> => {
  if (name === null || name === undefined) return null;
  return isEmi3Id(name) ? ((await findEvse(store, name))?.uid ?? name) : name;
};
