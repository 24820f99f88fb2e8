/** What every station, client and reader was told, or believes: the side that the gateway's store is compared with. */
import type { SimulatedVersion } from '../../../src/simulator/core.ts';
import type { Json } from '../../support/gateway.ts';

/** A transaction as its station has it. */
export type BelievedSession = {
  /** null: 1.6, and its StartTransaction is not answered yet. */
  readonly transactionId: string | null;
  readonly connectorId: number;
  readonly idTag: string | null;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  /** null: it is going on. */
  readonly energyWh: number | null;
  /** Ended, and every message of it answered. */
  readonly acknowledged: boolean;
};

/** A call of the gateway that reached a station. */
export type ReceivedCall = { readonly action: string; readonly payload: Json };

/** A meter value on its way in. */
export type SentValue = {
  readonly transactionId: string;
  readonly sampledAt: Date;
  /** The gateway has answered the message that it was in. */
  acknowledged: boolean;
};

export type StationJournal = {
  readonly id: string;
  readonly version: SimulatedVersion;
  readonly sessions: readonly BelievedSession[];
  readonly received: readonly ReceivedCall[];
  readonly values: readonly SentValue[];
  /** 1.6: every transaction id that was given for one start, by what the start said. */
  readonly startIds: ReadonlyMap<string, ReadonlySet<string>>;
};

/** A command that a client asked for under an Idempotency-Key of its own. */
export type AskedCommand = {
  readonly type: 'START_SESSION' | 'STOP_SESSION' | 'SET_CHARGING_LIMIT';
  readonly key: string;
  readonly stationId: string;
  /** What no other request of its type names: the start's token, the stop's session, the limit in W. */
  readonly mark: string;
  /** From the 202; null: none came, or it was refused. */
  commandId: string | null;
  /** Status of a refusal. */
  refused: number | null;
};

export type ToldEvent = { readonly id: string; readonly type: string; readonly data: Json };

/** What a webhook endpoint was sent, the first time. */
export type DeliveredEvent = { readonly id: string; readonly type: string; readonly objectId: string };

export type Deliveries = { readonly anyOrder: readonly DeliveredEvent[]; readonly ordered: readonly DeliveredEvent[] };

export type Journal = {
  readonly stations: readonly StationJournal[];
  readonly commands: readonly AskedCommand[];
  /** Tokens whose PUT was answered. */
  readonly tokens: readonly string[];
  /** By a reader of the stream that comes back with Last-Event-ID. */
  readonly streamed: readonly ToldEvent[];
  /** By a reader of the log that goes on from page to page. */
  readonly listed: readonly ToldEvent[];
  /** By webhooks; null: the site has no receivers. */
  readonly delivered: Deliveries | null;
};
