/** Fields by which scopes see documents of many kinds, declared once. */
import { DEFAULT_PARTY_ID, type Owned, ownerOf } from '../party.ts';
import type { AtGroup } from '../station-group.ts';
import type { Document, Field } from './kind.ts';

export const ownerField = {
  type: 'text',
  of: (document: Document & Owned): string => ownerOf(document),
  common: [DEFAULT_PARTY_ID],
} as const satisfies Field<Document & Owned>;

export const groupField = {
  type: 'text',
  of: ({ stationGroupId }: Document & AtGroup): string | null => stationGroupId,
  ignoresCase: true,
} as const satisfies Field<Document & AtGroup>;
