/** Drivers' visits to a station, made up at random, and the times at which things happen in them. */
import fc from 'fast-check';

export type Act = 'plug' | 'unplug' | 'tag' | 'remoteStart' | 'remoteStop' | 'emergencyStop';

export type Visit = {
  readonly connectorId: number;
  readonly begins: 'plug first' | 'tag first' | 'remote and plugged' | 'remote, then plug';
  /** Seconds: before the visit, between its first two acts, of charging, and with the cable in afterwards. */
  readonly pauseS: number;
  readonly hesitateS: number;
  readonly chargeS: number;
  readonly leaveS: number;
  readonly ends: 'tag' | 'unplug' | 'remote' | 'emergency';
};

/**
 * What the network goes through by itself, beside the meddling with single messages. look: the sessions so far are
 * compared; absence: offline, and a look as soon as all is replayed; restart: of the gateway.
 */
export type Trouble = {
  readonly kind: 'offline' | 'absence' | 'drop' | 'boot' | 'look' | 'restart';
  readonly atS: number;
  /** Of a time offline. */
  readonly lengthS: number;
};

export type Moment =
  | { readonly atS: number; readonly act: Act; readonly connectorId: number; readonly visit: number }
  | { readonly atS: number; readonly trouble: 'offline' | 'online' | 'drop' | 'boot' | 'look' | 'restart' };

/** Less than the stations' connection time-out of 60 s. */
const hesitateS = fc.integer({ min: 0, max: 50 });

export const visits: fc.Arbitrary<readonly Visit[]> = fc.array(
  fc.record({
    connectorId: fc.constantFrom(1, 2),
    begins: fc.constantFrom<Visit['begins'][]>('plug first', 'tag first', 'remote and plugged', 'remote, then plug'),
    // A second visit in the second in which the first one ended cannot be told from it on OCPP 1.6.
    pauseS: fc.integer({ min: 1, max: 90 }),
    hesitateS,
    chargeS: fc.integer({ min: 0, max: 400 }),
    leaveS: fc.integer({ min: 0, max: 60 }),
    ends: fc.constantFrom<Visit['ends'][]>('tag', 'unplug', 'remote', 'emergency'),
  }),
  { minLength: 1, maxLength: 4, size: 'max' },
);

export const troubles: fc.Arbitrary<readonly Trouble[]> = fc.array(
  fc.record({
    kind: fc.oneof(
      { arbitrary: fc.constantFrom<Trouble['kind'][]>('offline', 'absence', 'drop', 'boot', 'look'), weight: 19 },
      { arbitrary: fc.constant<Trouble['kind']>('restart'), weight: 1 },
    ),
    atS: fc.integer({ min: 0, max: 900 }),
    lengthS: fc.integer({ min: 1, max: 400 }),
  }),
  { maxLength: 6, size: 'max' },
);

const BEGINNINGS: Record<Visit['begins'], readonly [Act, Act]> = {
  'plug first': ['plug', 'tag'],
  'tag first': ['tag', 'plug'],
  'remote and plugged': ['plug', 'remoteStart'],
  'remote, then plug': ['remoteStart', 'plug'],
};

const ENDS: Record<Visit['ends'], Act> = {
  tag: 'tag',
  unplug: 'unplug',
  remote: 'remoteStop',
  emergency: 'emergencyStop',
};

/** All that happens, in order: each connector has one visit after another, both connectors at once. */
export const momentsOf = (all: readonly Visit[], bad: readonly Trouble[]): readonly Moment[] => {
  const freeAtS = new Map<number, number>();
  const acts = all.flatMap((visit, index): Moment[] => {
    const { connectorId } = visit;
    const moment = (atS: number, act: Act): Moment => ({ atS, act, connectorId, visit: index });
    const [first, second] = BEGINNINGS[visit.begins];
    const beginS = (freeAtS.get(connectorId) ?? 0) + visit.pauseS;
    const chargingS = beginS + visit.hesitateS;
    const endS = chargingS + visit.chargeS;
    const leftS = endS + visit.leaveS;
    freeAtS.set(connectorId, leftS);
    return [moment(beginS, first), moment(chargingS, second), moment(endS, ENDS[visit.ends]), moment(leftS, 'unplug')];
  });
  const events = bad.flatMap(({ kind, atS, lengthS }): Moment[] => {
    const backS = atS + lengthS;
    switch (kind) {
      case 'offline':
        return [
          { atS, trouble: 'offline' },
          { atS: backS, trouble: 'online' },
        ];
      case 'absence':
        return [
          { atS, trouble: 'offline' },
          { atS: backS, trouble: 'look' },
        ];
      default:
        return [{ atS, trouble: kind }];
    }
  });
  return [...acts, ...events].sort((a, b) => a.atS - b.atS);
};
