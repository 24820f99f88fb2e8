/**
 * What a station says in one session, 20 calls: authorize, start, ten meter values, stop, with the states of its
 * connector and heartbeats between. Each answer is looked at: one that is not right ends the benchmark.
 */

export const BENCH_VERSIONS = ['1.6', '2.0.1'] as const;
export type BenchVersion = (typeof BENCH_VERSIONS)[number];

export const SUBPROTOCOLS: Readonly<Record<BenchVersion, string>> = { '1.6': 'ocpp1.6', '2.0.1': 'ocpp2.0.1' };

export const CALL_KINDS = ['authorize', 'start', 'meter_values', 'stop', 'heartbeat', 'status'] as const;
export type CallKind = (typeof CALL_KINDS)[number];

/** Tokens that the stations show, in turn. */
export const TAGS: readonly string[] = Array.from({ length: 100 }, (_, index) => `BENCH-TAG-${index}`);
export const tagOf = (stationId: string): string => TAGS[Number(stationId.slice(-5)) % TAGS.length] ?? '';

/** What changes from session to session and from call to call. */
export type Talk = {
  readonly tag: string;
  /** OCPP 1.6: from the answer to the start. 2.0.1: the station's own. */
  transactionId: string;
  seqNo: number;
  meterWh: number;
  /** Begins the station's own transaction ids; different for each connection. */
  readonly transactionPrefix: string;
  sessions: number;
};

export type Step = {
  readonly kind: CallKind;
  /** `"Action",{payload}` */
  readonly say: (talk: Talk, now: string) => string;
  /** The payload's text in the CALLRESULT; false: not what this call must be answered with. */
  readonly isRight: (payload: string, talk: Talk) => boolean;
};

const isEmpty = (payload: string): boolean => payload === '{}';
const hasTime = (payload: string): boolean => /^\{"currentTime":"2\d{3}-[^"]+Z"\}$/.test(payload);

const heartbeat: Step = { kind: 'heartbeat', say: () => '"Heartbeat",{}', isRight: hasTime };

const repeated = (times: number, step: Step): readonly Step[] => Array.from({ length: times }, () => step);

// ---------------------------------------------------------------- OCPP 1.6

const accepted16 = (payload: string): boolean => /^\{"idTagInfo":\{[^{}]*"status":"Accepted"[^{}]*\}\}$/.test(payload);

const status16 = (status: string): Step => ({
  kind: 'status',
  say: (_talk, now) =>
    `"StatusNotification",{"connectorId":1,"errorCode":"NoError","status":"${status}","timestamp":"${now}"}`,
  isRight: isEmpty,
});

const meterValues16: Step = {
  kind: 'meter_values',
  say: (talk, now) => {
    talk.meterWh += 183;
    return `"MeterValues",{"connectorId":1,"transactionId":${talk.transactionId},"meterValue":[{"timestamp":"${now}","sampledValue":[{"value":"${talk.meterWh}","context":"Sample.Periodic","measurand":"Energy.Active.Import.Register","location":"Outlet","unit":"Wh"},{"value":"10987.5","context":"Sample.Periodic","measurand":"Power.Active.Import","location":"Outlet","unit":"W"},{"value":"15.9","context":"Sample.Periodic","measurand":"Current.Import","phase":"L1","location":"Outlet","unit":"A"},{"value":"230.4","context":"Sample.Periodic","measurand":"Voltage","phase":"L1","location":"Outlet","unit":"V"}]}]}`;
  },
  isRight: isEmpty,
};

const SESSION_16: readonly Step[] = [
  { kind: 'authorize', say: ({ tag }) => `"Authorize",{"idTag":"${tag}"}`, isRight: accepted16 },
  status16('Preparing'),
  {
    kind: 'start',
    say: ({ tag, meterWh }, now) =>
      `"StartTransaction",{"connectorId":1,"idTag":"${tag}","meterStart":${meterWh},"timestamp":"${now}"}`,
    isRight: (payload, talk) => {
      const id = /"transactionId":(\d+)/.exec(payload)?.[1];
      if (id === undefined || !payload.includes('"status":"Accepted"')) return false;
      talk.transactionId = id;
      return true;
    },
  },
  status16('Charging'),
  ...repeated(5, meterValues16),
  heartbeat,
  ...repeated(5, meterValues16),
  heartbeat,
  {
    kind: 'stop',
    say: (talk, now) => {
      talk.sessions += 1;
      return `"StopTransaction",{"transactionId":${talk.transactionId},"idTag":"${talk.tag}","meterStop":${talk.meterWh},"timestamp":"${now}","reason":"Local"}`;
    },
    isRight: accepted16,
  },
  status16('Finishing'),
  status16('Available'),
  heartbeat,
];

// ---------------------------------------------------------------- OCPP 2.0.1

const accepted20 = (payload: string): boolean => /^\{"idTokenInfo":\{.*"status":"Accepted".*\}\}$/.test(payload);
/** Without a token in the event there may be a token's state in the answer, or none. */
const accepted20OrEmpty = (payload: string): boolean => isEmpty(payload) || accepted20(payload);

const status20 = (status: string): Step => ({
  kind: 'status',
  say: (_talk, now) =>
    `"StatusNotification",{"timestamp":"${now}","connectorStatus":"${status}","evseId":1,"connectorId":1}`,
  isRight: isEmpty,
});

const event = (talk: Talk, now: string, type: string, trigger: string, info: string, rest: string): string => {
  talk.seqNo += 1;
  return `"TransactionEvent",{"eventType":"${type}","timestamp":"${now}","triggerReason":"${trigger}","seqNo":${talk.seqNo},"transactionInfo":{"transactionId":"${talk.transactionId}"${info}},"evse":{"id":1,"connectorId":1}${rest}}`;
};

const token = (talk: Talk): string => `,"idToken":{"idToken":"${talk.tag}","type":"ISO14443"}`;

const meterValues20: Step = {
  kind: 'meter_values',
  say: (talk, now) => {
    talk.meterWh += 183;
    const values = `,"meterValue":[{"timestamp":"${now}","sampledValue":[{"value":${talk.meterWh},"context":"Sample.Periodic","measurand":"Energy.Active.Import.Register","location":"Outlet","unitOfMeasure":{"unit":"Wh"}},{"value":10987.5,"context":"Sample.Periodic","measurand":"Power.Active.Import","location":"Outlet","unitOfMeasure":{"unit":"W"}},{"value":15.9,"context":"Sample.Periodic","measurand":"Current.Import","phase":"L1","location":"Outlet","unitOfMeasure":{"unit":"A"}},{"value":230.4,"context":"Sample.Periodic","measurand":"Voltage","phase":"L1","location":"Outlet","unitOfMeasure":{"unit":"V"}}]}]`;
    return event(talk, now, 'Updated', 'MeterValuePeriodic', ',"chargingState":"Charging"', values);
  },
  isRight: accepted20OrEmpty,
};

const SESSION_20: readonly Step[] = [
  {
    kind: 'authorize',
    say: ({ tag }) => `"Authorize",{"idToken":{"idToken":"${tag}","type":"ISO14443"}}`,
    isRight: accepted20,
  },
  status20('Occupied'),
  {
    kind: 'start',
    say: (talk, now) => {
      talk.sessions += 1;
      talk.seqNo = -1;
      talk.transactionId = `${talk.transactionPrefix}-${talk.sessions}`;
      return event(talk, now, 'Started', 'Authorized', ',"chargingState":"EVConnected"', token(talk));
    },
    isRight: accepted20,
  },
  {
    kind: 'meter_values',
    say: (talk, now) => event(talk, now, 'Updated', 'ChargingStateChanged', ',"chargingState":"Charging"', ''),
    isRight: accepted20OrEmpty,
  },
  ...repeated(5, meterValues20),
  heartbeat,
  ...repeated(5, meterValues20),
  heartbeat,
  {
    kind: 'stop',
    say: (talk, now) => event(talk, now, 'Ended', 'StopAuthorized', ',"stoppedReason":"Local"', token(talk)),
    isRight: accepted20,
  },
  status20('Available'),
  heartbeat,
  heartbeat,
];

export const SESSIONS: Readonly<Record<BenchVersion, readonly Step[]>> = { '1.6': SESSION_16, '2.0.1': SESSION_20 };

export const BOOTS: Readonly<Record<BenchVersion, string>> = {
  '1.6': '"BootNotification",{"chargePointVendor":"Bench","chargePointModel":"Light"}',
  '2.0.1': '"BootNotification",{"reason":"PowerUp","chargingStation":{"vendorName":"Bench","model":"Light"}}',
};
export const isBooted = (payload: string): boolean => payload.includes('"status":"Accepted"');
