/** A small typed emitter that can also be awaited. */
export type Events<Map extends object> = {
  /** Calls back on each event; the answer ends it. */
  readonly on: <Name extends keyof Map>(name: Name, listener: (event: Map[Name]) => void) => () => void;
  readonly emit: <Name extends keyof Map>(name: Name, event: Map[Name]) => void;
  /** The next event of that name that matches. What happened before the call does not count: see until. */
  readonly waitFor: <Name extends keyof Map>(name: Name, match?: (event: Map[Name]) => boolean) => Promise<Map[Name]>;
  /** Resolves as soon as the condition holds; it is looked at now and after every event. */
  readonly until: (condition: () => boolean) => Promise<void>;
};

export const createEvents = <Map extends object>(): Events<Map> => {
  const listeners = new Set<{ readonly name: keyof Map | null; readonly notify: (event: unknown) => void }>();

  const listen = (name: keyof Map | null, notify: (event: unknown) => void): (() => void) => {
    const entry = { name, notify };
    listeners.add(entry);
    return () => {
      listeners.delete(entry);
    };
  };

  const on: Events<Map>['on'] = (name, listener) => listen(name, (event) => listener(event as Map[typeof name]));

  return {
    on,
    emit: (name, event) => {
      for (const entry of [...listeners]) if (entry.name === name || entry.name === null) entry.notify(event);
    },
    waitFor: (name, match = () => true) =>
      new Promise((resolve) => {
        const end = on(name, (event) => {
          if (!match(event)) return;
          end();
          resolve(event);
        });
      }),
    until: (condition) =>
      new Promise((resolve) => {
        if (condition()) {
          resolve();
          return;
        }
        const end = listen(null, () => {
          if (!condition()) return;
          end();
          resolve();
        });
      }),
  };
};
