/** Keeps a station's journal: from its frames, and from what it believes itself. */
import type { VirtualStation } from '../../../src/simulator/station.ts';
import type { Json } from '../../support/gateway.ts';
import type { BelievedSession, ReceivedCall, SentValue, StationJournal } from './journal.ts';

type Sent = { readonly action: string; readonly payload: Json };

const startKeyOf = ({ connectorId, idTag, meterStart, timestamp }: Json): string =>
  JSON.stringify([connectorId, idTag, meterStart, timestamp]);

const valuesIn = ({ action, payload }: Sent): readonly Omit<SentValue, 'acknowledged'>[] => {
  const transactionId: string | number | undefined =
    action === 'TransactionEvent' ? payload.transactionInfo.transactionId : payload.transactionId;
  if (transactionId === undefined || !['MeterValues', 'TransactionEvent'].includes(action)) return [];
  return (payload.meterValue ?? []).map(({ timestamp }: Json) => ({
    transactionId: String(transactionId),
    sampledAt: new Date(timestamp),
  }));
};

/** From now on; the answer reads it at any time. */
export const keepStationJournal = (station: VirtualStation): (() => StationJournal) => {
  const received: ReceivedCall[] = [];
  const values = new Map<string, SentValue>();
  const startIds = new Map<string, Set<string>>();
  const unanswered = new Map<string, Sent>();

  const note = (sent: Sent, acknowledged: boolean) => {
    for (const value of valuesIn(sent)) {
      const key = `${value.transactionId} ${value.sampledAt.toISOString()}`;
      const known = values.get(key);
      if (known === undefined) values.set(key, { ...value, acknowledged });
      else known.acknowledged ||= acknowledged;
    }
  };

  const answered = (sent: Sent, answer: Json) => {
    note(sent, true);
    if (sent.action !== 'StartTransaction') return;
    const key = startKeyOf(sent.payload);
    startIds.set(key, (startIds.get(key) ?? new Set()).add(String(answer.transactionId)));
  };

  station.on('frame', ({ direction, kind, id, text }) => {
    if (id === null) return;
    if (kind === 'call') {
      const [, , action, payload] = JSON.parse(text);
      if (direction === 'in') received.push({ action, payload });
      else {
        unanswered.set(id, { action, payload });
        note({ action, payload }, false);
      }
      return;
    }
    const sent = direction === 'in' && kind === 'result' ? unanswered.get(id) : undefined;
    if (sent !== undefined) answered(sent, JSON.parse(text)[2]);
    if (direction === 'in') unanswered.delete(id);
  });

  const believed = (): readonly BelievedSession[] =>
    station.sessions.map((session) => ({
      transactionId: session.transactionId,
      connectorId: session.connectorId,
      idTag: session.idTag,
      startedAt: session.startedAt,
      endedAt: session.endedAt,
      energyWh: session.meterStopWh === null ? null : session.meterStopWh - session.meterStartWh,
      acknowledged: session.acknowledged,
    }));

  return () => ({
    id: station.id,
    version: station.version,
    sessions: believed(),
    received: [...received],
    values: [...values.values()].map((value) => ({ ...value })),
    startIds: new Map([...startIds].map(([key, ids]) => [key, new Set(ids)])),
  });
};
