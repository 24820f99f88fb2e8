/** What operators set of an EVSE: its eMI3 id, one EVSE's at a time over the whole installation, and its plugs. */
import type { Caller } from '../../domain/access.ts';
import { comparableEmi3Id, type Emi3IdHolder, isEmi3Id } from '../../domain/emi3-id.ts';
import { DomainError } from '../../domain/error.ts';
import type { EvseRecord } from '../../domain/evse.ts';
import { found, requireScope, requireVersion, sees } from '../access.ts';
import { againOnConflict } from '../again-on-conflict.ts';
import type { EvseInput, Evses, FoundEvse } from '../api/evses.ts';
import type { AuditedCommitter, By } from '../audit/audited-committer.ts';
import { collectFaults } from '../faults.ts';
import type { EventMaker } from '../new-event.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import type { Clock } from '../ports/time.ts';
import type { AuditedStationWriter } from '../stations/audited-station-writer.ts';
import type { StationState, Step } from '../stations/station-writer.ts';
import { requireFacts, saysFacts, withFactsSet } from './facts.ts';
import { findEvse } from './find-evse.ts';

/** Each conflict is another writer of the same EVSE, or its move to other hardware. */
const TRIES = 3;

const TAKEN = 'taken';
type Outcome = FoundEvse | typeof TAKEN;

const requireForm = (emi3Id: string | null): void => {
  const faults = collectFaults();
  faults.unless(
    emi3Id === null || isEmi3Id(emi3Id),
    '/evseId',
    'An EVSE id is a country, an operator of three letters or digits, E and 1 to 31 letters, digits or *, as BE*VGT*E12.',
  );
  faults.raise();
};

export const createSetEmi3Id = ({
  store,
  writer,
  committer,
  events,
  clock,
}: {
  readonly store: Pick<DocumentStore, 'get' | 'getMany'>;
  readonly writer: Pick<AuditedStationWriter, 'writeBy'>;
  readonly committer: AuditedCommitter;
  readonly events: EventMaker;
  readonly clock: Clock;
}): Evses['update'] => {
  /** Who holds which id afterwards; null: another EVSE has the new one. */
  const holders = async (record: EvseRecord, emi3Id: string | null): Promise<readonly Emi3IdHolder[] | null> => {
    const [before, after] = [record.emi3Id, emi3Id].map((id) => (id === null ? null : comparableEmi3Id(id)));
    if (before === after) return [];
    const ids = [before, after].filter((id) => typeof id === 'string');
    const known = new Map((await store.getMany('emi3Ids', ids)).map((holder) => [holder.id, holder]));
    const now = clock.now();
    const put = (id: string, evseUid: string | null): Emi3IdHolder => {
      const { version = 0, createdAt = now } = known.get(id) ?? {};
      return { id, version: version + 1, evseUid, createdAt, updatedAt: now };
    };
    const holds = typeof after === 'string' ? known.get(after) : undefined;
    if (holds !== undefined && holds.evseUid !== null && holds.evseUid !== record.uid) return null;
    return [
      ...(typeof before === 'string' ? [put(before, null)] : []),
      ...(typeof after === 'string' ? [put(after, record.uid)] : []),
    ];
  };

  const revised = (record: EvseRecord, emi3Id: string | null): EvseRecord => ({
    ...record,
    emi3Id,
    version: record.version + 1,
    updatedAt: clock.now(),
  });

  /** As it is now, also when it has gone to other hardware since it was looked for. */
  const current = async (caller: Caller, uid: string, ifVersion: number | null): Promise<EvseRecord> => {
    const record = found(await store.get('evses', uid), sees(caller, 'evses'));
    requireVersion(record, ifVersion);
    return record;
  };

  const atStation = async ({ station }: StationState, record: EvseRecord, input: EvseInput): Promise<Step<Outcome>> => {
    const { emi3Id } = input;
    const evse = station?.evses.find(({ uid }) => uid === record.uid);
    if (station === null || evse === undefined || record.stationId !== station.id) throw new DomainError('conflict');
    const known = withFactsSet(evse, input);
    if (record.emi3Id === emi3Id && known === evse) return { change: null, answer: { record, station, evse } };
    const emi3Ids = await holders(record, emi3Id);
    if (emi3Ids === null) return { change: null, answer: TAKEN };
    const named = { ...known, emi3Id };
    const next = revised(record, emi3Id);
    const changed = {
      ...station,
      evses: station.evses.map((one) => (one === evse ? named : one)),
      version: station.version + 1,
      updatedAt: clock.now(),
    };
    return {
      change: { stations: [changed], evses: [next], emi3Ids, events: [events.ofStation('station.updated', changed)] },
      answer: { record: next, station: changed, evse: named },
    };
  };

  const retired = async (by: By, record: EvseRecord, input: EvseInput): Promise<Outcome> => {
    const faults = collectFaults();
    faults.unless(!saysFacts(input), '', 'No station has the EVSE: it has no plugs to tell of.');
    faults.raise();
    const { emi3Id } = input;
    if (record.emi3Id === emi3Id) return { record, station: null, evse: null };
    const emi3Ids = await holders(record, emi3Id);
    if (emi3Ids === null) return TAKEN;
    const next = revised(record, emi3Id);
    await committer.write(by, { evses: [next], emi3Ids });
    return { record: next, station: null, evse: null };
  };

  return async (caller, name, input, ifVersion) => {
    requireScope(caller, 'stations:write');
    requireForm(input.emi3Id);
    requireFacts(input);
    const { uid } = found(await findEvse(store, name), sees(caller, 'evses'));
    const by: By = { caller, operation: 'evse.put' };
    const outcome = await againOnConflict(TRIES, async () => {
      const record = await current(caller, uid, ifVersion);
      if (record.stationId === null) return retired(by, record, input);
      return writer.writeBy<Outcome>(by, record.stationId, async (state) =>
        atStation(state, await current(caller, uid, ifVersion), input),
      );
    });
    if (outcome !== TAKEN) return outcome;
    const detail = 'Another EVSE has this id; case and separators make no difference.';
    throw new DomainError('conflict', { detail, faults: [{ pointer: '/evseId', detail }] });
  };
};
