/** The simulator's stations, as sandboxes run them: strangers that come in over the gateway's own door. */
import type { SimulateStation } from '../services/ports/simulated-stations.ts';
import { createStation } from '../simulator/station.ts';

/** Somebody watches: a session of minutes in seconds, as in the demo. */
const SPEED = 20;
const SAMPLE_EVERY_S = 5;

/** Of this process, from within. */
export const ownStationsUrl = (host: string, port: number): string => {
  const reached = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `ws://${reached}:${port}/ocpp`;
};

/** url: ws://…/ocpp, of this process. */
export const createSimulate =
  (url: string): SimulateStation =>
  ({ id, protocol, connectors, password }) => {
    const station = createStation({
      id,
      url,
      version: protocol,
      connectors,
      password,
      speed: SPEED,
      sampleIntervalS: SAMPLE_EVERY_S,
      plugInAfterRemoteStartMs: null,
      logLength: 0,
    });
    return {
      connect: station.connect,
      disconnect: station.disconnect,
      plugIn: (connectorId, maxPowerW) => station.plugIn(connectorId, maxPowerW === null ? undefined : { maxPowerW }),
      unplug: station.unplug,
      fault: station.fault,
      presentToken: (uid, connectorId) => station.presentTag(uid, connectorId ?? undefined),
      behave: ({ answerDelayMs, losesAnswers, rejectsCommands }) => {
        station.faults.answer.clear();
        if (losesAnswers) station.faults.answer.set('*', 'never');
        else if (answerDelayMs > 0) station.faults.answer.set('*', answerDelayMs);
        station.faults.reject.clear();
        if (rejectsCommands) station.faults.reject.add('*');
      },
      close: station.close,
    };
  };
