/** Learns stations' clocks from what they tell; nearly every message costs no write. See domain/station-clock.ts. */
import type { Station } from '../../domain/station.ts';
import {
  afterBoot,
  CLOCK_FAULT_S,
  type ClockKind,
  type ClockTrack,
  type ClockView,
  isMaterialSkew,
  newClockTrack,
  skewText,
  withProven,
  withTold,
} from '../../domain/station-clock.ts';
import type { StationInbox } from '../inbox.ts';
import type { EventMaker } from '../new-event.ts';
import type { Log } from '../ports/observing.ts';
import type { Clock } from '../ports/time.ts';
import type { StationWriter, Step } from './station-writer.ts';

export type StationClocks = Pick<StationInbox, 'clockSeen'> & {
  /** What the time of a message can be judged by. */
  readonly viewOf: (stationId: string, kind: ClockKind, receivedAt: Date, station: Station | null) => ClockView;
  /** An effect of ours has shown by how much the clock is off. */
  readonly proven: (stationId: string, kind: ClockKind, skewS: number) => void;
};

/** With and without a zone: two clocks. */
type Tracks = { readonly bootedAtMs: number | null; zoned: ClockTrack; zoneless: ClockTrack };
type Own = Exclude<ClockKind, 'ours'>;

const bootMs = (station: Station | null): number | null => station?.bootedAt?.getTime() ?? null;

/** Of the two, the one that is further off; null: none is known. */
const worst = ({ zoned, zoneless }: Tracks): number | null => {
  const [one, other] = [zoned.messages.skewS, zoneless.messages.skewS];
  if (one === null || other === null) return one ?? other;
  return Math.abs(other) > Math.abs(one) ? other : one;
};

export const createStationClocks = ({
  writer,
  events,
  problem,
  clock,
  log,
  remembered,
}: {
  readonly writer: StationWriter;
  readonly events: EventMaker;
  readonly problem: StationInbox['problem'];
  readonly clock: Clock;
  readonly log: Log;
  /** Stations whose clocks are kept in mind, those that were known first going first; their records tell them again. */
  readonly remembered: number;
}): StationClocks => {
  const known = new Map<string, Tracks>();
  /** Stations whose skew is being stored, and how often. */
  const inHand = new Map<string, number>();

  const keep = (stationId: string, tracks: Tracks): void => {
    known.set(stationId, tracks);
    const oldest = known.size > remembered ? known.keys().next().value : undefined;
    if (oldest !== undefined) known.delete(oldest);
  };

  /** Of the boot that the record tells of. Not remembered: nothing says that there was another since. */
  const tracksOf = (stationId: string, station: Station | null): Tracks => {
    const tracks = known.get(stationId);
    const bootedAtMs = bootMs(station);
    if (tracks !== undefined && (station === null || tracks.bootedAtMs === bootedAtMs)) return tracks;
    const next = begun(tracks, bootedAtMs, station?.clockSkewS ?? null);
    keep(stationId, next);
    return next;
  };

  const begun = (before: Tracks | undefined, bootedAtMs: number | null, storedS: number | null): Tracks => {
    if (before === undefined || bootedAtMs === null) {
      return { bootedAtMs, zoned: newClockTrack(storedS), zoneless: newClockTrack(storedS) };
    }
    return { bootedAtMs, zoned: afterBoot(before.zoned), zoneless: afterBoot(before.zoneless) };
  };

  const store = (stationId: string): Promise<void> =>
    writer.write<void>(stationId, async ({ station }): Promise<Step<void>> => {
      const skewS = station === null ? null : worst(tracksOf(stationId, station));
      if (station === null || skewS === null || !isMaterialSkew(station.clockSkewS, Math.round(skewS))) {
        return { change: null, answer: undefined };
      }
      const skewed = {
        ...station,
        clockSkewS: Math.round(skewS),
        version: station.version + 1,
        updatedAt: clock.now(),
      };
      const event = events.ofStation('station.updated', skewed);
      return { change: { stations: [skewed], events: [event] }, answer: undefined };
    });

  /** Whether the skew is surely none to be stored: so it is with nearly every message. */
  const isStored = (stationId: string, station: Station | null, skewS: number | null): boolean => {
    if (skewS === null) return true;
    if (inHand.has(stationId) || station === null) return false;
    return !isMaterialSkew(station.clockSkewS, Math.round(skewS));
  };

  const storeInTurn = async (stationId: string): Promise<void> => {
    inHand.set(stationId, (inHand.get(stationId) ?? 0) + 1);
    try {
      await store(stationId);
    } finally {
      const left = (inHand.get(stationId) ?? 1) - 1;
      if (left === 0) inHand.delete(stationId);
      else inHand.set(stationId, left);
    }
  };

  const learnt = (stationId: string, kind: Own, tracks: Tracks, station: Station | null): void => {
    const skewS = tracks[kind].messages.skewS;
    if (skewS !== null && Math.abs(skewS) > CLOCK_FAULT_S) {
      problem({ stationId, kind: 'clock_skewed', action: null, property: null, detail: skewText(skewS) });
    }
    if (isStored(stationId, station, worst(tracks))) return;
    storeInTurn(stationId).catch((error: unknown) => {
      log.error({ stationId, err: error }, 'station.clock_skew_not_stored');
    });
  };

  return {
    clockSeen: (stationId, stationAt, receivedAt, { kind = 'zoned', of = 'message' } = {}) => {
      if (kind === 'ours') return;
      const station = writer.remembered(stationId);
      const tracks = tracksOf(stationId, station);
      const seenS = (stationAt.getTime() - receivedAt.getTime()) / 1000;
      tracks[kind] = withTold(tracks[kind], of, seenS, receivedAt);
      learnt(stationId, kind, tracks, station);
    },
    viewOf: (stationId, kind, receivedAt, station) => {
      const own = kind === 'ours' ? null : tracksOf(stationId, station)[kind].messages;
      // What the message itself has just told says nothing of it.
      const earlier = own?.candidate != null && own.candidate.at < receivedAt ? own.candidate : null;
      return {
        kind,
        receivedAt,
        skewS: own?.skewS ?? null,
        toldS: earlier?.skewS ?? own?.formerS ?? null,
        bootedAt: station?.bootedAt ?? null,
        connectedAt: station?.connectedAt ?? null,
        disconnectedAt: station?.disconnectedAt ?? null,
      };
    },
    proven: (stationId, kind, skewS) => {
      if (kind === 'ours') return;
      const station = writer.remembered(stationId);
      const tracks = tracksOf(stationId, station);
      tracks[kind] = withProven(tracks[kind], skewS);
      learnt(stationId, kind, tracks, station);
    },
  };
};
