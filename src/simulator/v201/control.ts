/** Remote start and stop, unlock, reset, availability and triggers. */
import type { OCPP20, OCPP21 } from 'typed-ocpp';
import { busy, type Core, connectorOf, type Handlers, handler } from '../core.ts';
import { profile201 } from './charging-profiles.ts';
import type { DeviceModel } from './device-model.ts';
import { heartbeat, statusNotification, statusOf } from './messages.ts';
import { measurandsOf, meterValue201 } from './transactions.ts';

const triggered = (core: Core, model: DeviceModel, message: string, evseId: number | undefined): unknown => {
  const connectors = core.connectors.filter(({ id }) => evseId === undefined || id === evseId);
  switch (message) {
    case 'BootNotification':
      return core.bootAgain('Triggered');
    case 'Heartbeat':
      return heartbeat(core);
    case 'StatusNotification':
      return Promise.all(connectors.map((connector) => statusNotification(core, connector, statusOf(connector))));
    case 'TransactionEvent':
      for (const { session } of connectors) if (session !== null) core.dialect.updated(session, 'Trigger');
      return undefined;
    case 'MeterValues':
      return Promise.all(
        connectors.map((connector) => {
          const reading = core.power.read(connector);
          const meterValue = [meterValue201(core.now(), reading, 'Trigger', measurandsOf(model, 'Updated'))];
          return core.call('MeterValues', { evseId: connector.id, meterValue });
        }),
      );
    case 'LogStatusNotification':
    case 'FirmwareStatusNotification':
      return core.call(message, { status: 'Idle' });
    case 'SignChargingStationCertificate':
      return core.call('SignCertificate', {
        csr: '-----BEGIN CERTIFICATE REQUEST-----simulated',
        certificateType: 'ChargingStationCertificate',
      } satisfies OCPP20.SignCertificateRequest);
    default:
      return undefined;
  }
};

const TRIGGERS = new Set([
  'BootNotification',
  'Heartbeat',
  'StatusNotification',
  'TransactionEvent',
  'MeterValues',
  'LogStatusNotification',
  'FirmwareStatusNotification',
  'SignChargingStationCertificate',
]);

type StartRequest = OCPP21.RequestStartTransactionRequest;

export const controlHandlers201 = (core: Core, model: DeviceModel): Handlers => ({
  RequestStartTransaction: handler<StartRequest, OCPP20.RequestStartTransactionResponse>(
    ['idToken', 'remoteStartId'],
    ({ idToken, remoteStartId, evseId, chargingProfile }) => {
      const uid = idToken.idToken;
      const connector = core.operations.connectorForStart(evseId ?? null, uid);
      // B02.FR.05: not while the registration is pending.
      if (connector === null || core.registration() !== 'Accepted') return { payload: { status: 'Rejected' } };
      const transactionId = connector.session?.transactionId ?? null;
      return {
        payload: { status: 'Accepted', ...(transactionId === null ? {} : { transactionId }) },
        afterwards: () => {
          const profile = chargingProfile === undefined ? null : profile201(core, connector.id, chargingProfile);
          if (profile !== null) core.profiles.add(profile);
          core.operations.remoteStart(connector, uid, remoteStartId);
        },
      };
    },
  ),
  RequestStopTransaction: handler<OCPP20.RequestStopTransactionRequest, OCPP20.RequestStopTransactionResponse>(
    ['transactionId'],
    ({ transactionId }) => {
      const running = core.connectors.find(({ session }) => session?.transactionId === transactionId);
      const session = running?.session ?? null;
      if (session === null) return { payload: { status: 'Rejected' } };
      return {
        payload: { status: 'Accepted' },
        afterwards: () => core.operations.deauthorize(session, { reason: 'Remote', trigger: 'RemoteStop', uid: null }),
      };
    },
  ),
  UnlockConnector: handler<OCPP20.UnlockConnectorRequest, OCPP20.UnlockConnectorResponse>(
    ['evseId', 'connectorId'],
    ({ evseId, connectorId }) => {
      const connector = connectorOf(core, evseId);
      if (connector === undefined || connectorId !== 1) return { payload: { status: 'UnknownConnector' } };
      // F05.FR.02: an authorised transaction is not interrupted.
      if (connector.session?.authorized === true) return { payload: { status: 'OngoingAuthorizedTransaction' } };
      return { payload: { status: 'Unlocked' }, afterwards: () => core.operations.unlock(connector) };
    },
  ),
  Reset: handler<OCPP21.ResetRequest, OCPP20.ResetResponse>(['type'], ({ type, evseId }) => {
    const cause = { reason: 'HardReset', trigger: 'ResetCommand', uid: null } as const;
    if (evseId !== undefined) {
      const connector = connectorOf(core, evseId);
      if (connector === undefined) return { payload: { status: 'Rejected' } };
      const { session } = connector;
      if (type === 'OnIdle' && session !== null) return { payload: { status: 'Rejected' } };
      return {
        payload: { status: 'Accepted' },
        afterwards: () => {
          if (session !== null) core.operations.stop(session, cause);
        },
      };
    }
    if (type === 'OnIdle' && busy(core)) {
      return { payload: { status: 'Scheduled' }, afterwards: () => core.rebootWhenIdle('ScheduledReset') };
    }
    return {
      payload: { status: 'Accepted' },
      // 2.1: ImmediateAndResume keeps the transactions.
      afterwards: () => core.reboot('RemoteReset', type === 'ImmediateAndResume' ? null : cause),
    };
  }),
  ChangeAvailability: handler<OCPP20.ChangeAvailabilityRequest, OCPP20.ChangeAvailabilityResponse>(
    ['operationalStatus'],
    ({ operationalStatus, evse }) => {
      const targets = core.connectors.filter(({ id }) => evse === undefined || evse.id === id);
      const unknownConnector = evse?.connectorId !== undefined && evse.connectorId !== 1;
      if (targets.length === 0 || unknownConnector) return { payload: { status: 'Rejected' } };
      const scheduled = targets.some(({ session }) => session !== null);
      return {
        payload: { status: scheduled ? 'Scheduled' : 'Accepted' },
        afterwards: () => {
          for (const target of targets) core.operations.setOperative(target, operationalStatus === 'Operative');
        },
      };
    },
  ),
  TriggerMessage: handler<OCPP20.TriggerMessageRequest, OCPP20.TriggerMessageResponse>(
    ['requestedMessage'],
    ({ requestedMessage, evse }) => {
      if (!TRIGGERS.has(requestedMessage)) return { payload: { status: 'NotImplemented' } };
      const target = evse === undefined ? undefined : connectorOf(core, evse.id);
      if (evse !== undefined && target === undefined) return { payload: { status: 'Rejected' } };
      const noTransaction = requestedMessage === 'TransactionEvent' && !busy(core);
      if (noTransaction) return { payload: { status: 'Rejected' } };
      return {
        payload: { status: 'Accepted' },
        afterwards: () => triggered(core, model, requestedMessage, evse?.id),
      };
    },
  ),
  GetTransactionStatus: handler<OCPP20.GetTransactionStatusRequest, OCPP20.GetTransactionStatusResponse>(
    [],
    ({ transactionId }) => {
      if (transactionId === undefined) return { payload: { messagesInQueue: core.outbox.size() > 0 } };
      const session = core.sessions.find((each) => each.transactionId === transactionId);
      return {
        payload: {
          messagesInQueue: session !== undefined && session.unanswered > 0,
          ongoingIndicator: session !== undefined && session.endedAt === null,
        },
      };
    },
  ),
});
