/**
 * Each property of each message that a station may send, and of each answer that it may give, deviated in each way that
 * has a meaning: at `lenient` it is taken as it was meant, or refused, and an operator is told in either case. Nothing is
 * of chance here: what fails once fails again.
 */
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/domain/json.ts';
import type { OcppVersion } from '../../src/domain/station.ts';
import type { StationProblemKind } from '../../src/domain/station-problem.ts';
import type { ValidationLevel } from '../../src/domain/validation-level.ts';
import type { OcppProtocol } from '../../src/ocpp/protocol.ts';
import {
  inboundActions,
  outboundActions,
  PROTOCOLS,
  requestSchema,
  responseSchema,
  type Schema,
  VERSIONS,
} from '../fuzz/ocpp-schemas.ts';
import { heardOf } from '../ocpp/support/recording-inbox.ts';
import { answeredOrders } from './support/answered-orders.ts';
import { type Deviation, deviationsOf, oddEverywhere } from './support/deviations.ts';
import { rightPayload } from './support/right-payload.ts';
import { createRpcStation, type RpcStation } from './support/rpc-station.ts';

type Message = { readonly action: string; readonly schema: Schema; readonly right: JsonObject };

const withSchema = (actions: readonly string[], schemaOf: (action: string) => Schema | null): readonly Message[] =>
  actions.flatMap((action) => {
    const schema = schemaOf(action);
    return schema === null ? [] : [{ action, schema, right: rightPayload(schema) }];
  });

const messagesOf = ({ version }: OcppProtocol): readonly Message[] =>
  withSchema(inboundActions(version), (action) => requestSchema(version, action));

/** A station answers DataTransfer too, which either side may call. */
const answersOf = ({ version }: OcppProtocol): readonly Message[] =>
  withSchema([...outboundActions(version), 'DataTransfer'], (action) => responseSchema(version, action));

/** What is wrong with how one deviation was taken; empty: nothing. */
type Check = (action: string, deviation: Deviation, station: RpcStation) => Promise<readonly unknown[]>;

/** Tries every deviation; finds those that were taken wrongly, and counts all. */
const tryAll = async (
  protocol: OcppProtocol,
  level: ValidationLevel,
  messages: readonly Message[],
  check: Check,
): Promise<{ readonly tried: number; readonly wrong: readonly unknown[] }> => {
  const station = createRpcStation(protocol, level);
  const wrong: unknown[] = [];
  let tried = 0;
  for (const { action, schema, right } of messages)
    for (const deviation of deviationsOf(right, schema, protocol.version)) {
      station.forget();
      tried += 1;
      const faults = [...(await check(action, deviation, station)), ...station.failures];
      if (faults.length > 0) wrong.push({ action, property: deviation.property, way: deviation.way, faults });
    }
  return { tried, wrong: wrong.slice(0, 20) };
};

const isTold = (
  { told }: RpcStation,
  kind: StationProblemKind,
  action: string,
  { property, fault }: Pick<Deviation, 'property' | 'fault'>,
): boolean =>
  fault === null
    ? told.problems.length === 0
    : told.problems.some(
        (problem) => problem.kind === kind && problem.action === action && problem.property === property,
      );

/** Something became of it beside the answer. */
const isHeard = ({ told }: RpcStation): boolean => heardOf(told).length > 0 || told.quarantined.length > 0;

/** An Authorize of nothing is told and answered; there is nobody to look for. */
const ASKS_NOBODY = new Set(['Heartbeat', 'Authorize']);

const ABOUT_TRANSACTIONS = new Set(['StartTransaction', 'StopTransaction', 'MeterValues', 'TransactionEvent']);

const lacks = (payload: JsonObject, names: readonly string[]): boolean => names.some((name) => !(name in payload));

/** What must hold of a message that was refused, whatever the level. */
const refusalFaults = (
  protocol: OcppProtocol,
  action: string,
  deviation: Deviation,
  { station, frame, level }: { station: RpcStation; frame: readonly unknown[] | null; level: ValidationLevel },
): readonly unknown[] => {
  const code = deviation.fault === null ? null : protocol.errorCodes[deviation.fault];
  const [kept] = station.told.quarantined;
  const unanswered = protocol.responseCheck(action) === null;
  const faults: unknown[] = [];
  if (unanswered ? frame !== null : frame?.[0] !== 4 || frame[2] !== code) faults.push({ frame, code });
  if (!isTold(station, 'message_refused', action, deviation)) faults.push({ told: station.told.problems });
  const isKept =
    kept?.property === deviation.property &&
    kept.errorCode === code &&
    kept.level === level &&
    kept.action === action &&
    isDeepStrictEqual(kept.payload, deviation.payload);
  if (ABOUT_TRANSACTIONS.has(action) ? !isKept : kept !== undefined) faults.push({ kept: kept ?? null });
  return faults;
};

/** Their answer repeats parts of what was asked, wrong ones too. */
const REPEATS_WHAT_WAS_ASKED = new Set(['GetCertificateChainStatus']);

/** The answer to a message that was taken is right by the version's schema; SEND has none. */
const answerFaults = (protocol: OcppProtocol, action: string, frame: readonly unknown[] | null): readonly unknown[] => {
  const check = protocol.responseCheck(action);
  if (check === null) return frame === null ? [] : [{ frame }];
  if (frame?.[0] !== 3) return [{ frame }];
  return REPEATS_WHAT_WAS_ASKED.has(action) ? [] : check(frame[2]);
};

/** Of each version: deviations of its messages, and of its answers. */
const TRIED: Readonly<Record<OcppVersion, readonly [number, number]>> = {
  '1.6': [565, 467],
  '2.0.1': [4046, 2987],
  '2.1': [11_899, 4210],
};

const protocols = VERSIONS.map((version) => PROTOCOLS[version]);

describe.each(protocols)('each deviation of each message of OCPP $version', (protocol) => {
  const messages = messagesOf(protocol);
  const essentialOf = (action: string) => protocol.essential.get(action) ?? [];

  it('is of a message that was right before', () => {
    expect(messages.map(({ action }) => action)).toEqual([...protocol.inbound.keys()]);
    for (const { action, right } of messages) expect(protocol.requestCheck(action)?.(right), action).toEqual([]);
  });

  it('is read as it was meant at lenient, and told; refused only for what is essential, and told', async () => {
    const { tried, wrong } = await tryAll(protocol, 'lenient', messages, async (action, deviation, station) => {
      const { frame, handled } = await station.say(action, deviation.payload);
      if (lacks(deviation.meant, essentialOf(action)))
        return handled === null
          ? refusalFaults(protocol, action, deviation, { station, frame, level: 'off' })
          : [{ handled }];
      const faults = [...answerFaults(protocol, action, frame)];
      if (!isDeepStrictEqual(handled, deviation.meant)) faults.push({ handled, meant: deviation.meant });
      if (!isTold(station, 'read_leniently', action, deviation)) faults.push({ told: station.told.problems });
      if (!isHeard(station) && !ASKS_NOBODY.has(action)) faults.push('nothing became of it');
      return faults;
    });
    expect(wrong).toEqual([]);
    expect(tried).toBe(TRIED[protocol.version][0]);
  });

  it('is read as it was meant where all properties deviate at once', async () => {
    for (const { action, schema, right } of messages) {
      const station = createRpcStation(protocol, 'lenient');
      const said = oddEverywhere(right, schema, schema) as JsonObject;
      const { handled } = await station.say(action, said);
      expect(handled, action).toEqual(right);
      const odd = protocol.requestCheck(action)?.(said) ?? [];
      expect(station.told.problems.length > 0, action).toBe(odd.length > 0);
    }
  });

  it('is refused at strict with the code of what is wrong, and told', async () => {
    const { wrong } = await tryAll(protocol, 'strict', messages, async (action, deviation, station) => {
      const { frame, handled } = await station.say(action, deviation.payload);
      if (deviation.fault === null) return handled === null ? ['refused'] : answerFaults(protocol, action, frame);
      if (handled !== null) return ['taken'];
      const level = lacks(deviation.meant, essentialOf(action)) ? 'off' : 'lenient';
      return refusalFaults(protocol, action, deviation, { station, frame, level });
    });
    expect(wrong).toEqual([]);
  });

  it('is taken as it is when nothing is checked', async () => {
    const { wrong } = await tryAll(protocol, 'off', messages, async (action, deviation, station) => {
      const { frame, handled } = await station.say(action, deviation.payload);
      const faults = [...answerFaults(protocol, action, frame)];
      if (!isDeepStrictEqual(handled, deviation.payload)) faults.push({ handled });
      // Of its clock something may be told all the same.
      if (station.told.problems.some(({ kind }) => kind !== 'clock_absent'))
        faults.push({ told: station.told.problems });
      return faults;
    });
    expect(wrong).toEqual([]);
  });
});

describe.each(protocols)('each deviation of each answer of OCPP $version', (protocol) => {
  const answers = answersOf(protocol);
  /** Without its status nobody knows what came of a call. */
  const essentialOf = (right: Schema) => (right.required ?? []).filter((name) => name === 'status');
  const essential = new Map(answers.map(({ action, schema }) => [action, essentialOf(schema)]));
  const isEssential = (action: string, meant: JsonObject) => lacks(meant, essential.get(action) ?? []);

  it('is of an answer that was right before', () => {
    expect(answers.length).toBeGreaterThan(20);
    for (const { action, right } of answers) expect(protocol.responseCheck(action)?.(right), action).toEqual([]);
  });

  const refusedFaults = async (action: string, deviation: Deviation, station: RpcStation) => {
    const { outcome, frame } = await station.answer(action, deviation.payload);
    const code = deviation.fault === null ? null : protocol.errorCodes[deviation.fault];
    const faults: unknown[] = [];
    if (outcome.kind !== 'error' || outcome.errorCode !== code) faults.push({ outcome, code });
    // OCPP 2.1 CALLRESULTERROR.
    if (protocol.resultErrors ? frame?.[0] !== 5 || frame[2] !== code : frame !== null) faults.push({ frame });
    if (!isTold(station, 'answer_refused', action, deviation)) faults.push({ told: station.told.problems });
    return faults;
  };

  const takenFaults = async (action: string, deviation: Deviation, station: RpcStation, meant: JsonObject) => {
    const { outcome, frame } = await station.answer(action, deviation.payload);
    const faults: unknown[] = [];
    if (!isDeepStrictEqual(outcome, { kind: 'result', payload: meant })) faults.push({ outcome, meant });
    if (frame !== null) faults.push({ frame });
    return faults;
  };

  it('is read as it was meant at lenient, and told; refused only without its status, and told', async () => {
    const { tried, wrong } = await tryAll(protocol, 'lenient', answers, async (action, deviation, station) => {
      if (isEssential(action, deviation.meant)) return refusedFaults(action, deviation, station);
      const faults = await takenFaults(action, deviation, station, deviation.meant);
      const told = isTold(station, 'read_leniently', action, deviation);
      return told ? faults : [...faults, { told: station.told.problems }];
    });
    expect(wrong).toEqual([]);
    expect(tried).toBe(TRIED[protocol.version][1]);
  });

  it('is read as it was meant where all properties deviate at once', async () => {
    for (const { action, schema, right } of answers) {
      const station = createRpcStation(protocol, 'lenient');
      const { outcome } = await station.answer(action, oddEverywhere(right, schema, schema) as JsonObject);
      expect(outcome, action).toEqual({ kind: 'result', payload: right });
    }
  });

  it('is refused at strict with the code of what is wrong, and told', async () => {
    const { wrong } = await tryAll(protocol, 'strict', answers, (action, deviation, station) =>
      deviation.fault === null
        ? takenFaults(action, deviation, station, deviation.payload)
        : refusedFaults(action, deviation, station),
    );
    expect(wrong).toEqual([]);
  });

  it('is taken as it is when nothing is checked', async () => {
    const { wrong } = await tryAll(protocol, 'off', answers, (action, deviation, station) =>
      takenFaults(action, deviation, station, deviation.payload),
    );
    expect(wrong).toEqual([]);
  });
});

describe.each(protocols)('each order to a station of OCPP $version', (protocol) => {
  const right = new Map(answersOf(protocol).map((answer) => [answer.action, answer]));
  const rightOf = (action: string): JsonObject => right.get(action)?.right ?? {};

  it('comes to the same by an answer that deviates as by what was meant, and to an answer in any case', async () => {
    const lenient = createRpcStation(protocol, 'lenient');
    const unchecked = createRpcStation(protocol, 'off');
    const wrong: unknown[] = [];
    let tried = 0;
    for (const order of answeredOrders(protocol)) {
      const asked = new Set<string>();
      const good = await unchecked.order(order, (action) => {
        asked.add(action);
        return rightOf(action);
      });
      expect(good, order.command.type).toMatchObject({ kind: 'accepted' });
      for (const asks of asked) {
        const message = right.get(asks);
        if (message === undefined) continue;
        for (const { payload, meant, way, property } of deviationsOf(message.right, message.schema, protocol.version)) {
          tried += 1;
          const by = (said: JsonObject) => (action: string) => (action === asks ? said : rightOf(action));
          const got = await lenient.order(order, by(payload));
          const wanted = await unchecked.order(order, by(meant));
          const odd = await unchecked.order(order, by(payload));
          // Without its status it is refused, as shown above; a second call's leaves the first one's word.
          const refused = lacks(meant, ['status']);
          if ((!refused && !isDeepStrictEqual(got, wanted)) || odd.kind === 'error')
            wrong.push({ type: order.command.type, asks, property, way, got, wanted, odd });
        }
      }
    }
    expect(wrong.slice(0, 20)).toEqual([]);
    expect([lenient.failures, unchecked.failures]).toEqual([[], []]);
    expect(tried).toBeGreaterThan(400);
  });
});
