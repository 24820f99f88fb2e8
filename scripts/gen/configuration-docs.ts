/** docs/configuration.md: every setting, from src/config.ts. */
import { SETTINGS } from '../../src/config.ts';
import type { Generator } from './generator.ts';

const INTRODUCTION = `# Configuration

<!-- Made by \`npm run gen\` from src/config.ts. -->

Settings are environment variables, read once at the start. All are optional; an empty one counts as not set. A bad one
stops the start, with one message that names every fault. \`npm run demo\` takes them too; it keeps its data in
\`DATA_DIR/demo\`, and logs from \`warn\` up unless \`LOG_LEVEL\` says otherwise.

\`\`\`sh
PORT=9000 DATA_DIR=/var/lib/voltgate npm start
\`\`\`

| setting | default | meaning |
|---|---|---|
`;

export const configurationDocs: Generator = async () => {
  const rows = Object.entries(SETTINGS).map(([name, { initial, means }]) => {
    const value = initial === null || initial === '' ? '' : `\`${initial}\``;
    return `| \`${name}\` | ${value} | ${means} |\n`;
  });
  return new Map([['docs/configuration.md', INTRODUCTION + rows.join('')]]);
};
