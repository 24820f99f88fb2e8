/** One connector's drivers: they come with a card or by an app, charge for a moment, and go, again and again. */
import { setTimeout as pause } from 'node:timers/promises';
import type { VirtualStation } from '../../../src/simulator/station.ts';
import type { Json } from '../../support/gateway.ts';
import { type Gate, GateEnded } from './gate.ts';
import type { AskedCommand } from './journal.ts';
import type { PatientApi } from './patient-api.ts';

export type DriverDependencies = {
  readonly station: VirtualStation;
  readonly connectorId: number;
  readonly api: PatientApi;
  readonly gate: Gate;
  /** At least 0, less than 1. */
  readonly random: () => number;
  /** So much longer is every stay. */
  readonly pace: number;
  /** Not given before: makes keys, uids and limits that nobody else names. */
  readonly nextNumber: () => number;
  readonly commands: AskedCommand[];
  readonly tokens: string[];
};

const UNSETTLED = new Set(['QUEUED', 'SENT', 'ACCEPTED']);
const LOOK_EVERY_MS = 60;
/** Short waits end while the gateway is away; of the long ones some outlive it. */
const EXPIRIES_S = [2, 20, 60];

/** Resolves when the gate has been ended. */
export const drive = async (dependencies: DriverDependencies): Promise<void> => {
  const { station, connectorId, api, gate, random, pace, nextNumber, commands, tokens } = dependencies;
  const connector = station.connectors.find(({ id }) => id === connectorId);
  if (connector === undefined) throw new RangeError(`no connector ${connectorId}`);

  const between = (least: number, most: number) => least + random() * (most - least);
  const oneOf = <T>(all: readonly [T, ...T[]]): T => all[Math.floor(random() * all.length)] ?? all[0];
  const linger = (least: number, most: number) => pause(pace * between(least, most));

  const ask = async (type: AskedCommand['type'], mark: string, body: object): Promise<AskedCommand> => {
    const key = `${station.id}-${connectorId}-${nextNumber()}`;
    const asked: AskedCommand = { type, key, stationId: station.id, mark, commandId: null, refused: null };
    commands.push(asked);
    const answer = await api.ask('POST', `/api/v1/commands/${type}`, {
      body: { ...body, expires_in_s: oneOf([2, ...EXPIRIES_S]) },
      headers: { 'idempotency-key': key },
    });
    if (answer.status === 202) asked.commandId = answer.body.id;
    else asked.refused = answer.status;
    return asked;
  };

  /** The command when it has ended, or null when it was refused. */
  const ended = async ({ commandId }: AskedCommand): Promise<Json> => {
    if (commandId === null) return null;
    for (;;) {
      await gate.pass();
      const command = await api.get(`/api/v1/commands/${commandId}`);
      if (!UNSETTLED.has(command.status)) return command;
      await pause(LOOK_EVERY_MS);
    }
  };

  const newToken = async (): Promise<string> => {
    const uid = `F${String(nextNumber()).padStart(7, '0')}`;
    await api.ask('PUT', `/api/v1/tokens/${uid}`, { body: { type: 'RFID', contract_id: `NL-VGT-C${uid}` } });
    tokens.push(uid);
    return uid;
  };

  const arriveWithCard = async (card: string): Promise<null> => {
    station.plugIn(connectorId);
    await gate.pass();
    await station.presentTag(card, connectorId);
    return null;
  };

  /** The session's id when the gateway has said it. */
  const arriveByApp = async (uid: string): Promise<string | null> => {
    const asked = await ask('START_SESSION', uid, {
      station_id: station.id,
      evse_id: connectorId,
      token: { uid, type: 'RFID' },
    });
    const command = await ended(asked);
    return command?.session_id ?? null;
  };

  const leave = async (sessionId: string | null, uid: string): Promise<void> => {
    const way = sessionId === null ? oneOf(['tag', 'unplug', 'emergency']) : oneOf(['app', 'app', 'tag', 'unplug']);
    if (way === 'tag' && connector.session?.idTag === uid) await station.presentTag(uid, connectorId);
    if (way === 'emergency') station.emergencyStop(connectorId);
    if (way === 'app' && sessionId !== null) {
      await ended(await ask('STOP_SESSION', sessionId, { session_id: sessionId }));
    }
    await gate.pass();
    station.unplug(connectorId);
  };

  const visit = async (): Promise<void> => {
    await gate.pass();
    const uid = await newToken();
    await gate.pass();
    const sessionId = random() < 0.6 ? await arriveByApp(uid) : await arriveWithCard(uid);
    await linger(50, 600);
    await gate.pass();
    if (sessionId !== null && random() < 0.6) {
      const limitW = 3000 + nextNumber();
      await ended(await ask('SET_CHARGING_LIMIT', String(limitW), { session_id: sessionId, limit_w: limitW }));
      await linger(0, 300);
      await gate.pass();
    }
    await leave(sessionId, uid);
    await linger(20, 300);
  };

  try {
    for (;;) await visit();
  } catch (error) {
    if (!(error instanceof GateEnded)) throw error;
  } finally {
    gate.leave();
    station.unplug(connectorId);
  }
};
