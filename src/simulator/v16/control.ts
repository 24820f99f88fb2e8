/** Remote start and stop, unlock, reset, availability and triggers. */
import type { OCPP16 } from 'typed-ocpp';
import { type Core, connectorOf, type Handlers, handler } from '../core.ts';
import { profile16 } from './charging-profiles.ts';
import { heartbeat, statusNotification, statusOf } from './messages.ts';
import { type Settings16, sampledMeasurands16 } from './settings.ts';
import { meterValue16 } from './transactions.ts';

type RemoteStart = OCPP16.RemoteStartTransactionRequest;
type RemoteStop = OCPP16.RemoteStopTransactionRequest;

const triggered = (core: Core, settings: Settings16, message: string, connectorId: number | undefined): unknown => {
  const connectors = core.connectors.filter(({ id }) => connectorId === undefined || id === connectorId);
  switch (message) {
    case 'BootNotification':
      return core.bootAgain('Triggered');
    case 'Heartbeat':
      return heartbeat(core);
    case 'StatusNotification':
      return Promise.all(connectors.map((connector) => statusNotification(core, connector, statusOf(connector))));
    case 'MeterValues':
      for (const connector of connectors) {
        if (connector.session !== null) {
          core.dialect.updated(connector.session, 'Trigger');
          continue;
        }
        const reading = core.power.read(connector);
        const value = meterValue16(core.now(), reading, 'Trigger', sampledMeasurands16(settings));
        core.call('MeterValues', {
          connectorId: connector.id,
          meterValue: [value],
        } satisfies OCPP16.MeterValuesRequest);
      }
      return undefined;
    case 'DiagnosticsStatusNotification':
    case 'FirmwareStatusNotification':
      return core.call(message, { status: 'Idle' });
    case 'LogStatusNotification':
      return core.call(message, { status: 'Idle' });
    case 'SignChargePointCertificate':
      return core.call('SignCertificate', { csr: '-----BEGIN CERTIFICATE REQUEST-----simulated' });
    default:
      return undefined;
  }
};

const TRIGGERS = new Set([
  'BootNotification',
  'DiagnosticsStatusNotification',
  'FirmwareStatusNotification',
  'Heartbeat',
  'MeterValues',
  'StatusNotification',
  'LogStatusNotification',
  'SignChargePointCertificate',
]);

export const controlHandlers16 = (core: Core, settings: Settings16): Handlers => {
  const trigger = handler<OCPP16.TriggerMessageRequest, OCPP16.TriggerMessageResponse>(
    ['requestedMessage'],
    ({ requestedMessage, connectorId }) => {
      if (!TRIGGERS.has(requestedMessage)) return { payload: { status: 'NotImplemented' } };
      const known = connectorId === undefined || connectorOf(core, connectorId) !== undefined;
      if (!known) return { payload: { status: 'Rejected' } };
      return {
        payload: { status: 'Accepted' },
        afterwards: () => triggered(core, settings, requestedMessage, connectorId),
      };
    },
  );
  return {
    RemoteStartTransaction: handler<RemoteStart, OCPP16.RemoteStartTransactionResponse>(
      ['idTag'],
      ({ idTag, connectorId, chargingProfile }) => {
        const connector = core.operations.connectorForStart(connectorId ?? null, idTag);
        if (connector === null) return { payload: { status: 'Rejected' } };
        return {
          payload: { status: 'Accepted' },
          afterwards: () => {
            if (chargingProfile !== undefined) core.profiles.add(profile16(core, connector.id, chargingProfile));
            core.operations.remoteStart(connector, idTag, null);
          },
        };
      },
    ),
    RemoteStopTransaction: handler<RemoteStop, OCPP16.RemoteStopTransactionResponse>(
      ['transactionId'],
      ({ transactionId }) => {
        const running = core.connectors.find(({ session }) => session?.transactionId === String(transactionId));
        const session = running?.session ?? null;
        if (session === null) return { payload: { status: 'Rejected' } };
        return {
          payload: { status: 'Accepted' },
          afterwards: () => core.operations.stop(session, { reason: 'Remote', trigger: 'RemoteStop', uid: null }),
        };
      },
    ),
    UnlockConnector: handler<OCPP16.UnlockConnectorRequest, OCPP16.UnlockConnectorResponse>(
      ['connectorId'],
      ({ connectorId }) => {
        const connector = connectorOf(core, connectorId);
        if (connector === undefined) return { payload: { status: 'NotSupported' } };
        const { session } = connector;
        core.operations.unlock(connector);
        return {
          payload: { status: 'Unlocked' },
          // OCPP 1.6, 5.18: a transaction in progress is stopped first.
          afterwards: () => {
            if (session === null) return;
            core.operations.stop(session, { reason: 'UnlockCommand', trigger: 'UnlockCommand', uid: null });
          },
        };
      },
    ),
    Reset: handler<OCPP16.ResetRequest, OCPP16.ResetResponse>(['type'], ({ type }) => ({
      payload: { status: 'Accepted' },
      afterwards: () =>
        core.reboot('RemoteReset', {
          reason: type === 'Hard' ? 'HardReset' : 'SoftReset',
          trigger: 'ResetCommand',
          uid: null,
        }),
    })),
    ChangeAvailability: handler<OCPP16.ChangeAvailabilityRequest, OCPP16.ChangeAvailabilityResponse>(
      ['connectorId', 'type'],
      ({ connectorId, type }) => {
        const targets = core.connectors.filter(({ id }) => connectorId === 0 || id === connectorId);
        if (targets.length === 0) return { payload: { status: 'Rejected' } };
        const scheduled = targets.some(({ session }) => session !== null);
        return {
          payload: { status: scheduled ? 'Scheduled' : 'Accepted' },
          afterwards: () => {
            for (const target of targets) core.operations.setOperative(target, type === 'Operative');
          },
        };
      },
    ),
    TriggerMessage: trigger,
    ExtendedTriggerMessage: trigger,
  };
};
