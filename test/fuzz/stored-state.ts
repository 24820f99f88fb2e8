/** What is stored after the run: all of it can be read on both faces, and the healthy stations' sessions are right. */
import type { Json, TestApi } from '../support/gateway.ts';
import { cutAll, type Findings } from './findings.ts';
import { ENERGY_WH } from './healthy-station.ts';

const PAGE = 500;

/** Every page of a list; the faults of each are told. */
export const readAll = async (api: TestApi, path: string, tell: (fault: string) => void): Promise<readonly Json[]> => {
  const items: Json[] = [];
  let next: string | null = `${path}${path.includes('?') ? '&' : '?'}limit=${PAGE}`;
  while (next !== null) {
    const answer = await api.request('GET', next);
    if (answer.status !== 200) {
      tell(`GET ${next} was answered with ${answer.status} ${JSON.stringify(answer.body).slice(0, 200)}`);
      break;
    }
    items.push(...answer.body);
    next = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1] ?? null;
  }
  return items;
};

const GRAPHQL = [
  '{ stations(first: 50) { edges { node { id vendor model serialNumber bootedAt clockSkewS status evses { id status connectors { id status errorCode lastUpdated } } } } } }',
  '{ sessions(first: 1000) { edges { node { id status chargingState startDateTime endDateTime kwh energyWh powerW stateOfChargePercent evseId connectorId token { uid } stopReason flags transaction { id } } } } }',
  '{ commands(first: 1000, newestFirst: true) { edges { node { id type status result parameters evseId error { code } } } } }',
  '{ events(first: 1000) { edges { node { id type } } } }',
];

export type Stored = { readonly events: number; readonly sessions: number; readonly commands: number };

export const checkStored = async (
  api: TestApi,
  healthy: readonly { readonly id: string; readonly sessions: number }[],
  findings: Findings,
): Promise<Stored> => {
  const found =
    (name: string) =>
    (fault: string, answers: readonly unknown[] = []) =>
      findings.add({
        index: null,
        name,
        fault,
        frames: [],
        answers: cutAll(answers.map((answer) => JSON.stringify(answer))),
      });
  const unreadable = found('what is stored');

  await readAll(api, '/api/v1/stations', unreadable);
  const sessions = await readAll(api, '/api/v1/sessions', unreadable);
  const commands = await readAll(api, '/api/v1/commands', unreadable);
  const events = await readAll(api, '/api/v1/events', unreadable);
  for (const query of GRAPHQL) {
    const { errors } = await api.graphql(query);
    if (errors !== undefined) unreadable(`${query.slice(0, 60)} fails`, errors.slice(0, 2));
  }

  for (const { id, sessions: expected } of healthy) {
    const wrong = found(`the sessions of ${id}`);
    const own = sessions.filter((session) => session.station_id === id);
    if (own.length !== expected) wrong(`there are ${own.length} in place of ${expected}`);
    const bad = own.filter(
      (session) => session.status !== 'COMPLETED' || session.energy_wh !== ENERGY_WH || session.flags?.length > 0,
    );
    if (bad.length > 0) wrong(`${bad.length} are not as they were told`, bad.slice(0, 3));
  }
  const metrics = (await api.request('GET', '/metrics')).body as string;
  const faults = /^voltgate_metric_faults_total (\d+)/m.exec(metrics)?.[1];
  if (faults !== undefined && faults !== '0') unreadable(`voltgate_metric_faults_total is ${faults}`);
  return { events: events.length, sessions: sessions.length, commands: commands.length };
};
