/** What an OCPP 2.x station says outside transactions. Each connector is connector 1 of its own EVSE. */
import type { OCPP20 } from 'typed-ocpp';
import type { Connector } from '../connector.ts';
import type { AuthorizeAnswer, BootReason, Core, Registration } from '../core.ts';
import type { CallOutcome } from '../rpc.ts';

type Status201 = OCPP20.StatusNotificationRequest['connectorStatus'];

export const bootNotification = async (
  core: Core,
  reason: BootReason,
): Promise<{ status: Registration; intervalS: number } | null> => {
  const request: OCPP20.BootNotificationRequest = {
    reason,
    chargingStation: {
      vendorName: core.identity.vendor,
      model: core.identity.model,
      serialNumber: core.identity.serial,
      firmwareVersion: core.identity.firmware,
    },
  };
  const outcome = await core.call('BootNotification', request);
  if (outcome.kind !== 'result') return null;
  const answer = outcome.payload as OCPP20.BootNotificationResponse;
  return { status: answer.status, intervalS: answer.interval };
};

export const heartbeat = async (core: Core): Promise<void> => {
  await core.call('Heartbeat', {});
};

export const statusOf = (connector: Connector): Status201 => {
  if (connector.fault !== null) return 'Faulted';
  if (connector.session === null && !connector.operative) return 'Unavailable';
  if (connector.vehicle !== null) return 'Occupied';
  if (connector.session !== null && !connector.operative) return 'Unavailable';
  return connector.reservation === null ? 'Available' : 'Reserved';
};

export const statusNotification = (core: Core, connector: Connector, status: string): Promise<CallOutcome> => {
  const request: OCPP20.StatusNotificationRequest = {
    timestamp: core.now().toISOString(),
    connectorStatus: status as Status201,
    evseId: connector.id,
    connectorId: 1,
  };
  return core.call('StatusNotification', request);
};

/** A tag as the readers of this station see it. */
export const idTokenOf = (uid: string): OCPP20.AuthorizeRequest['idToken'] => ({
  idToken: uid,
  type: /^([0-9A-F]{8}|[0-9A-F]{14}|[0-9A-F]{20})$/i.test(uid) ? 'ISO14443' : 'Local',
});

export const authorize = async (core: Core, uid: string): Promise<AuthorizeAnswer | null> => {
  if (!core.online()) return null;
  const outcome = await core.call('Authorize', { idToken: idTokenOf(uid) } satisfies OCPP20.AuthorizeRequest);
  if (outcome.kind !== 'result') return null;
  const { idTokenInfo } = outcome.payload as OCPP20.AuthorizeResponse;
  return { status: idTokenInfo.status, groupId: idTokenInfo.groupIdToken?.idToken ?? null };
};
