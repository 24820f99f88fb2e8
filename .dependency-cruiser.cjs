/** The import rules of the tree: domain <- services <- edges; adapters implement services/ports/. */
const edges = ['ocpp', 'graphql', 'rest', 'oauth', 'console', 'ocpi', 'openadr', 'webhooks', 'mcp', 'pages'];
const adapters = ['store', 'queue', 'events', 'limits', 'cluster', 'redis', 'observe', 'outbound'];

const edgeRules = edges.map((edge) => ({
  name: `edge-${edge}`,
  comment: 'Edges see the services and the domain, never each other or an adapter.',
  severity: 'error',
  from: { path: `^src/${edge}/` },
  to: { path: '^src/', pathNot: [`^src/${edge}/`, '^src/services/', '^src/domain/'] },
}));

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'not-found', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'domain-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { path: '^src/', pathNot: '^src/domain/' },
    },
    {
      name: 'domain-is-pure',
      comment: 'Pure rules need no driver, no socket, no clock.',
      severity: 'error',
      from: { path: '^src/domain/' },
      to: { dependencyTypes: ['npm', 'core'], pathNot: ['^(node:)?crypto$'] },
    },
    {
      name: 'services-import-domain-only',
      severity: 'error',
      from: { path: '^src/services/' },
      to: { path: '^src/', pathNot: ['^src/services/', '^src/domain/'] },
    },
    ...edgeRules,
    {
      name: 'adapters-see-ports',
      comment: 'queue/embedded lives in the file of store/sqlite, and redis/ opens connections for all; otherwise adapters do not know each other.',
      severity: 'error',
      from: { path: `^src/(${adapters.join('|')})/` },
      to: {
        path: '^src/',
        pathNot: ['^src/$1/', '^src/services/', '^src/domain/', '^src/store/sqlite/', '^src/redis/'],
      },
    },
    {
      name: 'drivers-stay-in-adapters',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(store|queue|events|limits|cluster|redis)/' },
      to: { path: '^((node:)?sqlite$|node_modules/(mongoose|mongodb|bullmq|ioredis)/)' },
    },
    {
      name: 'newer-versions-see-older-ones-only',
      severity: 'error',
      from: { path: '^src/ocpp/v16/' },
      to: { path: '^src/ocpp/(v201|v21)/' },
    },
    {
      name: 'v201-does-not-see-v21',
      severity: 'error',
      from: { path: '^src/ocpp/v201/' },
      to: { path: '^src/ocpp/v21/' },
    },
    {
      name: 'the-simulator-is-a-stranger',
      comment: 'It plays a station that others wrote: it may not share code, and so mistakes, with the gateway.',
      severity: 'error',
      from: { path: '^src/simulator/' },
      to: { path: '^src/', pathNot: '^src/simulator/' },
    },
    {
      name: 'only-the-composition-sees-parts',
      comment: 'What is composed knows nothing of what it is a part of.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(app\\.ts$|parts/|backends/)' },
      to: { path: '^src/parts/' },
    },
    {
      name: 'only-the-composition-imports-everything',
      severity: 'error',
      from: { path: '^src/(config)\\.ts$' },
      to: { path: '^src/', pathNot: '^src/(domain|config)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
