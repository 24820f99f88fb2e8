/**
 * Finds code that can write without saying for whom: by a committer, a station's writer or the commands' records as they
 * are. What callers ask for goes through services/audit/audited-committer.ts and stations/audited-station-writer.ts, which
 * put its entry of the audit log into the same commit.
 */

/** line: from 1. */
export type UnnamedWrite = { readonly line: number; readonly what: string };

const WAYS: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/\.commit\(/, 'commits'],
  [/\bCommitter\b/, 'takes a Committer'],
  [/\bStationWriter\b/, 'takes a StationWriter'],
  [/\bCommandRecords\b/, 'takes CommandRecords'],
];

/** Text in comments counts, too: it is cheap to say it otherwise. */
export const unnamedWritesIn = (text: string): readonly UnnamedWrite[] =>
  text
    .split('\n')
    .flatMap((line, index) =>
      WAYS.flatMap(([pattern, what]) => (pattern.test(line) ? [{ line: index + 1, what }] : [])),
    );
