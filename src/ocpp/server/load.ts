/** Gauges of what connections hold: summed up when they are read, so that a message pays nothing for them. */
import type { Metrics } from '../../services/ports/observing.ts';
import type { ConnectionLoad, StationConnection } from '../rpc/connection.ts';
import type { RpcEdge } from '../rpc/edge.ts';

export const measureLoad = (
  { metrics }: { readonly metrics: Metrics },
  connections: () => Iterable<StationConnection>,
  edges: readonly Pick<RpcEdge, 'handlerTime'>[],
): void => {
  const sum = (amount: (load: ConnectionLoad) => number) => (): number => {
    let total = 0;
    for (const connection of connections()) total += amount(connection.load());
    return total;
  };
  metrics.gauge(
    'ocpp_messages_waiting',
    sum(({ messagesWaiting }) => messagesWaiting),
  );
  metrics.gauge(
    'ocpp_messages_waiting_characters',
    sum(({ charactersWaiting }) => charactersWaiting),
  );
  metrics.gauge(
    'ocpp_calls_waiting',
    sum(({ callsWaiting }) => callsWaiting),
  );
  metrics.gauge(
    'ocpp_unsent_bytes',
    sum(({ unsentBytes }) => unsentBytes),
  );
  metrics.gauge(
    'ocpp_reads_paused',
    sum(({ paused }) => Number(paused)),
  );
  metrics.gauge('ocpp_handlers_abandoned', () =>
    edges.reduce((total, { handlerTime }) => total + handlerTime.abandoned(), 0),
  );
};
