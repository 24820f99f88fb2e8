/** What the documentation tells an operator to do with a store that a start refuses, and whether that does what it says. */
import { readFileSync } from 'node:fs';
import { runStoreCommand } from '../../support/store-command.ts';
import { type Difference, difference } from '../check/difference.ts';
import type { Node } from '../gateway/node.ts';

export type Recovery = { readonly by: 'accept-loss' | 'restore'; readonly differences: readonly Difference[] };

/** One line, which says what to do. */
export const checkRefusal = (said: string): readonly Difference[] => {
  const clear = !said.includes('\n') && /npm run store -- |Start that release/.test(said);
  return clear ? [] : [difference('refusal unclear', said === '' ? 'it said nothing' : said)];
};

export const restore = async (node: Node, backup: string): Promise<Recovery> => {
  const { code, said } = await runStoreCommand(node.dataDir, 'restore', backup, '--replace');
  return {
    by: 'restore',
    differences: code === 0 ? [] : [difference('command of the operator failed', `restore: ${said}`)],
  };
};

/** file: the store's. What the refusal offers is tried first: to go on without what cannot be read. */
export const recover = async (node: Node, file: string, backup: string): Promise<Recovery> => {
  if (!node.process().said().includes('accept-loss')) return restore(node, backup);
  const damaged = [readFileSync(file), readFileSync(`${file}-wal`)];
  const isKeptIn = (...names: readonly string[]): boolean =>
    names.every((name, index) => damaged[index]?.equals(readFileSync(name)) === true);
  const { code, said } = await runStoreCommand(node.dataDir, 'accept-loss');
  if (code === 0) {
    const kept = isKeptIn(`${file}.damaged`, `${file}.damaged-wal`);
    return {
      by: 'accept-loss',
      differences: kept ? [] : [difference('loss not told', 'what was there is not kept')],
    };
  }
  const differences = [
    ...(isKeptIn(file, `${file}-wal`) ? [] : [difference('command of the operator failed', 'it changed the files')]),
    ...(/would be left is damaged|malformed/.test(said)
      ? []
      : [difference('command of the operator failed', `accept-loss: ${said}`)]),
  ];
  const restored = await restore(node, backup);
  return { ...restored, differences: [...differences, ...restored.differences] };
};
