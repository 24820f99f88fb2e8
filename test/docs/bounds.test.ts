/** The table of bounds tells of metrics that are there, and of every metric that shows a bound. */
import { describe, expect, it } from 'vitest';
import { METRICS, type MetricDeclaration } from '../../src/observe/metric-table.ts';
import { DEFAULT_STATION_SERVER_OPTIONS } from '../../src/ocpp/server/options.ts';
import { DEFAULT_OUTBOUND_OPTIONS } from '../../src/outbound/outbound.ts';
import { BODY_WITHIN_MS } from '../../src/services/body-time.ts';
import { MOST_WAITING } from '../../src/services/commands/room.ts';
import { MAX_BEHIND } from '../../src/services/event-fan-out.ts';
import { MOST_STREAMS } from '../../src/services/events.ts';
import { type Bounds, IN_WORK, READING, WAITING } from '../../src/services/request-gate.ts';
import { MOST_FAILURES } from '../../src/services/secret-guesses.ts';
import { sectionOf } from './support/documents.ts';

type Row = { readonly what: string; readonly bound: string; readonly fill: string; readonly reached: string };

const section = sectionOf('docs/operations.md', 'Bounds');
const rows: readonly Row[] = section
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| what '))
  .map((line) => {
    const [what = '', bound = '', , fill = '', reached = ''] = line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim());
    return { what, bound, fill, reached };
  });
const namesIn = (text: string): readonly string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);

const declared: Readonly<Record<string, MetricDeclaration>> = METRICS;
const typesOf = (names: readonly string[]) => names.map((name) => [name, declared[name]?.type]);

describe('the bounds in docs/operations.md', () => {
  it('are there', () => {
    expect(rows.length).toBeGreaterThan(20);
  });

  it.each(rows)('$what: has metrics that exist, gauges for what fills it and counters for what reaches it', (row) => {
    const [fill, reached] = [namesIn(row.fill), namesIn(row.reached)];
    expect(fill.length + reached.length).toBeGreaterThan(0);
    expect(typesOf(fill)).toEqual(fill.map((name) => [name, 'gauge']));
    expect(typesOf(reached)).toEqual(reached.map((name) => [name, 'counter']));
  });

  it('name every metric of a refusal, a pause or a cut, and every gauge of what waits', () => {
    const named = new Set(namesIn(section));
    const ofBounds = Object.keys(declared).filter((name) =>
      /_(refused|cut|overflown|timed_out|paused|limited)_total$|_waiting(_bytes|_characters)?$|_(unsent|unread)_bytes$/.test(
        name,
      ),
    );
    expect(ofBounds.filter((name) => !named.has(name))).toEqual([]);
  });

  it('say the numbers that the code has', () => {
    const {
      admissionsAtOnce,
      admissionsWaiting,
      admissionTimeoutMs,
      handlerTimeoutMs,
      maxQueuedCalls,
      maxQueuedMessages,
      badFramesBeforeClose,
    } = DEFAULT_STATION_SERVER_OPTIONS;
    const boundOf = (start: string): string => rows.find(({ what }) => what.startsWith(start))?.bound ?? '';
    const told = (value: number): string => value.toLocaleString('en');
    expect(boundOf('handshakes of stations')).toBe(`${admissionsAtOnce}, each for ${admissionTimeoutMs / 1000} s`);
    expect(boundOf('handshakes that wait')).toBe(`${told(admissionsWaiting)}, each for ${admissionTimeoutMs / 1000} s`);
    expect(boundOf('unreadable frames')).toBe(`${badFramesBeforeClose}`);
    expect(boundOf("a station's messages")).toBe(`${maxQueuedMessages}, and 1 MiB`);
    expect(boundOf('the time of one message')).toBe(`${handlerTimeoutMs / 1000} s`);
    expect(boundOf('CALLs that wait')).toMatch(new RegExp(`^${maxQueuedCalls},`));
    expect(boundOf('commands that wait for one')).toBe(told(MOST_WAITING));
    const shares = ({ inAll, ofClient, ofNetwork }: Bounds): string =>
      `${told(inAll)}; ${ofClient} of a client, ${ofNetwork} of an address`;
    expect(boundOf('requests to the APIs')).toBe(`${shares(IN_WORK)}, ${IN_WORK.ofStranger} of one without a token`);
    expect(boundOf('bodies that are on')).toBe(
      `${shares(READING)}, ${READING.ofStranger} of one without a token; each ${BODY_WITHIN_MS / 1000} s`,
    );
    expect(boundOf('requests that wait')).toBe(shares(WAITING));
    expect(boundOf('wrong credentials')).toBe(
      `${MOST_FAILURES.ofAddress} of an address (${MOST_FAILURES.ofSite} of an IPv6 /48), ${MOST_FAILURES.ofClientAtAddress} of a client there; 1 while ${MOST_FAILURES.ofClient} an hour are of it`,
    );
    expect(boundOf('events that wait')).toBe(told(MAX_BEHIND));
    const { bounds, connectMs } = DEFAULT_OUTBOUND_OPTIONS;
    expect(boundOf('requests to addresses')).toBe(
      `${bounds.perKey} for a host, ${bounds.inAll} in all; each for 15 s, ${connectMs / 1000} s to connect, and 1 MiB of answer`,
    );
    expect(boundOf('such requests that wait')).toBe(
      `${bounds.waitingPerKey} for a host, ${told(bounds.waitingInAll)} in all`,
    );
    expect(boundOf('event streams')).toMatch(new RegExp(`^${told(MOST_STREAMS)} of a client`));
  });
});
