/** The case of an index: the same for the same seed, whatever ran before it. */
import { mutatedCall, mutatedFrame, type NamedFrame, validCall } from './frame-mutations.ts';
import { type Random, randomFor } from './random.ts';
import { mutatedSession } from './sequences.ts';
import { type TransportCase, transportCase } from './transport-cases.ts';
import type { StationKind } from './verdict.ts';

export type Case =
  | { readonly kind: 'frames'; readonly name: string; readonly texts: readonly string[] }
  | ({ readonly kind: 'transport' } & TransportCase);

const frames = (name: string, ...texts: string[]): Case => ({ kind: 'frames', name, texts });
const single = ({ name, text }: NamedFrame): Case => frames(name, text);

/** Run of unreadable frames, at the end of which the socket may be closed. */
const badRun = (random: Random, kind: StationKind, id: string): Case => {
  const count = 15 + random.int(12);
  return frames(
    'a run of bad frames',
    ...Array.from({ length: count }, (_, at) =>
      random.chance(0.97) ? '[2' : validCall(random, kind, `${id}-${at}`).text,
    ),
  );
};

const burst = (random: Random, kind: StationKind, id: string): Case =>
  frames(
    'a burst',
    ...Array.from(
      { length: 2 + random.int(60) },
      (_, at) =>
        (random.chance(0.6) ? validCall : mutatedCall)(random, kind, `${id}-${random.chance(0.1) ? 0 : at}`).text,
    ),
  );

const huge = (random: Random, kind: StationKind, id: string): Case => {
  const size = random.pick([200_000, 1_000_000, 1_048_577, 3_000_000]);
  const more = kind.version === '1.6' ? { data: 'x'.repeat(size) } : { data: { text: 'x'.repeat(size) } };
  return frames(`a frame of ${size} characters`, JSON.stringify([2, id, 'DataTransfer', { vendorId: 'v', ...more }]));
};

export const caseOf = (seed: number, index: number, kind: StationKind): Case => {
  const random = randomFor(seed, index, 1);
  const id = `c${index}`;
  const part = random.next();
  if (part < 0.08) return single(validCall(random, kind, id));
  if (part < 0.66) return single(mutatedCall(random, kind, id));
  if (part < 0.86) return single(mutatedFrame(random, kind, id));
  if (part < 0.93) return frames('a session in disorder', ...mutatedSession(random, kind, index, id));
  if (part < 0.94) return burst(random, kind, id);
  if (part < 0.943) return badRun(random, kind, id);
  if (part < 0.945) return huge(random, kind, id);
  return { kind: 'transport', ...transportCase(random, kind, id) };
};
