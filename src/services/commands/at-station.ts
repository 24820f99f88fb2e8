/** Which commands this process has on their way to a station, or at it, and awaits the answer of. */
export type AtStation = {
  readonly has: (commandId: string) => boolean;
  /** To be told before its record says SENT; the answer tells that it is over. */
  readonly hold: (commandId: string) => () => void;
  /** Resolves when there is none. */
  readonly allIn: () => Promise<void>;
};

export const createAtStation = (): AtStation => {
  const held = new Set<string>();
  const whenAllIn: (() => void)[] = [];
  return {
    has: (commandId) => held.has(commandId),
    hold: (commandId) => {
      held.add(commandId);
      return () => {
        held.delete(commandId);
        if (held.size === 0) for (const tell of whenAllIn.splice(0)) tell();
      };
    },
    allIn: () =>
      new Promise((resolve) => {
        if (held.size === 0) resolve();
        else whenAllIn.push(resolve);
      }),
  };
};
