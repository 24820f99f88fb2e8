/** A gateway that is started again and again on the same data and port. */
import { join } from 'node:path';
import { type Jobs, readJobs } from '../check/stored.ts';
import { ADMIN_SECRET } from '../load/patient-api.ts';
import { freePort } from './free-port.ts';
import { type GatewayProcess, type LaunchOptions, launchGateway } from './process.ts';

export type Node = {
  readonly host: string;
  readonly port: number;
  readonly url: string;
  readonly dataDir: string;
  readonly process: () => GatewayProcess;
  readonly running: () => boolean;
  /** Starts it; false: it ended before it took requests. The last one must have ended. */
  readonly launch: (options?: Partial<Pick<LaunchOptions, 'program' | 'environment' | 'preloads'>>) => Promise<boolean>;
  /** Sends SIGKILL and waits for its end. */
  readonly kill: () => Promise<void>;
  /** Sends SIGTERM and waits for its end. */
  readonly stop: () => Promise<void>;
  /** Of the embedded queue. */
  readonly jobs: () => Jobs;
};

export type NodeOptions = {
  readonly dataDir: string;
  /** Where every life of it writes. */
  readonly logFile: string;
  /** A free one when left out. */
  readonly port?: number;
  /** Where it is reached; 127.0.0.1 when left out. */
  readonly host?: string;
  /** What clients call it; its own address when left out. */
  readonly publicUrl?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly within?: readonly string[];
};

export const createNode = async (options: NodeOptions): Promise<Node> => {
  const { dataDir, logFile, host = '127.0.0.1', within = [] } = options;
  const port = options.port ?? (await freePort());
  const url = `http://${host}:${port}`;
  let life: GatewayProcess | null = null;
  const alive = (): GatewayProcess => {
    if (life === null) throw new Error('it was not launched');
    return life;
  };
  return {
    host,
    port,
    url,
    dataDir,
    process: alive,
    running: () => life?.running() === true,
    launch: async ({ program, environment = {}, preloads = [] } = {}) => {
      life = launchGateway({
        ...(program === undefined ? {} : { program }),
        environment: {
          HOST: host,
          PORT: String(port),
          PUBLIC_URL: options.publicUrl ?? url,
          DATA_DIR: dataDir,
          ADMIN_CLIENT_SECRET: ADMIN_SECRET,
          // Receivers of webhooks are here.
          OUTBOUND_ALLOW: '127.0.0.1',
          ...options.environment,
          ...environment,
        },
        preloads,
        within,
        logFile,
      });
      return (await life.started) !== null;
    },
    kill: async () => {
      if (life === null) return;
      life.signal('SIGKILL');
      await life.ended;
    },
    stop: async () => {
      if (life === null) return;
      life.signal('SIGTERM');
      await life.ended;
    },
    jobs: () => readJobs(join(dataDir, 'voltgate.sqlite')),
  };
};
