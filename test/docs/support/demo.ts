/** The demo, read as its user reads it. */
import { type Program, runProgram } from './program.ts';

export type Demo = Program & {
  readonly url: string;
  readonly secretOf: (clientId: string) => string;
  /** The two lines to paste. */
  readonly startLine: string;
  readonly watchLine: string;
  /** The access token in those lines. */
  readonly token: string;
};

const found = (text: string, pattern: RegExp): string => {
  const match = pattern.exec(text)?.[1];
  if (match === undefined) throw new Error(`The demo did not print ${pattern}:\n${text}`);
  return match;
};

export const runDemo = async (dataDir: string, environment: Readonly<Record<string, string>> = {}): Promise<Demo> => {
  const program = runProgram([process.execPath, 'src/demo/main.ts'], { PORT: '0', DATA_DIR: dataDir, ...environment });
  await program.printed(/Ctrl-C ends it\./);
  const text = program.stdout();
  return {
    ...program,
    url: found(text, /^ {2}GraphQL +(http:\S+)\/graphql$/m),
    secretOf: (clientId) => found(text, new RegExp(`^ {2}${clientId} +(\\S+) `, 'm')),
    startLine: found(text, /^(curl .*START_SESSION.*)$/m),
    watchLine: found(text, /^(curl .*status=ACTIVE.*)$/m),
    token: found(text, /Authorization: Bearer ([^']+)'/),
  };
};
