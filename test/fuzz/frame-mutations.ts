/** Frames that are wrong around a right payload, and answers that nobody asked for. */

import { payloadOf } from './examples.ts';
import { deepNest, hostileText, hostileValue } from './hostile.ts';
import { inboundActions, outboundActions, requestSchema } from './ocpp-schemas.ts';
import { mutatePayload } from './payload-mutations.ts';
import type { Random } from './random.ts';
import { createRawJson } from './raw-json.ts';
import type { StationKind } from './verdict.ts';

/** One CALL of chance as its parts; name tells what is in it. */
const anAction = (random: Random, { version, registration }: StationKind): string =>
  // What is not accepted may only boot, so that is tried more often.
  registration !== 'accepted' && random.chance(0.4)
    ? 'BootNotification'
    : (random.pickOf(inboundActions(version)) ?? 'Heartbeat');

export type NamedFrame = { readonly name: string; readonly text: string };

export const validCall = (random: Random, kind: StationKind, id: string): NamedFrame => {
  const action = anAction(random, kind);
  return {
    name: `valid ${action}`,
    text: JSON.stringify([2, id, action, payloadOf(random, requestSchema(kind.version, action))]),
  };
};

export const mutatedCall = (random: Random, kind: StationKind, id: string): NamedFrame => {
  const action = anAction(random, kind);
  const raw = createRawJson();
  const payload = payloadOf(random, requestSchema(kind.version, action));
  mutatePayload(random, payload, raw);
  return { name: `mutated ${action}`, text: raw.stringify([2, id, action, payload]) };
};

const BROKEN: readonly [string, ...string[]] = [
  '',
  ' ',
  'null',
  'true',
  '0',
  '""',
  '{}',
  '[]',
  '[[]]',
  '[2',
  '[2]',
  '[2,]',
  ']',
  '\u0000',
  '﻿[2,"bom","Heartbeat",{}]',
  "[2,'id','Heartbeat',{}]",
  '[2,"id","Heartbeat",{}]x',
  '[2,"id","Heartbeat",{}][2,"id","Heartbeat",{}]',
  'NaN',
  '[NaN,"id","Heartbeat",{}]',
  '{"0":2,"1":"id","2":"Heartbeat","3":{},"length":4}',
  '[2,"id","Heart\nbeat",{}]',
  '// [2]',
];

const TYPES: readonly [unknown, ...unknown[]] = [0, 1, 2.5, 7, -2, 2e20, '2', null, true, [2], { type: 2 }];
const IDS: readonly [unknown, ...unknown[]] = [
  '',
  7,
  null,
  [],
  {},
  true,
  'x'.repeat(37),
  'x'.repeat(129),
  'x'.repeat(100_000),
  '-1',
  '\u0000',
  '__proto__',
  'constructor',
  '‮',
];
const ACTIONS: readonly [unknown, ...unknown[]] = [
  '',
  7,
  null,
  {},
  'MakeCoffee',
  '__proto__',
  'constructor',
  'toString',
  'heartbeat',
  'Heartbeat ',
  'HeartbeatRequest',
  'HeartbeatResponse',
  'x'.repeat(50_000),
  '\u0000',
  'Reset',
];
const PAYLOADS: readonly [unknown, ...unknown[]] = [null, [], 'text', 7, true, [{}]];

const frameOf = (random: Random, kind: StationKind, id: string): unknown[] => {
  const action = anAction(random, kind);
  return [2, id, action, payloadOf(random, requestSchema(kind.version, action))];
};

type Make = (random: Random, kind: StationKind, id: string) => NamedFrame;

const KINDS: readonly [Make, ...Make[]] = [
  (random) => ({ name: 'no frame', text: random.pick(BROKEN) }),
  (random, kind, id) => {
    const frame = frameOf(random, kind, id);
    frame[0] = random.pick(TYPES);
    return { name: 'message type', text: JSON.stringify(frame) };
  },
  (random, kind, id) => {
    const frame = frameOf(random, kind, id);
    frame[1] = random.pick(IDS);
    return { name: 'message id', text: JSON.stringify(frame) };
  },
  (random, kind, id) => {
    const frame = frameOf(random, kind, id);
    frame[2] = random.pick(ACTIONS);
    return { name: 'action', text: JSON.stringify(frame) };
  },
  (random, kind, id) => ({
    name: 'action for stations',
    text: JSON.stringify([2, id, random.pickOf(outboundActions(kind.version)), {}]),
  }),
  (random, kind, id) => {
    const frame = frameOf(random, kind, id);
    frame[3] = random.pick(PAYLOADS);
    return { name: 'payload of another kind', text: JSON.stringify(frame) };
  },
  (random, kind, id) => {
    const frame = frameOf(random, kind, id);
    if (random.chance(0.5)) frame.length = random.int(4);
    else frame.push(...Array.from({ length: random.pick([1, 2, 5_000]) }, () => null));
    return { name: 'arity', text: JSON.stringify(frame) };
  },
  (random, kind, id) => {
    const text = JSON.stringify(frameOf(random, kind, id));
    return { name: 'cut short', text: text.slice(0, random.int(text.length)) };
  },
  (random, kind, id) => {
    const letters = [...JSON.stringify(frameOf(random, kind, id))];
    for (let times = 1 + random.int(3); times > 0; times -= 1)
      letters[random.int(letters.length)] = random.pick(['"', '[', ']', '{', '}', ',', '\\', '\u0000', 'é', '0']);
    return { name: 'letters', text: letters.join('') };
  },
  (random) => ({ name: 'deep nest', text: deepNest(random) }),
  (random, _kind, id) => {
    const raw = createRawJson();
    return { name: 'result that nobody asked for', text: raw.stringify([3, id, hostileValue(random, raw)]) };
  },
  (random, _kind, id) => ({
    name: 'result arity',
    text: JSON.stringify([3, id, {}, {}, 1].slice(0, 1 + random.int(5))),
  }),
  (random, _kind, id) => {
    const raw = createRawJson();
    return {
      name: 'error that nobody asked for',
      text: raw.stringify([
        4,
        id,
        random.pick<unknown>(['GenericError', 'Nonsense', '', 7, null]),
        hostileText(random),
        hostileValue(random, raw),
      ]),
    };
  },
  (random, _kind, id) => {
    const raw = createRawJson();
    return {
      name: 'CALLRESULTERROR',
      text: raw.stringify([
        5,
        id,
        random.pick<unknown>(['FormatViolation', '', 7]),
        hostileText(random),
        hostileValue(random, raw),
      ]),
    };
  },
  (random, kind, id) => {
    const raw = createRawJson();
    const action = random.chance(0.6) ? 'NotifyPeriodicEventStream' : anAction(random, kind);
    const payload = payloadOf(random, requestSchema(kind.version, action));
    if (random.chance(0.6)) mutatePayload(random, payload, raw);
    return { name: `SEND ${action}`, text: raw.stringify([6, id, action, payload]) };
  },
];

export const mutatedFrame: Make = (random, kind, id) => random.pick(KINDS)(random, kind, id);
