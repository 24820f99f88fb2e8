/** TransactionEvent. */
import { randomUUID } from 'node:crypto';
import type { OCPP20 } from 'typed-ocpp';
import { type Core, connectorOf, type StopCause, type StopReason, type Trigger } from '../core.ts';
import type { Reading } from '../power.ts';
import type { SimulatedSession } from '../session.ts';
import { queueTransactionMessage } from '../transaction-message.ts';
import { type DeviceModel, rules201, textOf } from './device-model.ts';
import { idTokenOf } from './messages.ts';

type Request = OCPP20.TransactionEventRequest;
type Context = 'Transaction.Begin' | 'Sample.Periodic' | 'Transaction.End' | 'Trigger' | 'Other';

const REASONS: Record<StopReason, NonNullable<Request['transactionInfo']['stoppedReason']>> = {
  Local: 'Local',
  Remote: 'Remote',
  EVDisconnected: 'EVDisconnected',
  DeAuthorized: 'DeAuthorized',
  EmergencyStop: 'EmergencyStop',
  HardReset: 'ImmediateReset',
  SoftReset: 'ImmediateReset',
  Reboot: 'Reboot',
  PowerLoss: 'PowerLoss',
  UnlockCommand: 'Other',
  Timeout: 'Timeout',
  Other: 'Other',
};

export const meterValue201 = (
  at: Date,
  reading: Reading,
  context: Context,
  measurands: readonly string[],
): OCPP20.MeterValueType => {
  const samples: OCPP20.SampledValueType[] = [
    {
      value: reading.energyWh,
      measurand: 'Energy.Active.Import.Register',
      context,
      unitOfMeasure: { unit: 'Wh' },
    },
    { value: reading.powerW, measurand: 'Power.Active.Import', context, unitOfMeasure: { unit: 'W' } },
    { value: reading.currentA, measurand: 'Current.Import', context, unitOfMeasure: { unit: 'A' } },
    { value: reading.voltageV, measurand: 'Voltage', context, unitOfMeasure: { unit: 'V' } },
    { value: reading.socPercent, measurand: 'SoC', context, location: 'EV', unitOfMeasure: { unit: 'Percent' } },
  ];
  const wanted = samples.filter(({ measurand }) => measurand !== undefined && measurands.includes(measurand));
  const [energy] = samples;
  return {
    timestamp: at.toISOString(),
    sampledValue: (wanted.length > 0 || energy === undefined
      ? wanted
      : [energy]) as OCPP20.MeterValueType['sampledValue'],
  };
};

export const measurandsOf = (model: DeviceModel, when: 'Started' | 'Updated' | 'Ended'): readonly string[] =>
  textOf(model, 'SampledDataCtrlr', `Tx${when}Measurands`)
    .split(',')
    .map((name) => name.trim());

const contextOf = (type: Request['eventType'], trigger: Trigger): Context => {
  if (type === 'Started') return 'Transaction.Begin';
  if (type === 'Ended') return 'Transaction.End';
  if (trigger === 'MeterValuePeriodic') return 'Sample.Periodic';
  return trigger === 'Trigger' ? 'Trigger' : 'Other';
};

export const createTransactionEvents = (core: Core, model: DeviceModel) => {
  /** Whether the gateway has been told who charges, and by which remote start. */
  const told = new WeakMap<SimulatedSession, { token: boolean; remoteStart: boolean }>();

  const deauthorize = (session: SimulatedSession, answer: OCPP20.TransactionEventResponse) => {
    const status = answer.idTokenInfo?.status;
    if (status === undefined) return;
    session.idTagStatus = status;
    session.groupId = answer.idTokenInfo?.groupIdToken?.idToken ?? session.groupId;
    if (status === 'Accepted' || session.endedAt !== null || !rules201(model).stopOnInvalid) return;
    core.operations.deauthorize(session, { reason: 'DeAuthorized', trigger: 'Deauthorized', uid: null });
  };

  const event = (session: SimulatedSession, type: Request['eventType'], trigger: Trigger, cause?: StopCause): void => {
    const connector = connectorOf(core, session.connectorId);
    if (connector === undefined) return;
    session.transactionId ??= randomUUID();
    const known = told.get(session) ?? { token: false, remoteStart: false };
    told.set(session, known);
    const uid = cause?.uid ?? (known.token ? null : session.idTag);
    known.token ||= session.idTag !== null;
    const tellsRemoteStart = session.remoteStartId !== null && !known.remoteStart;
    known.remoteStart ||= tellsRemoteStart;
    const at = type === 'Started' ? session.startedAt : type === 'Ended' ? session.endedAt : null;
    const timestamp = at ?? core.now();
    const offline = !core.online();
    // At speed a millisecond later is a watt-hour more: begin and end say what the session itself noted then.
    const noted = type === 'Started' ? session.meterStartWh : type === 'Ended' ? session.meterStopWh : null;
    const shown = core.power.read(connector);
    const reading = { ...shown, energyWh: noted ?? shown.energyWh };
    const payload: Request = {
      eventType: type,
      timestamp: timestamp.toISOString(),
      triggerReason: trigger as Request['triggerReason'],
      seqNo: session.seqNo,
      ...(offline ? { offline } : {}),
      transactionInfo: {
        transactionId: session.transactionId,
        chargingState: session.chargingState,
        ...(tellsRemoteStart && session.remoteStartId !== null ? { remoteStartId: session.remoteStartId } : {}),
        ...(cause === undefined ? {} : { stoppedReason: REASONS[cause.reason] }),
      },
      evse: { id: session.connectorId, connectorId: 1 },
      ...(uid === null ? {} : { idToken: idTokenOf(uid) }),
      meterValue: [meterValue201(timestamp, reading, contextOf(type, trigger), measurandsOf(model, type))],
    };
    session.seqNo += 1;
    queueTransactionMessage(core, session, {
      action: 'TransactionEvent',
      payload: () => payload,
      answered: (answer) => {
        if (type === 'Started') {
          session.startAcknowledged = true;
          core.events.emit('startAcknowledged', session);
        }
        deauthorize(session, answer as OCPP20.TransactionEventResponse);
      },
    });
  };

  return {
    started: (session: SimulatedSession, trigger: Trigger) => event(session, 'Started', trigger),
    updated: (session: SimulatedSession, trigger: Trigger) => event(session, 'Updated', trigger),
    ended: (session: SimulatedSession, cause: StopCause) => event(session, 'Ended', cause.trigger, cause),
  };
};
