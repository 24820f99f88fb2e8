/** Packs what GraphiQL is made of, on a thread of its own: 9 MB of text, of which the process keeps 2 MB. */
import { createHash } from 'node:crypto';
import { parentPort } from 'node:worker_threads';
import { gzipSync } from 'node:zlib';
import { GRAPHIQL_EXAMPLES } from './graphiql-examples.ts';

/** As the package exports it; what it renders has all of it inline, once for each request. */
type Parts = Readonly<Record<'css' | 'js' | 'editorWorkerService' | 'jsonWorker' | 'graphqlWorker', string>>;

export type Asset = { readonly name: string; readonly type: string; readonly gzipped: Uint8Array };

const HEADERS = '{\n  "Authorization": "Bearer YOUR_TOKEN"\n}';

const OPTIONS = {
  title: 'Voltgate GraphQL',
  defaultTabs: GRAPHIQL_EXAMPLES.map((query) => ({ query, headers: HEADERS })),
  defaultHeaders: HEADERS,
  // A token in the browser's storage would outlive the tab.
  shouldPersistHeaders: false,
};

const entry = new URL('./graphiql.js', import.meta.resolve('@graphql-yoga/render-graphiql'));
const parts = (await import(entry.href)) as Parts;

const assets: Asset[] = [];
const add = (kind: string, extension: string, type: string, text: string): string => {
  const hash = createHash('sha256').update(text).digest('base64url').slice(0, 16);
  const name = `${kind}-${hash}.${extension}`;
  assets.push({ name, type, gzipped: gzipSync(text) });
  return `/graphql/assets/${name}`;
};
const script = (kind: string, text: string) => add(kind, 'js', 'text/javascript; charset=utf-8', text);

/** Pressed, a tab would be drawn where it was before the letters had come, and the click would go past it. */
const TABS_STAY = '.graphiql-tab.graphiql-tab { transform: none !important; }';

const css = add('graphiql', 'css', 'text/css; charset=utf-8', `${parts.css}\n${TABS_STAY}\n`);
const js = script('graphiql', parts.js);
const workers = {
  editorWorkerService: script('editor-worker', parts.editorWorkerService),
  json: script('json-worker', parts.jsonWorker),
  graphql: script('graphql-worker', parts.graphqlWorker),
};
const start = script(
  'start',
  `const workers = ${JSON.stringify(workers)};
self.MonacoEnvironment = { globalAPI: false, getWorkerUrl: (_module, label) => workers[label] };
YogaGraphiQL.renderYogaGraphiQL(document.querySelector('#root'), ${JSON.stringify(OPTIONS)});
`,
);

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${OPTIONS.title}</title>
    <link rel="icon" href="/favicon.svg">
    <link rel="stylesheet" href="${css}">
  </head>
  <body id="body" class="no-focus-outline">
    <noscript>GraphiQL needs JavaScript.</noscript>
    <div id="root"></div>
    <script src="${js}"></script>
    <script src="${start}"></script>
  </body>
</html>
`;

parentPort?.postMessage({ page, assets });
