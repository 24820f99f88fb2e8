/** What the stations of a vendor's model have for plugs, where nobody says more of one of them. */
import { createHash } from 'node:crypto';
import { type FactFault, factFaults, tidyFacts } from './evse-input.ts';
import type { EvseFacts } from './plug.ts';
import { saySame } from './same-facts.ts';
import type { Evse, Station } from './station.ts';

/** evseId null: every EVSE that no other entry names. */
export type TemplateEvse = EvseFacts & { readonly evseId: number | null };

export type StationTemplate = {
  /** See templateIdOf. */
  readonly id: string;
  readonly version: number;
  /** As BootNotification has them; compared without regard to case and space around them. */
  readonly vendor: string;
  readonly model: string;
  readonly evses: readonly TemplateEvse[];
  /** Whose stations take from it. */
  readonly partyId: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

/** A template was set, changed or taken away, and stations may still have what it said before. */
export type TemplateRollout = Pick<StationTemplate, 'vendor' | 'model' | 'partyId'> & {
  /** That of the template. */
  readonly id: string;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

export type ModelOf = { readonly partyId: string; readonly vendor: string; readonly model: string };

const plain = (name: string): string => name.trim().toLowerCase();

/** One of a party for each model: the id says which, so that two at once are one document, and one of them is refused. */
export const templateIdOf = ({ partyId, vendor, model }: ModelOf): string =>
  createHash('sha256')
    .update(JSON.stringify(['station_template', partyId, plain(vendor), plain(model)]))
    .digest('hex')
    .slice(0, 32);

/** The id of the template that a station takes from, if there is one; null: it has not said what it is. */
export const templateIdFor = ({
  partyId,
  vendor,
  model,
}: Pick<Station, 'partyId' | 'vendor' | 'model'>): string | null =>
  vendor === null || model === null ? null : templateIdOf({ partyId, vendor, model });

const factsFor = ({ id }: Evse, evses: readonly TemplateEvse[]): EvseFacts | null => {
  const own = evses.find(({ evseId }) => evseId === id) ?? evses.find(({ evseId }) => evseId === null);
  return own === undefined ? null : tidyFacts(own);
};

/** The station with what its template says of its EVSEs; null: it has none. The same one where nothing changes. */
export const withTemplate = <S extends Pick<Station, 'evses'>>(
  station: S,
  template: Pick<StationTemplate, 'evses'> | null,
): S => {
  let changed = false;
  const evses = station.evses.map((evse): Evse => {
    const said = template === null ? null : factsFor(evse, template.evses);
    const { template: before, ...others } = evse.facts ?? {};
    if (saySame(said, before ?? null)) return evse;
    changed = true;
    if (said !== null) return { ...evse, facts: { ...others, template: said } };
    const { facts: _, ...bare } = evse;
    return Object.keys(others).length === 0 ? bare : { ...bare, facts: others };
  });
  return changed ? { ...station, evses } : station;
};

/** More EVSEs no station has, see connector-map.ts. */
const MOST_EVSES = 256;
const MOST_ENTRIES = 64;
export const LONGEST_NAME = 50;

/** What is wrong with what a template was given; none: it may be kept. */
export const templateFaults = (evses: readonly TemplateEvse[]): readonly FactFault[] => {
  const faults: FactFault[] = [];
  if (evses.length === 0 || evses.length > MOST_ENTRIES) {
    faults.push({ pointer: '/evses', detail: `A template has 1 to ${MOST_ENTRIES} entries.` });
  }
  evses.forEach(({ evseId, ...facts }, index) => {
    const at = `/evses/${index}`;
    if (evseId !== null && !(Number.isInteger(evseId) && evseId >= 1 && evseId <= MOST_EVSES)) {
      faults.push({ pointer: `${at}/evseId`, detail: `An EVSE's number is from 1 to ${MOST_EVSES}.` });
    }
    if (evses.findIndex((other) => other.evseId === evseId) < index) {
      const detail = 'Each EVSE is named once, and one entry is for all others.';
      faults.push({ pointer: `${at}/evseId`, detail });
    }
    faults.push(...factFaults(facts, at));
  });
  return faults;
};

/** Without what is not said, in the order of the EVSEs: what says the same is the same. */
export const tidyTemplate = (evses: readonly TemplateEvse[]): readonly TemplateEvse[] =>
  evses
    .map(({ evseId, ...facts }) => ({ evseId, ...tidyFacts(facts) }))
    .toSorted((one, other) => (one.evseId ?? 0) - (other.evseId ?? 0));
