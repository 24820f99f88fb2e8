/**
 * Takes what goes between stations and the gateway into the message log, in groups and behind everything else: it never
 * waits, holds no more than is said here, and what does not fit is counted and shown as a gap.
 */
import { withoutSecrets } from '../../domain/message-secrets.ts';
import type { OcppMessage } from '../../domain/ocpp-message.ts';
import type { MessageLogStore } from '../ports/message-log.ts';
import type { Log, Metrics } from '../ports/observing.ts';
import type { Clock, NewId } from '../ports/time.ts';

/** A frame as the edge tells of it. text null: binary. */
export type FrameNews = Omit<OcppMessage, 'id' | 'isCut' | 'dropped' | 'direction'> & {
  readonly direction: NonNullable<OcppMessage['direction']>;
};

/** What the stations' edge tells its frames to. */
export type FrameLog = {
  /** Whether there is a log at all: who would have to make something for it can spare that. */
  readonly isOn: boolean;
  readonly frame: (news: FrameNews) => void;
};

export const NO_FRAME_LOG: FrameLog = { isOn: false, frame: () => undefined };

export type MessageRecorder = FrameLog & {
  /** Resolves when all that was told before is in the log, or was given up. */
  readonly flush: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const AFTER_MS = 100;
/** Rows of one write. */
const AT_ONCE = 500;
const MOST_WAITING = 20_000;
const MOST_CHARACTERS = 16 * 1024 * 1024;
/** Of one frame. */
const LONGEST_TEXT = 8_192;
const MOST_GAPS = 10_000;

export const createMessageRecorder = ({
  store,
  clock,
  newId,
  log,
  metrics,
  mostWaiting = MOST_WAITING,
}: {
  readonly store: Pick<MessageLogStore, 'appendMessages'>;
  /** Of the waiting between writes. */
  readonly clock: Clock;
  readonly newId: NewId;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly mostWaiting?: number;
}): MessageRecorder => {
  let waiting: OcppMessage[] = [];
  let characters = 0;
  let cancel: (() => void) | null = null;
  let writing: Promise<void> | null = null;
  const gaps = new Map<string, { readonly at: Date; dropped: number }>();
  metrics.gauge('ocpp_log_waiting', () => waiting.length);

  const remember = (stationId: string, at: Date, dropped: number): void => {
    const gap = gaps.get(stationId);
    if (gap !== undefined) gap.dropped += dropped;
    else if (gaps.size < MOST_GAPS) gaps.set(stationId, { at, dropped });
  };
  const drop = (stationId: string, at: Date): void => {
    metrics.count('ocpp_log_dropped_total');
    remember(stationId, at, 1);
  };

  const takeGaps = (): readonly OcppMessage[] => {
    if (gaps.size === 0) return [];
    const rows = [...gaps].map(
      ([stationId, { at, dropped }]): OcppMessage => ({
        id: newId(),
        stationId,
        at,
        direction: null,
        kind: 'GAP',
        version: null,
        messageId: null,
        action: null,
        text: null,
        isCut: false,
        latencyMs: null,
        errorCode: null,
        commandId: null,
        transactionId: null,
        dropped,
      }),
    );
    gaps.clear();
    return rows;
  };

  const append = async (rows: readonly OcppMessage[]): Promise<void> => {
    try {
      await store.appendMessages(rows);
    } catch (error) {
      log.warn({ err: error, frames: rows.length }, 'ocpp_log.not_stored');
      for (const { stationId, at, dropped, kind } of rows)
        if (kind === 'GAP') remember(stationId, at, dropped);
        else drop(stationId, at);
    }
  };

  const write = async (): Promise<void> => {
    while (waiting.length > 0) {
      const taken = waiting;
      waiting = [];
      characters = 0;
      for (let from = 0; from < taken.length; from += AT_ONCE) await append(taken.slice(from, from + AT_ONCE));
    }
    // Told once that the log takes rows again; what fails now is counted anew.
    const lost = takeGaps();
    if (lost.length > 0) await append(lost);
  };

  const begin = (): Promise<void> => {
    cancel?.();
    cancel = null;
    writing ??= write().finally(() => {
      writing = null;
      if (waiting.length > 0) plan();
    });
    return writing;
  };

  const plan = (): void => {
    cancel ??= clock.after(AFTER_MS, () => void begin());
  };

  const flush = async (): Promise<void> => {
    // One may be at its end when more has come.
    if (writing !== null) await writing;
    if (waiting.length > 0 || gaps.size > 0) await begin();
  };

  return {
    isOn: true,
    frame: (news) => {
      const length = news.text?.length ?? 0;
      if (waiting.length >= mostWaiting || characters + length > MOST_CHARACTERS) {
        drop(news.stationId, news.at);
        return;
      }
      const clean = news.text === null ? null : withoutSecrets(news.text);
      const isCut = clean !== null && clean.length > LONGEST_TEXT;
      characters += length;
      waiting.push({ ...news, id: newId(), text: isCut ? clean.slice(0, LONGEST_TEXT) : clean, isCut, dropped: 0 });
      if (cancel === null && writing === null) plan();
    },
    flush,
    close: async () => {
      cancel?.();
      cancel = null;
      await flush();
    },
  };
};
