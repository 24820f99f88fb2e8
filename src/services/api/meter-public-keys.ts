import type { Caller } from '../../domain/access.ts';
import type { MeterPublicKey } from '../../domain/meter-public-key.ts';
import type { Page, PageInput } from './paging.ts';

export type MeterPublicKeys = {
  /** In the order in which they were first told. */
  readonly list: (
    caller: Caller,
    page: PageInput,
    filter: {
      readonly stationId?: string | null;
      readonly locationId?: string | null;
      readonly evseUid?: string | null;
    },
  ) => Promise<Page<MeterPublicKey>>;
};
