import { describe, expect, it } from 'vitest';
import { limitsOf } from '../../../src/domain/kinds/in-scope.ts';
import { type AnyKind, type Document, kindOf } from '../../../src/domain/kinds/kind.ts';
import { DIMENSIONS, SEES_ALL, type Visibility } from '../../../src/domain/visibility.ts';

type Note = Document & { readonly id: string; readonly owner: string | null };

const common = {
  name: 'notes',
  key: { name: 'id', of: ({ id }: Note) => id },
  fields: { owner: { type: 'text', of: ({ owner }: Note) => owner } },
  orders: [],
  retention: null,
  audit: null,
} as const;

const bound: Visibility = {
  locationIds: ['X'],
  groupIds: ['X'],
  tokenUids: ['X'],
  driverId: 'X',
  partyIds: ['X'],
};
const boundIn = {
  location: 'locationIds',
  group: 'groupIds',
  token: 'tokenUids',
  driver: 'driverId',
  party: 'partyIds',
} as const;

describe('a kind', () => {
  it('without a scope does not compile, nor one that is seen by a field that it does not have', () => {
    // @ts-expect-error: nothing is said of who sees it.
    kindOf<Note>()(common);
    // @ts-expect-error: it has no such field.
    kindOf<Note>()({ ...common, scope: { party: 'partyId' } });
  });

  it.each(DIMENSIONS)('that does not declare the dimension "%s" is closed to who is bound in it', (dimension) => {
    const scope: Visibility = { ...SEES_ALL, [boundIn[dimension]]: bound[boundIn[dimension]] };
    const closed: AnyKind = kindOf<Note>()({ ...common, scope: {} });
    const open: AnyKind = kindOf<Note>()({ ...common, scope: { [dimension]: 'open' } });
    const held: AnyKind = kindOf<Note>()({ ...common, scope: { [dimension]: 'owner' } });
    expect(limitsOf(closed, scope)).toBeNull();
    expect(limitsOf(open, scope)).toEqual([]);
    expect(limitsOf(held, scope)).toEqual([{ field: 'owner', values: ['X'] }]);
    expect(limitsOf(closed, SEES_ALL)).toEqual([]);
  });
});
