/** What opens commands: which of them, each type says. */
export const CONTROL = ['sessions:control', 'stations:control', 'charging:control'] as const satisfies readonly [
  string,
  ...string[],
];
