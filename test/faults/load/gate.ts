/** Holds up everyone who acts, between two acts, while the rest of the site comes to rest. */
export type Gate = {
  /** Goes through when it is open; to be passed before every act. Rejects when it was closed for good. */
  readonly pass: () => Promise<void>;
  readonly open: () => void;
  /** Resolves when all who act stand before it. */
  readonly shut: () => Promise<void>;
  readonly end: () => void;
  /** One actor fewer: it acts no more. */
  readonly leave: () => void;
};

export class GateEnded extends Error {
  override readonly name = 'GateEnded';
}

/** count: how many act. */
export const createGate = (count: number): Gate => {
  let actors = count;
  let isOpen = false;
  let ended = false;
  let waiting: { readonly go: () => void; readonly stop: (error: Error) => void }[] = [];
  const whenAllWait: (() => void)[] = [];

  const look = () => {
    if (waiting.length < actors) return;
    for (const tell of whenAllWait.splice(0)) tell();
  };

  return {
    pass: () =>
      new Promise((resolve, reject) => {
        if (ended) reject(new GateEnded());
        else if (isOpen) resolve();
        else {
          waiting.push({ go: resolve, stop: reject });
          look();
        }
      }),
    open: () => {
      isOpen = true;
      const free = waiting;
      waiting = [];
      for (const { go } of free) go();
    },
    shut: () =>
      new Promise((resolve) => {
        isOpen = false;
        whenAllWait.push(resolve);
        look();
      }),
    leave: () => {
      actors -= 1;
      look();
    },
    end: () => {
      ended = true;
      const free = waiting;
      waiting = [];
      for (const { stop } of free) stop(new GateEnded());
    },
  };
};
