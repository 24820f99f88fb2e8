/** What a session's meter told, in one line: the readings themselves are a list of their own. */
import { sliced, type TraceSource } from './source.ts';

export const readings = (): TraceSource => ({
  read: async ({ session }, slice) => {
    if (session === null) return [];
    const { id, commandId, energyWh, toldEnergyWh, powerW, stateOfChargePercent, flags, endedAt, updatedAt } = session;
    const { first, last } = session.transaction;
    return sliced(
      [
        {
          at: endedAt ?? updatedAt,
          id: `9-${id}`,
          source: 'readings',
          kind: 'SUMMARY',
          commandId,
          sessionId: id,
          data: {
            energyWh,
            toldEnergyWh,
            powerW,
            stateOfChargePercent,
            flags: [...flags],
            firstWh: first?.energyWh ?? null,
            lastWh: last?.energyWh ?? null,
          },
          payload: null,
        },
      ],
      slice,
    );
  },
});
