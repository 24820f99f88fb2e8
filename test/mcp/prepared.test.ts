import { expect, it } from 'vitest';
import type { JsonObject } from '../../src/domain/json.ts';
import { createPrepared } from '../../src/mcp/prepared.ts';
import { callerWith } from '../support/callers.ts';
import { createManualClock } from '../support/manual-clock.ts';

it('is found by nobody but who has prepared it, also where that is one of many operators of a console', async () => {
  const records = new Map<string, JsonObject>();
  const prepared = createPrepared({
    store: {
      record: async (_kind, id) => records.get(id) ?? null,
      putRecord: async (_kind, id, record) => void records.set(id, record),
    },
    clock: createManualClock(),
    newId: () => `P-${records.size}`,
  });
  const client = callerWith([]);
  const everybody = [
    client,
    { ...client, userId: 'driver' },
    ...['one', 'two'].map((accountId) => ({ ...client, accountId })),
  ];
  for (const caller of everybody) {
    const command = { type: 'RESET_STATION', input: { station_id: 'ST-1' } } as const;
    const { id } = await prepared.keep(caller, command);
    for (const other of everybody) {
      const found = prepared.find(other, id);
      if (other === caller) expect(await found).toEqual(command);
      else await expect(found).rejects.toMatchObject({ code: 'not_found' });
    }
  }
});
