/**
 * Stations that use ids again, forget stops, say the same start after each boot and reset their meters: whatever they say,
 * in whatever order, no two sessions are open on an EVSE, each transaction has one session, and none stays open for ever.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Session } from '../../src/domain/session.ts';
import type { OcppVersion } from '../../src/domain/station.ts';
import type { TransactionReport } from '../../src/services/inbox.ts';
import { ADMIN, aPage, aReport, aStation, aToken, startSide, type TestSide } from './station-side.ts';

const EVSES = [1, 2] as const;
type EvseId = (typeof EVSES)[number];

const step = fc.record({
  what: fc.constantFrom(
    'start',
    'start',
    'meter',
    'meter',
    'stop',
    'forget',
    'available',
    'boot',
    'again',
    'away',
    'wait',
  ),
  evseId: fc.constantFrom(...EVSES),
  tag: fc.constantFrom('TAG1', 'TAG2'),
  seconds: fc.constantFrom(1, 20, 70, 400),
});

type Running = { readonly id: string; readonly sessionId: string; seqNo: number };

/** What the station believes, and what it has begun. */
const createField = (side: TestSide, version: OcppVersion, stationId: string) => {
  const running = new Map<EvseId, Running>();
  const meters = new Map<EvseId, number>(EVSES.map((evseId) => [evseId, 0]));
  const begun = new Map<string, Running>();
  const stopped = new Set<string>();
  let lastId = 0;
  let last: TransactionReport | null = null;

  const readingAt = (evseId: EvseId, context: string) => ({
    sampledAt: side.clock.now(),
    values: [
      {
        value: meters.get(evseId) ?? 0,
        raw: String(meters.get(evseId)),
        measurand: 'Energy.Active.Import.Register',
        unit: 'Wh',
        context,
        phase: null,
        location: null,
        signedData: null,
      },
    ],
  });
  const say = (report: TransactionReport) => {
    last = report;
    return side.inbox.transaction(report);
  };
  const about = (evseId: EvseId, fields: Partial<TransactionReport> & Pick<TransactionReport, 'kind'>) =>
    aReport({ stationId, protocol: version, at: side.clock.now(), evseId, connectorId: 1, ...fields });

  const boot = () =>
    side.inbox.boot({
      stationId,
      protocol: version,
      vendor: 'V',
      model: 'M',
      serialNumber: null,
      firmwareVersion: null,
      reason: null,
    });
  const stop = (evseId: EvseId, { id, sessionId, seqNo }: Running) => {
    stopped.add(sessionId);
    return say(
      about(evseId, {
        kind: 'ended',
        transactionId: id,
        seqNo: version === '1.6' ? null : seqNo + 1,
        ...(version === '1.6' ? { evseId: null, connectorId: null } : {}),
        readings: [readingAt(evseId, 'Transaction.End')],
      }),
    );
  };

  return {
    begun,
    stopped,
    boot,
    stop,
    available: (evseId: EvseId) =>
      side.inbox.status({ stationId, evseId, connectorId: 1, status: 'AVAILABLE', errorCode: null, at: null }),
    start: async (evseId: EvseId, tag: string) => {
      lastId += 1;
      const reply = await say(
        about(evseId, {
          kind: 'started',
          // A clock that stands still and a meter at 0: the text of a start is the same each time.
          ...(version === '1.6' ? { startKey: `${evseId} ${tag}` } : { transactionId: String(lastId), seqNo: 0 }),
          token: { uid: tag, kind: version === '1.6' ? 'idTag' : 'ISO14443' },
          readings: [readingAt(evseId, 'Transaction.Begin')],
        }),
      );
      expect(reply.authorization?.status).toBe('ACCEPTED');
      const { transactionId: id, sessionId } = reply;
      if (sessionId === null) throw new Error('A start has a session.');
      // Behind its stop, a start is never the one before.
      expect(stopped).not.toContain(sessionId);
      const now: Running = { id, sessionId, seqNo: 0 };
      if (version !== '1.6') expect(begun.has(sessionId)).toBe(false);
      running.set(evseId, now);
      begun.set(sessionId, now);
    },
    meter: async (evseId: EvseId) => {
      const now = running.get(evseId);
      if (now === undefined) return;
      meters.set(evseId, (meters.get(evseId) ?? 0) + 10);
      const readings = [readingAt(evseId, 'Sample.Periodic')];
      now.seqNo += 1;
      if (version !== '1.6')
        await say(about(evseId, { kind: 'updated', transactionId: now.id, seqNo: now.seqNo, readings }));
      else await side.inbox.meterValues({ stationId, protocol: version, transactionId: now.id, evseId, readings });
    },
    halt: async (evseId: EvseId) => {
      const now = running.get(evseId);
      running.delete(evseId);
      if (now !== undefined) await stop(evseId, now);
    },
    forget: (evseId: EvseId) => running.delete(evseId),
    restart: async () => {
      running.clear();
      lastId = 0;
      for (const evseId of EVSES) meters.set(evseId, 0);
      await boot();
    },
    again: async () => {
      if (last !== null) await side.inbox.transaction(last);
    },
  };
};

const FILTER = { locationId: null, tokenUid: null, status: null };

it.each(['1.6', '2.0.1', '2.1'] as const)('holds for stations on OCPP %s', async (version) => {
  const side = await startSide();
  await side.tokens.put(ADMIN, aToken('TAG1'), null);
  await side.tokens.put(ADMIN, aToken('TAG2'), null);
  let run = 0;
  const sessionsOf = async (stationId: string): Promise<readonly Session[]> =>
    (await side.sessions.list(ADMIN, aPage({ limit: 100 }), { stationId, ...FILTER })).items;
  const pass = async (seconds: number) => {
    await side.clock.advance(seconds * 1000);
    await side.idle();
  };

  const isSound = (sessions: readonly Session[]) => {
    const open = sessions.filter(({ status }) => status === 'PENDING' || status === 'ACTIVE');
    const evses = open.map(({ evseId }) => evseId);
    expect(new Set(evses).size).toBe(evses.length);
    for (const { energyWh, startedAt, endedAt } of sessions) {
      expect(energyWh).toBeGreaterThanOrEqual(0);
      if (endedAt !== null) expect(endedAt.getTime()).toBeGreaterThanOrEqual(startedAt.getTime());
    }
    return open;
  };

  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      run += 1;
      const stationId = `CP${version}-${run}`;
      await side.stations.put(ADMIN, aStation(stationId), null);
      await side.inbox.connected(stationId, version);
      const field = createField(side, version, stationId);
      await field.boot();

      for (const { what, evseId, tag, seconds } of steps) {
        await pass(1);
        if (what === 'start') await field.start(evseId, tag);
        if (what === 'meter') await field.meter(evseId);
        if (what === 'stop') await field.halt(evseId);
        if (what === 'forget') field.forget(evseId);
        if (what === 'available') await field.available(evseId);
        if (what === 'boot') await field.restart();
        if (what === 'wait') await pass(seconds);
        if (what === 'again') {
          const before = await sessionsOf(stationId);
          await field.again();
          const ids = (all: readonly Session[]) => all.map(({ id, energyWh }) => [id, energyWh]);
          expect(ids(await sessionsOf(stationId))).toEqual(ids(before));
        }
        if (what === 'away') {
          await side.inbox.disconnected(stationId, 'connection_lost');
          const before = isSound(await sessionsOf(stationId));
          await pass(3600);
          // Who is away cannot say that it goes on.
          expect(isSound(await sessionsOf(stationId)).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
          await side.inbox.connected(stationId, version);
        }
        isSound(await sessionsOf(stationId));
      }

      await field.boot();
      for (const evseId of EVSES) await field.available(evseId);
      await pass(301);
      const quiet = await sessionsOf(stationId);
      expect(isSound(quiet)).toEqual([]);
      expect(quiet.map(({ id }) => id).toSorted()).toEqual([...field.begun.keys()].toSorted());

      // The station's own later word.
      if (version !== '1.6') return;
      const left = [...field.begun.values()].filter(({ sessionId }) => !field.stopped.has(sessionId));
      for (const one of left) await field.stop(1, one);
      for (const session of await sessionsOf(stationId)) {
        expect(session).toMatchObject({ status: 'COMPLETED', endInferredFrom: null, stopReason: null });
        expect(session.flags).not.toContain('end_inferred');
      }
    }),
    { numRuns: 25 },
  );
  await side.close();
});
