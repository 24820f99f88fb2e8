/** How the services are watched: log and metrics. */

/** Structured log: fields first, then the event's name, such as `command.completed`. */
export type Log = {
  readonly debug: (fields: Record<string, unknown>, message: string) => void;
  readonly info: (fields: Record<string, unknown>, message: string) => void;
  readonly warn: (fields: Record<string, unknown>, message: string) => void;
  readonly error: (fields: Record<string, unknown>, message: string) => void;
};

/** Names are declared once in observe/metrics.ts. */
export type Metrics = {
  readonly count: (name: string, labels?: Record<string, string>, by?: number) => void;
  readonly observe: (name: string, value: number, labels?: Record<string, string>) => void;
  /** Read when scraped. */
  readonly gauge: (name: string, read: () => number, labels?: Record<string, string>) => void;
};
