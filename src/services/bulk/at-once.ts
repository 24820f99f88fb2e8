/** Does a task for each item, so many at the same time; answers in the items' order. The first that fails fails all. */
export const atOnce = async <T, R>(
  most: number,
  items: readonly T[],
  task: (item: T, index: number) => Promise<R>,
): Promise<readonly R[]> => {
  const results: R[] = [];
  const left = items.entries();
  const work = async (): Promise<void> => {
    for (const [index, item] of left) results[index] = await task(item, index);
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, work));
  return results;
};
