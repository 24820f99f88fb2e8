/** SetChargingProfile, ClearChargingProfile and GetCompositeSchedule. */
import type { OCPP16 } from 'typed-ocpp';
import type { Profile, ProfilePurpose } from '../charging-profiles.ts';
import { type Core, connectorOf, type Handlers, handler } from '../core.ts';

type Profile16 = OCPP16.SetChargingProfileRequest['csChargingProfiles'];

const PURPOSES: Record<Profile16['chargingProfilePurpose'], ProfilePurpose> = {
  ChargePointMaxProfile: 'StationMax',
  TxDefaultProfile: 'TxDefault',
  TxProfile: 'Tx',
};

const dateOr = (text: string | undefined): Date | null => (text === undefined ? null : new Date(text));

export const profile16 = (core: Core, connectorId: number, raw: Profile16): Profile => ({
  id: raw.chargingProfileId,
  stackLevel: raw.stackLevel,
  purpose: PURPOSES[raw.chargingProfilePurpose],
  kind: raw.chargingProfileKind,
  recurrency: raw.recurrencyKind ?? null,
  validFromAt: dateOr(raw.validFrom),
  validToAt: dateOr(raw.validTo),
  connectorId,
  transactionId: raw.transactionId === undefined ? null : String(raw.transactionId),
  schedule: {
    startAt: dateOr(raw.chargingSchedule.startSchedule),
    durationS: raw.chargingSchedule.duration ?? null,
    unit: raw.chargingSchedule.chargingRateUnit,
    periods: raw.chargingSchedule.chargingSchedulePeriod.map((period) => ({
      startS: period.startPeriod,
      limit: period.limit,
      phases: period.numberPhases ?? null,
    })),
  },
  receivedAt: core.clock.now(),
  raw,
});

/** OCPP 1.6, 5.16.2: a TxProfile needs the transaction it is for. */
const fitsTransaction = (core: Core, profile: Profile): boolean => {
  if (profile.purpose !== 'Tx') return true;
  const session = connectorOf(core, profile.connectorId)?.session ?? null;
  return session !== null && (profile.transactionId === null || profile.transactionId === session.transactionId);
};

export const profileHandlers16 = (core: Core): Handlers => ({
  SetChargingProfile: handler<OCPP16.SetChargingProfileRequest, OCPP16.SetChargingProfileResponse>(
    ['connectorId', 'csChargingProfiles'],
    ({ connectorId, csChargingProfiles }) => {
      const profile = profile16(core, connectorId, csChargingProfiles);
      const known = connectorId === 0 || connectorOf(core, connectorId) !== undefined;
      if (!known || !fitsTransaction(core, profile)) return { payload: { status: 'Rejected' } };
      core.power.advance();
      if (core.profiles.add(profile) !== null) return { payload: { status: 'Rejected' } };
      return { payload: { status: 'Accepted' }, afterwards: core.operations.limitsChanged };
    },
  ),
  ClearChargingProfile: handler<OCPP16.ClearChargingProfileRequest, OCPP16.ClearChargingProfileResponse>(
    [],
    ({ id, connectorId, chargingProfilePurpose, stackLevel }) => {
      core.power.advance();
      const cleared = core.profiles.clear({
        ids: id === undefined ? null : [id],
        connectorId: connectorId ?? null,
        purpose: chargingProfilePurpose === undefined ? null : PURPOSES[chargingProfilePurpose],
        stackLevel: stackLevel ?? null,
      });
      return { payload: { status: cleared > 0 ? 'Accepted' : 'Unknown' }, afterwards: core.operations.limitsChanged };
    },
  ),
  GetCompositeSchedule: handler<OCPP16.GetCompositeScheduleRequest, OCPP16.GetCompositeScheduleResponse>(
    ['connectorId', 'duration'],
    ({ connectorId, duration, chargingRateUnit }) => {
      if (connectorId !== 0 && connectorOf(core, connectorId) === undefined) return { payload: { status: 'Rejected' } };
      const unit = chargingRateUnit ?? 'W';
      const wattsEach = unit === 'W' ? 1 : core.voltageV * 3;
      const scheduleStart = core.clock.now().toISOString();
      return {
        payload: {
          status: 'Accepted',
          connectorId,
          scheduleStart,
          chargingSchedule: {
            duration,
            startSchedule: scheduleStart,
            chargingRateUnit: unit,
            chargingSchedulePeriod: core.power.composite(connectorId, duration).map(({ startS, limitW }) => ({
              startPeriod: startS,
              limit: Math.round((limitW / wattsEach) * 10) / 10,
            })),
          },
        },
      };
    },
  ),
});
