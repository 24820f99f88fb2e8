/** StartTransaction, MeterValues and StopTransaction. */
import type { OCPP16 } from 'typed-ocpp';
import { type Core, connectorOf, type StopCause, type StopReason, type Trigger } from '../core.ts';
import type { Reading } from '../power.ts';
import type { SimulatedSession } from '../session.ts';
import { queueTransactionMessage } from '../transaction-message.ts';
import { rules16, type Settings16, sampledMeasurands16 } from './settings.ts';

/** Stands for a transaction whose StartTransaction the gateway refused until the attempts were used up. */
const NO_ID = '-1';

const REASONS: Record<StopReason, NonNullable<OCPP16.StopTransactionRequest['reason']>> = {
  Local: 'Local',
  Remote: 'Remote',
  EVDisconnected: 'EVDisconnected',
  DeAuthorized: 'DeAuthorized',
  EmergencyStop: 'EmergencyStop',
  HardReset: 'HardReset',
  SoftReset: 'SoftReset',
  Reboot: 'Reboot',
  PowerLoss: 'PowerLoss',
  UnlockCommand: 'UnlockCommand',
  Timeout: 'Other',
  Other: 'Other',
};

type Context = 'Transaction.Begin' | 'Sample.Periodic' | 'Transaction.End' | 'Trigger';

export const meterValue16 = (
  at: Date,
  reading: Reading,
  context: Context,
  measurands: readonly string[],
): OCPP16.MeterValue => {
  const samples: OCPP16.SampledValue[] = [
    { value: String(reading.energyWh), measurand: 'Energy.Active.Import.Register', unit: 'Wh', context },
    { value: String(reading.powerW), measurand: 'Power.Active.Import', unit: 'W', context },
    { value: String(reading.currentA), measurand: 'Current.Import', unit: 'A', context },
    { value: String(reading.voltageV), measurand: 'Voltage', unit: 'V', context },
    { value: String(reading.socPercent), measurand: 'SoC', unit: 'Percent', context, location: 'EV' },
  ];
  const wanted = samples.filter(({ measurand }) => measurand !== undefined && measurands.includes(measurand));
  return { timestamp: at.toISOString(), sampledValue: wanted.length > 0 ? wanted : samples.slice(0, 1) };
};

export const createTransactionMessages16 = (core: Core, settings: Settings16) => {
  const known = (session: SimulatedSession) => () => session.transactionId !== null;
  const idOf = (session: SimulatedSession) => Number(session.transactionId ?? NO_ID);

  const started = (session: SimulatedSession, _trigger: Trigger): void => {
    const payload: OCPP16.StartTransactionRequest = {
      connectorId: session.connectorId,
      idTag: session.idTag ?? '',
      meterStart: session.meterStartWh,
      timestamp: session.startedAt.toISOString(),
    };
    queueTransactionMessage(core, session, {
      action: 'StartTransaction',
      payload: () => payload,
      answered: (answer) => {
        const { transactionId, idTagInfo } = answer as OCPP16.StartTransactionResponse;
        session.transactionId = String(transactionId);
        session.idTagStatus = idTagInfo.status;
        session.groupId = idTagInfo.parentIdTag ?? session.groupId;
        session.startAcknowledged = true;
        core.events.emit('startAcknowledged', session);
        if (idTagInfo.status === 'Accepted' || session.endedAt !== null || !rules16(settings).stopOnInvalid) return;
        core.operations.stop(session, { reason: 'DeAuthorized', trigger: 'Deauthorized', uid: null });
      },
      givenUp: () => {
        session.transactionId = NO_ID;
      },
    });
  };

  const updated = (session: SimulatedSession, trigger: Trigger): void => {
    const connector = connectorOf(core, session.connectorId);
    if (connector === undefined || (trigger !== 'MeterValuePeriodic' && trigger !== 'Trigger')) return;
    const context = trigger === 'Trigger' ? 'Trigger' : 'Sample.Periodic';
    const value = meterValue16(core.now(), core.power.read(connector), context, sampledMeasurands16(settings));
    queueTransactionMessage(core, session, {
      action: 'MeterValues',
      payload: () =>
        ({
          connectorId: session.connectorId,
          transactionId: idOf(session),
          meterValue: [value],
        }) satisfies OCPP16.MeterValuesRequest,
      sendable: known(session),
    });
  };

  const ended = (session: SimulatedSession, cause: StopCause): void => {
    const connector = connectorOf(core, session.connectorId);
    if (connector === undefined) return;
    const at = session.endedAt ?? core.now();
    const measurands = (settings.get('StopTxnSampledData')?.value ?? '').split(',').filter((name) => name !== '');
    const values = meterValue16(at, core.power.read(connector), 'Transaction.End', measurands);
    queueTransactionMessage(core, session, {
      action: 'StopTransaction',
      payload: () =>
        ({
          transactionId: idOf(session),
          meterStop: session.meterStopWh ?? 0,
          timestamp: at.toISOString(),
          reason: REASONS[cause.reason],
          ...(cause.uid === null ? {} : { idTag: cause.uid }),
          ...(measurands.length > 0 ? { transactionData: [values] } : {}),
        }) satisfies OCPP16.StopTransactionRequest,
      sendable: known(session),
    });
  };

  return { started, updated, ended };
};
