/** Two gateways, each a process of its own, on one MongoDB and one Redis, and one address in front of both for stations. */
import { systemClock } from '../../../src/simulator/clock.ts';
import type { SimulatedVersion } from '../../../src/simulator/core.ts';
import type { StationOptions } from '../../../src/simulator/options.ts';
import { createStation, type VirtualStation } from '../../../src/simulator/station.ts';
import type { Json } from '../../support/gateway.ts';
import { createManualClock, type ManualClock } from '../../support/manual-clock.ts';
import { openRelay } from '../../support/relay.ts';
import { mongoUrl, redisUrl } from '../../support/services.ts';
import { until } from '../../support/until.ts';
import { type ChildGateway, startChildGateway } from '../support/child-gateway.ts';

export type Pair = {
  readonly a: ChildGateway;
  readonly b: ChildGateway;
  /** Of the stations' meters; the gateways live in real time. */
  readonly clock: ManualClock;
  /** Whom the address in front leads to from now on. */
  readonly leadTo: (node: ChildGateway) => void;
  /** Registers a station, and its token `T-ID`; it connects to the address in front unless its options say otherwise. */
  readonly station: (version: SimulatedVersion, options?: Partial<StationOptions>) => Promise<VirtualStation>;
  readonly online: (version: SimulatedVersion, options?: Partial<StationOptions>) => Promise<VirtualStation>;
  /** A second program that calls itself by the name of another. */
  readonly twin: (station: VirtualStation, options?: Partial<StationOptions>) => VirtualStation;
  readonly command: (at: ChildGateway, type: string, body: object) => Promise<string>;
  /** As either of the nodes knows it; asked again until it matches. */
  readonly commandWhere: (at: ChildGateway, id: string, match: (command: Json) => boolean) => Promise<Json>;
  readonly close: () => Promise<void>;
};

export const openPair = async (): Promise<Pair> => {
  const environment = { MONGODB_URL: mongoUrl(), REDIS_URL: redisUrl(), RATE_LIMIT: '0', OCPP_BOOT_WAIT_S: '0' };
  // One after the other: the first makes the indexes and the keys.
  const a = await startChildGateway(environment);
  const b = await startChildGateway(environment);
  const front = await openRelay(a.api().url);
  const clock = createManualClock(new Date());
  const stations: VirtualStation[] = [];
  let lastNumber = 0;

  const put = async (path: string, body: object): Promise<void> => {
    const { status } = await a.api().request('PUT', path, { body });
    if (status !== 201) throw new Error(`PUT ${path}: ${status}`);
  };

  const make = (id: string, version: SimulatedVersion, options: Partial<StationOptions> = {}): VirtualStation => {
    const made = createStation({
      id,
      url: `${front.url.replace(/^http/, 'ws').replace(/\/$/, '')}/ocpp`,
      version,
      clock,
      networkClock: systemClock,
      reconnect: { initialMs: 5, maxMs: 50 },
      transactionRetryS: 0,
      ...options,
    });
    stations.push(made);
    return made;
  };

  const station: Pair['station'] = async (version, options) => {
    lastNumber += 1;
    const id = `NODES-${lastNumber}`;
    await put(`/api/v1/stations/${id}`, { security_profile: 0 });
    await put(`/api/v1/tokens/T-${id}`, { type: 'RFID', contract_id: 'NL-VGT-C1' });
    return make(id, version, options);
  };

  return {
    a,
    b,
    clock,
    leadTo: (node) => front.leadTo(node.api().url),
    station,
    online: async (version, options) => {
      const made = await station(version, options);
      await made.connect();
      await made.ready();
      return made;
    },
    twin: (other, options) => make(other.id, other.version, options),
    command: async (at, type, body) => {
      const answer = await at.api().request('POST', `/api/v1/commands/${type}`, { body });
      if (answer.status !== 202) throw new Error(`${type}: ${answer.status} ${JSON.stringify(answer.body)}`);
      return answer.body.id;
    },
    commandWhere: async (at, id, match) => {
      let command: Json;
      await until(async () => {
        command = await at.api().get(`/api/v1/commands/${id}?wait=1`);
        return match(command);
      });
      return command;
    },
    close: async () => {
      await Promise.all(stations.map((made) => made.close()));
      await Promise.all([a.close(), b.close()]);
      await front.close();
    },
  };
};
