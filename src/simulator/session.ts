/** What the station believes of one transaction; tests compare it with what the gateway has stored. */
export type SimulatedSession = {
  readonly connectorId: number;
  /** 1.6: the gateway's number as text, null until it is known, '-1' when it never was. 2.x: the station's own id. */
  transactionId: string | null;
  /** Null: started by the cable alone. */
  idTag: string | null;
  /** What the gateway said of the tag, in this transaction. */
  idTagStatus: string | null;
  groupId: string | null;
  remoteStartId: number | null;
  readonly startedAt: Date;
  readonly meterStartWh: number;
  endedAt: Date | null;
  meterStopWh: number | null;
  stopReason: string | null;
  /** May the car draw power (a driver has been let in, and not out again). */
  authorized: boolean;
  /** 2.x: of the next event. */
  seqNo: number;
  chargingState: ChargingState;
  /** Messages that the gateway has not answered. */
  unanswered: number;
  startAcknowledged: boolean;
  /** Ended, and every message of it answered. */
  acknowledged: boolean;
};

export type ChargingState = 'Idle' | 'EVConnected' | 'Charging' | 'SuspendedEV' | 'SuspendedEVSE';
