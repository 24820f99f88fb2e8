/** What a bad station makes of the gateway's calls. */
import type { OcppVersion } from '../../src/domain/station.ts';
import { payloadOf } from './examples.ts';
import { hostileText, hostileValue } from './hostile.ts';
import { responseSchema } from './ocpp-schemas.ts';
import { mutatePayload } from './payload-mutations.ts';
import type { Random } from './random.ts';
import { createRawJson } from './raw-json.ts';

/** The texts to send, in order; none: silence, which holds the station's next call up until the time-out. */
export const answersTo = (random: Random, version: OcppVersion, frame: readonly unknown[]): readonly string[] => {
  const [, id, action] = frame;
  const raw = createRawJson();
  const right = payloadOf(random, responseSchema(version, String(action)));
  const result = JSON.stringify([3, id, right]);
  const part = random.next();
  if (part < 0.3) return [result];
  if (part < 0.65) {
    mutatePayload(random, right, raw);
    return [raw.stringify([3, id, right])];
  }
  if (part < 0.75)
    return [
      raw.stringify([
        4,
        id,
        random.pick(['NotImplemented', 'NotSupported', 'GenericError', 'InternalError', 'Nonsense', '']),
        hostileText(random),
        hostileValue(random, raw),
      ]),
    ];
  if (part < 0.8) return [raw.stringify([3, id, hostileValue(random, raw)])];
  if (part < 0.85) return [JSON.stringify([3, 'nobody-asked', right]), result];
  if (part < 0.9) return [result, result, JSON.stringify([4, id, 'GenericError', '', {}])];
  if (part < 0.93) return [JSON.stringify([3, id])];
  if (part < 0.96) return [JSON.stringify([4, id])];
  if (part < 0.998) return [JSON.stringify([random.pick([5, 6]), id, 'GenericError', '', {}]), result];
  return [];
};
