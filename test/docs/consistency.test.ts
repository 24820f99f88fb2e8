/** What the documents name is there, and what is there is named. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { SETTINGS } from '../../src/config.ts';
import { SCOPES } from '../../src/domain/access.ts';
import { COMMAND_STATUSES } from '../../src/domain/command.ts';
import { COMMAND_TYPES } from '../../src/domain/commands/commands.ts';
import { SANDBOX_ACTION_NAMES } from '../../src/domain/sandbox-actions/actions.ts';
import { USAGE } from '../../src/simulator/cli-options.ts';
import { noFaults } from '../../src/simulator/faults.ts';
import { RECIPES, type Recipe } from '../recipes/recipes.ts';
import { DOCUMENTS, RECIPE_DOCUMENTS, sectionOf, shellBlocks, textOf } from './support/documents.ts';
import { ROOT } from './support/program.ts';

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** As GitHub makes them. */
const anchorsOf = (text: string): ReadonlySet<string> =>
  new Set(
    [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );

const firstCells = (section: string): readonly string[] =>
  [...section.matchAll(/^\| (`.*?) \|/gm)].map(([, cell = '']) => cell);

/** `A`, `B` → A and B. */
const codesIn = (texts: readonly string[]): readonly string[] =>
  texts.flatMap((text) => [...text.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code));

/** Made by whoever follows them. */
const madeByRecipes = new Set(Object.values<Recipe>(RECIPES).flatMap(({ added }) => added));

describe.each([...DOCUMENTS, ...RECIPE_DOCUMENTS])('%s', (document) => {
  const text = textOf(document);

  it('links to what is there', () => {
    const broken = [...text.matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target = '']) => target)
      .filter((target) => !/^[a-z]+:/.test(target))
      .filter((target) => {
        const [path = '', anchor] = target.split('#', 2);
        const file = path === '' ? document : join(dirname(document), path);
        if (!existsSync(join(ROOT, file))) return true;
        return anchor !== undefined && !anchorsOf(read(file)).has(anchor);
      });
    expect(broken).toEqual([]);
  });

  it('names files that are there', () => {
    const named = codesIn([text]).filter((code) => /^(src|test|docs|scripts|openapi|webhooks)\/[\w./-]*$/.test(code));
    const isRecipe = RECIPE_DOCUMENTS.includes(document);
    const missing = named.filter((path) => !existsSync(join(ROOT, path)));
    expect(missing.filter((path) => !isRecipe || !madeByRecipes.has(path))).toEqual([]);
  });

  it('has prose of at most 120 characters a line', () => {
    // A row of a table cannot be broken; errors.md and events.md hold little else.
    const long = text.split('\n').filter((line) => line.length > 120 && !/^ *[|│]/.test(line));
    if (!['docs/errors.md', 'docs/events.md'].includes(document)) expect(long).toEqual([]);
  });
});

describe('the documents', () => {
  it('name every npm script, and no other', () => {
    const scripts = Object.keys((JSON.parse(read('package.json')) as { readonly scripts: object }).scripts);
    const named = codesIn(firstCells(sectionOf('README.md', 'Commands'))).map(
      (line) => /^npm (?:run )?([\w:]+)/.exec(line)?.[1],
    );
    expect(named.sort()).toEqual(scripts.sort());
    const anywhere = DOCUMENTS.flatMap((document) => [...textOf(document).matchAll(/npm run (\w+)/g)]);
    expect(anywhere.map(([, name = '']) => name).filter((name) => !scripts.includes(name))).toEqual([]);
  });

  it('name every setting, and no other', () => {
    expect(codesIn(firstCells(textOf('docs/configuration.md')))).toEqual(Object.keys(SETTINGS));
    const words = /`([A-Z]+(?:_[A-Z]+)+)(?:=[^`]*)?`/g;
    const settings = Object.keys(SETTINGS);
    // What tests take (MONGO_SERVER chooses among their servers); the gateway knows nothing of it.
    const known: readonly string[] = [
      ...settings,
      'MONGO_SERVER',
      'MADE_UP_EACH',
      'MADE_UP_SEED',
      ...COMMAND_TYPES,
      ...COMMAND_STATUSES,
      ...SANDBOX_ACTION_NAMES,
    ];
    const strange = DOCUMENTS.flatMap((document) => [...textOf(document).matchAll(words)])
      .map(([, word = '']) => word)
      .filter((word) => !known.includes(word));
    expect(strange).toEqual([]);
  });

  it('name every scope that opens something', () => {
    const described = parse(read('openapi/voltgate.yaml')) as { readonly paths: object };
    const used = new Set(SCOPES.filter((scope) => JSON.stringify(described.paths).includes(`"${scope}"`)));
    const named = codesIn(firstCells(sectionOf('docs/api.md', 'Access')));
    expect([...named].sort()).toEqual([...used].sort());
  });

  it('name every command', () => {
    expect([...codesIn(firstCells(sectionOf('docs/api.md', 'Commands')))].sort()).toEqual([...COMMAND_TYPES].sort());
  });

  it('name every option of the simulator, and every fault', () => {
    const options = (text: string) => [
      ...new Set([...text.matchAll(/(?<!\w)--([a-z][a-z-]*)/g)].map(([, name]) => name)),
    ];
    const table = firstCells(sectionOf('docs/simulator.md', 'On the command line')).join(' ');
    expect(options(table)).toEqual(options(USAGE));
    expect([...codesIn(firstCells(sectionOf('docs/simulator.md', 'Faults')))].sort()).toEqual(
      Object.keys(noFaults()).sort(),
    );
  });
});

describe('the recipes', () => {
  const named = RECIPE_DOCUMENTS.map((document) => document.replace(/^.*\/(.*)\.md$/, '$1'));

  it('are all followed in test/recipes, and listed in CONTRIBUTING.md', () => {
    const followed = Object.values<Recipe>(RECIPES).map(({ name }) => name);
    expect(followed.toSorted()).toEqual(named.toSorted());
    const listed = [...textOf('CONTRIBUTING.md').matchAll(/\(docs\/recipes\/(.*?)\.md\)/g)].map(([, name]) => name);
    expect(listed.toSorted()).toEqual(named.toSorted());
  });

  it('have no shell block that nothing runs', () => {
    expect(RECIPE_DOCUMENTS.flatMap((document) => shellBlocks(textOf(document)))).toEqual([]);
  });
});

describe('ARCHITECTURE.md', () => {
  it('names files by the end of a path that is there', () => {
    const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).map((path) => `/${path}`);
    const prose = read('ARCHITECTURE.md').replaceAll(/^```[\s\S]*?^```$/gm, '');
    const named = codesIn([prose]).filter((code) => /^[\w./-]+\.ts$/.test(code));
    expect(named.length).toBeGreaterThan(20);
    const missing = named.filter((name) => !files.some((path) => path.endsWith(`/${name.replace(/^src\//, '')}`)));
    expect(missing).toEqual([]);
  });
});
