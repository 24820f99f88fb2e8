import type { Caller } from '../../domain/access.ts';
import type { EvseRecord } from '../../domain/evse.ts';
import type { Evse, Station } from '../../domain/station.ts';

/** station and evse: where it is now; null when it is retired. */
export type FoundEvse = { readonly record: EvseRecord } & (
  | { readonly station: Station; readonly evse: Evse }
  | { readonly station: null; readonly evse: null }
);

export type Evses = {
  /** By its uid, whatever its case. */
  readonly get: (caller: Caller, uid: string) => Promise<FoundEvse>;
};
