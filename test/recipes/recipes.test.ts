/** What comes often is added in a copy of the tree as docs/recipes say: in so many files, and no line is forgotten unseen. */
import { cp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWithMongo, mongoUrl } from '../support/services.ts';
import { createCompiler } from './compiler.ts';
import { follow, RECIPES, type Recipe } from './recipes.ts';
import { changedBetween, copyTree, edit, type Files, filesOf, ROOT, run } from './tree.ts';

const SLOWEST_MS = 300_000;

const COMMAND = 'src/domain/commands/reserve-now.ts';
const MUTATIONS = 'src/graphql/resolvers/station-command.ts';
const EVENT = 'src/domain/event.ts';
const V16 = 'src/ocpp/v16/index.ts';
const V201 = 'src/ocpp/v201/index.ts';

const own = (name: string) => fileURLToPath(new URL(name, import.meta.url));

describeWithMongo('the recipes', () => {
  let tree: string;
  let before: Files;
  let after: Files;
  let compiler: ReturnType<typeof createCompiler>;
  const changed = new Map<Recipe, readonly string[]>();

  beforeAll(async () => {
    before = await filesOf(ROOT);
    tree = await copyTree();
    let last = before;
    for (const recipe of Object.values<Recipe>(RECIPES)) {
      await follow(tree, recipe);
      const now = await filesOf(tree);
      changed.set(recipe, changedBetween(last, now));
      last = now;
    }
    const made = await run(tree, ['scripts/gen.ts']);
    expect(made, made.said).toMatchObject({ code: 0 });
    after = await filesOf(tree);
    for (const name of ['kind', 'gateway']) await cp(own(`proofs/${name}.ts.txt`), join(tree, `test/${name}.ts`));
    await cp(own('proofs/vitest.config.ts.txt'), join(tree, 'alone.config.ts'));
    compiler = createCompiler(tree, ['src', 'test/kind.ts', 'test/gateway.ts']);
  }, SLOWEST_MS);
  afterAll(() => rm(tree, { recursive: true }));

  const wasIn = (path: string): Readonly<Record<string, string>> => ({ [path]: before.get(path) ?? '' });
  const without = (path: string, line: RegExp | string): Readonly<Record<string, string>> => {
    const text = after.get(path) ?? '';
    const less = text.replace(line, '');
    expect(less).not.toBe(text);
    return { [path]: less };
  };

  it.each([
    ['kind', 2],
    ['apiWrite', 2],
    ['command', 6],
    ['eventType', 2],
    ['message', 3],
    ['quirk', 3],
    ['subscriber', 2],
  ] as const)('%s: %i files', (name, count) => {
    const recipe: Recipe = RECIPES[name];
    expect(changed.get(recipe)).toEqual([...recipe.added, ...Object.keys(recipe.lines)].toSorted());
    expect(changed.get(recipe)).toHaveLength(count);
  });

  it('ask for nothing else, contracts and what is made of them apart', () => {
    expect(changedBetween(before, after)).toEqual([...new Set([...changed.values()].flat())].toSorted());
  });

  it('are told in lines of at most 120 characters', () => {
    const told = [...before]
      .filter(([path]) => path.startsWith('docs/recipes/'))
      .flatMap(([, text]) => text.split('\n'));
    expect(told.length).toBeGreaterThan(20);
    expect(told.filter((line) => line.length > 120)).toEqual([]);
  });

  it('compile', () => expect(compiler.faults()).toEqual([]), SLOWEST_MS);

  type Changes = Readonly<Record<string, string>>;
  it.each<readonly [what: string, path: string, says: string, changes: () => Changes]>([
    ['the kind has no line', 'test/kind.ts', 'tariffs', () => wasIn('src/domain/kinds/kinds.ts')],
    [
      'the kind does not say what the audit log keeps',
      'src/domain/kinds/tariff.ts',
      "'audit' is missing",
      () => without('src/domain/kinds/tariff.ts', /^ {2}audit: [\s\S]*?^ {2}\},\n/m),
    ],
    [
      'a field of the kind may be a secret',
      'src/domain/kinds/tariff.ts',
      "'name' is missing",
      () => without('src/domain/kinds/tariff.ts', /^ {6}name: 'shown',\n/m),
    ],
    [
      'the write has no name',
      'src/services/put-tariff.ts',
      'tariff.put',
      () => wasIn('src/services/audit/operations.ts'),
    ],
    [
      'the write names nobody',
      'src/services/put-tariff.ts',
      'Expected 2 arguments',
      () => without('src/services/put-tariff.ts', "{ caller, operation: 'tariff.put' }, "),
    ],
    ['the command has no line', V16, 'RESERVE_NOW', () => wasIn('src/domain/commands/commands.ts')],
    ['the command has no permission', COMMAND, "'scope' is missing", () => without(COMMAND, /^ {2}scope: .*\n/m)],
    [
      'the command has no check',
      COMMAND,
      "'check' is missing",
      () => without(COMMAND, /^ {2}check: [\s\S]*?^ {2}\],\n/m),
    ],
    ['the command has no effect', COMMAND, "'effect' is missing", () => without(COMMAND, /^ {2}effect: .*\n/m)],
    ['the command is not in openapi/', 'src/rest/command.ts', 'RESERVE_NOW', () => wasIn('src/rest/openapi.gen.ts')],
    ['the command has no mutation', MUTATIONS, 'reserveNow', () => wasIn('src/graphql/schema.gen.ts')],
    [
      'the event has no audience',
      EVENT,
      'audience',
      () => without(EVENT, /(?<='station.reserved': .*)audience: 'raw', /),
    ],
    [
      'the event says no scope',
      EVENT,
      'readBy',
      () => without(EVENT, /(?<='station.reserved': .*)readBy: \[\['stations:read'\]\], /),
    ],
    [
      'the event has no line in the table',
      EVENT,
      'reserved',
      () => without(EVENT, /^ {2}'station.reserved': .*'raw'.*\n/m),
    ],
    ['the event has no outside', 'src/rest/event.ts', 'reserved', () => wasIn('src/rest/event.ts')],
    ['the message is passed on, too', V201, 'PublishFirmware', () => wasIn('src/ocpp/v201/inbound/passed-on.ts')],
  ])(
    'do not compile when %s',
    (_, path, says, changes) => expect(compiler.faultsIn(path, changes()).join('\n')).toContain(says),
    SLOWEST_MS,
  );

  it(
    'fit the contracts, whose test names the command that does not',
    async () => {
      const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
      const test = () => run(tree, [vitest, 'run', '--no-color', '--config', 'alone.config.ts', '-t', 'RESERVE_NOW']);
      const fits = await test();
      expect(fits, fits.said).toMatchObject({ code: 0 });
      expect(fits.said).toContain('3 passed');

      const served = 'openapi/voltgate.json';
      await edit(tree, served, [
        [/(?<="operationId": "reserveNow",[\s\S]*?)stations:control/, () => 'sessions:control'],
      ]);
      const differs = await test();
      await writeFile(join(tree, served), after.get(served) ?? '');
      expect(differs.code).not.toBe(0);
      expect(differs.said).toContain('RESERVE_NOW > is asked for by its own path, with its scope');
    },
    SLOWEST_MS,
  );

  it(
    'become what was meant: the captured frames of the quirk, and of no other product',
    async () => {
      const vitest = join(ROOT, 'node_modules/vitest/vitest.mjs');
      const test = () =>
        run(tree, [
          vitest,
          'run',
          '--no-color',
          '--reporter=verbose',
          '--config',
          'alone.config.ts',
          '-t',
          'vendor quirks',
        ]);
      const fits = await test();
      expect(fits, fits.said).toMatchObject({ code: 0 });
      expect(fits.said).toContain('acme: each captured frame becomes what was meant');

      const captured = 'test/field/quirks/acme.json';
      await edit(tree, captured, [['"connectorId": 1', () => '"connectorId": 2']]);
      const differs = await test();
      await writeFile(join(tree, captured), after.get(captured) ?? '');
      expect(differs.code).not.toBe(0);
      expect(differs.said).toContain('acme: each captured frame becomes what was meant');
    },
    SLOWEST_MS,
  );

  it(
    'hold on both stores and in the copy between them: the kind',
    async () => {
      const proven = await run(tree, ['test/kind.ts'], { PROOF_MONGO: mongoUrl(), PROOF_COPY: mongoUrl() });
      expect(proven, proven.said).toMatchObject({ code: 0 });
      expect(proven.said).toContain('proven: sqlite mongo copy');
    },
    SLOWEST_MS,
  );

  it(
    'hold in a gateway with stations: the command, the event, the message and the subscriber',
    async () => {
      const proven = await run(tree, ['test/gateway.ts']);
      expect(proven, proven.said).toMatchObject({ code: 0 });
      expect(proven.said).toContain('proven: command event message subscriber');
    },
    SLOWEST_MS,
  );
});
