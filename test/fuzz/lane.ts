/** One bad station: takes its cases one after the other, and holds every answer against the verdict. */

import { SUBPROTOCOLS } from '../contracts/support/strict-station.ts';
import { type Case, caseOf } from './cases.ts';
import { cutAll, type Findings } from './findings.ts';
import { type Fault, judgeAnswers } from './judge-answers.ts';
import { answersTo } from './outbound-answers.ts';
import { type Random, randomFor } from './random.ts';
import { shrink } from './shrink.ts';
import { type Frame, openStationLink, type StationLink } from './station-link.ts';
import { expectationOf, outboundFault, type StationKind } from './verdict.ts';

/** A case must be through in this time; the healthy stations have a narrower one. */
const PATIENCE_MS = 30_000;
/** docs/ocpp.md: the longest run of unreadable frames, and the largest frame. */
const BAD_RUN = 20;
const LARGEST_FRAME = 1024 * 1024;

export type LaneStation = StationKind & { readonly id: string };
export type LaneCounts = {
  cases: number;
  frames: number;
  bytes: number;
  answers: number;
  calls: number;
  reconnects: number;
};

export type Lane = {
  readonly station: LaneStation;
  readonly run: (index: number) => Promise<void>;
  /** The smallest frame with the same fault; null when the case is not one frame. */
  readonly smallest: (index: number, fault: string) => Promise<string | null>;
  readonly close: () => void;
};

export const boot = (version: StationKind['version']): object =>
  version === '1.6'
    ? { chargePointVendor: 'Fuzz', chargePointModel: 'F1' }
    : { reason: 'PowerUp', chargingStation: { vendorName: 'Fuzz', model: 'F1' } };

/** Why the socket may have been closed by this case; the code that was expected, if any. */
const allowedCloses = (texts: readonly string[], bad: number): readonly number[] => [
  ...(bad >= BAD_RUN ? [1008] : []),
  ...(texts.some((text) => Buffer.byteLength(text) > LARGEST_FRAME) ? [1009] : []),
];

export const openLane = async (
  place: { readonly stationsUrl: string; readonly port: number },
  station: LaneStation,
  { seed, findings, counts }: { readonly seed: number; readonly findings: Findings; readonly counts: LaneCounts },
): Promise<Lane> => {
  const { version, id: stationId } = station;
  let link: StationLink | null = null;
  let current = -1;
  let texts: readonly string[] = [];
  let calls = 0;
  let barriers = 0;
  /** The socket may be closed for it at any time from then on. */
  let answeredTooMuch = false;
  const asked = new Set<string>();

  const found = (name: string, fault: string, answers: readonly Frame[] = []): void =>
    findings.add({
      index: current,
      name: `${version} ${station.validation} ${station.registration}: ${name}`,
      fault,
      frames: cutAll(texts),
      answers: cutAll(answers.map((frame) => JSON.stringify(frame))),
    });

  const onCall = (frame: Frame, over: StationLink): void => {
    const messageId = String(frame[1]);
    if (frame[0] === 5) {
      if (version !== '2.1' || !asked.has(messageId))
        found('CALLRESULTERROR', 'a CALLRESULTERROR for no answer of ours', [frame]);
      return;
    }
    counts.calls += 1;
    calls += 1;
    const fault = outboundFault(version, frame);
    if (fault !== null) found('a call of the gateway', `it fails its own schema: ${fault}`, [frame]);
    asked.add(messageId);
    for (const oldest of asked) if (asked.size > 1_000) asked.delete(oldest);
    const random: Random = randomFor(seed, calls, 7);
    for (const text of answersTo(random, version, frame)) {
      if (Buffer.byteLength(text) > LARGEST_FRAME) answeredTooMuch = true;
      if (over.isOpen()) over.send(text);
    }
  };

  const opened = async (): Promise<StationLink> => {
    if (link?.isOpen() === true) return link;
    counts.reconnects += 1;
    answeredTooMuch = false;
    link = await openStationLink(place.stationsUrl, station, onCall);
    const id = `boot-${counts.reconnects}`;
    link.send(JSON.stringify([2, id, 'BootNotification', boot(version)]));
    if (!(await link.answered(id, PATIENCE_MS))) found('boot', 'a right BootNotification was not answered');
    link.take();
    return link;
  };

  /** What is wrong with what came back for these texts. */
  const say = async (said: readonly string[]): Promise<readonly Fault[]> => {
    const over = await opened();
    let run = 0;
    let bad = 0;
    for (const text of said) {
      counts.frames += 1;
      counts.bytes += Buffer.byteLength(text);
      over.send(text);
      // Frames whose ids or lengths are wrong are as unreadable as others.
      const readable = expectationOf(station, text).kind === 'answer' && /^\s*\[2,"/.test(text);
      run = readable && !text.startsWith('[2"') ? 0 : run + 1;
      bad = Math.max(bad, run);
    }
    barriers += 1;
    const barrier = `barrier-${barriers}`;
    if (over.isOpen()) over.send(JSON.stringify([2, barrier, 'Heartbeat', {}]));
    const through = await over.answered(barrier, PATIENCE_MS);
    const frames = over.take();
    counts.answers += frames.length;
    const answers = frames.filter((frame) => frame[1] !== barrier);
    // An answer of ours of a kind that the version does not know is refused under the id of the gateway's call.
    const faults = judgeAnswers(station, said, answers, !through).filter(
      (fault) => !fault.answers.some(([, id]) => asked.has(String(id))),
    );
    if (through) return faults;
    link = null;
    const code = over.closeCode();
    if (code === null) {
      over.close();
      return [...faults, { fault: `a Heartbeat behind it was not answered within ${PATIENCE_MS} ms`, answers: [] }];
    }
    return allowedCloses(said, bad).includes(code) || (code === 1009 && answeredTooMuch)
      ? faults
      : [...faults, { fault: `the socket was closed with ${code}`, answers: [] }];
  };

  const runFrames = async (made: Extract<Case, { kind: 'frames' }>): Promise<void> => {
    texts = made.texts;
    for (const { fault, answers } of await say(texts)) found(made.name, fault, answers);
  };

  const runTransport = async (made: Extract<Case, { kind: 'transport' }>): Promise<void> => {
    texts = [];
    counts.frames += 1;
    const late = Promise.withResolvers<string>();
    const timer = setTimeout(() => late.resolve(`nothing came of it within ${PATIENCE_MS} ms`), PATIENCE_MS);
    const fault = await Promise.race([
      made.run({ port: place.port, stationId: `${stationId}-RAW`, subprotocol: SUBPROTOCOLS[version] }),
      late.promise,
    ]);
    clearTimeout(timer);
    if (fault !== null) found(made.name, fault);
  };

  return {
    station,
    run: async (index) => {
      current = index;
      counts.cases += 1;
      const made = caseOf(seed, index, station);
      if (made.kind === 'transport') await runTransport(made);
      else await runFrames(made);
    },
    smallest: async (index, fault) => {
      const made = caseOf(seed, index, station);
      const [text, ...more] = made.kind === 'frames' ? made.texts : [];
      if (text === undefined || more.length > 0) return null;
      return shrink(text, async (candidate) => (await say([candidate])).some((found) => found.fault === fault));
    },
    close: () => link?.close(),
  };
};
