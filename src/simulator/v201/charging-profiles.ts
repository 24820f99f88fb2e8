/** SetChargingProfile, ClearChargingProfile, GetChargingProfiles and GetCompositeSchedule. */
import type { OCPP20, OCPP21 } from 'typed-ocpp';
import type { Profile, ProfilePurpose } from '../charging-profiles.ts';
import { type Core, connectorOf, type Handlers, handler } from '../core.ts';

/** 2.1 adds purposes, kinds and optional limits; what 2.0.1 sends is a part of it. */
type AnyProfile = OCPP21.SetChargingProfileRequest['chargingProfile'];

const PURPOSES: Readonly<Record<string, ProfilePurpose>> = {
  ChargingStationMaxProfile: 'StationMax',
  ChargingStationExternalConstraints: 'External',
  TxDefaultProfile: 'TxDefault',
  TxProfile: 'Tx',
};

const purposeOf = (name: string): ProfilePurpose => PURPOSES[name] ?? 'Other';
const dateOr = (text: string | undefined): Date | null => (text === undefined ? null : new Date(text));

/** Null: no schedule in it. A limit that is left out (2.1) is none. */
export const profile201 = (core: Core, evseId: number, raw: AnyProfile): Profile | null => {
  const [schedule] = raw.chargingSchedule;
  if (schedule === undefined) return null;
  return {
    id: raw.id,
    stackLevel: raw.stackLevel,
    purpose: purposeOf(raw.chargingProfilePurpose),
    kind: raw.chargingProfileKind,
    recurrency: raw.recurrencyKind ?? null,
    validFromAt: dateOr(raw.validFrom),
    validToAt: dateOr(raw.validTo),
    connectorId: evseId,
    transactionId: raw.transactionId ?? null,
    schedule: {
      startAt: dateOr(schedule.startSchedule),
      durationS: schedule.duration ?? null,
      unit: schedule.chargingRateUnit,
      periods: schedule.chargingSchedulePeriod.map((period) => ({
        startS: period.startPeriod,
        limit: period.limit ?? Infinity,
        phases: period.numberPhases ?? null,
      })),
    },
    receivedAt: core.clock.now(),
    raw,
  };
};

const refusal = (core: Core, profile: Profile): string | null => {
  if (profile.connectorId !== 0 && connectorOf(core, profile.connectorId) === undefined) return 'UnknownEVSE';
  // OCPP 2.0.1 Part 2, K01.FR.03 and K01.FR.33: a TxProfile names a transaction that runs on that EVSE.
  if (profile.purpose === 'Tx') {
    const session = connectorOf(core, profile.connectorId)?.session ?? null;
    if (session === null || session.transactionId !== profile.transactionId) return 'TxNotFound';
  }
  // K01.FR.22: those are set by others than the CSMS.
  if (profile.purpose === 'External') return 'InvalidProfile';
  return core.profiles.add(profile);
};

export const profileHandlers201 = (core: Core): Handlers => ({
  SetChargingProfile: handler<OCPP21.SetChargingProfileRequest, OCPP20.SetChargingProfileResponse>(
    ['evseId', 'chargingProfile'],
    ({ evseId, chargingProfile }) => {
      const profile = profile201(core, evseId, chargingProfile);
      core.power.advance();
      const reasonCode = profile === null ? 'InvalidSchedule' : refusal(core, profile);
      if (reasonCode !== null) return { payload: { status: 'Rejected', statusInfo: { reasonCode } } };
      return { payload: { status: 'Accepted' }, afterwards: core.operations.limitsChanged };
    },
  ),
  ClearChargingProfile: handler<OCPP20.ClearChargingProfileRequest, OCPP20.ClearChargingProfileResponse>(
    [],
    ({ chargingProfileId, chargingProfileCriteria: criteria }) => {
      core.power.advance();
      const cleared = core.profiles.clear({
        ids: chargingProfileId === undefined ? null : [chargingProfileId],
        connectorId: criteria?.evseId ?? null,
        purpose: criteria?.chargingProfilePurpose === undefined ? null : purposeOf(criteria.chargingProfilePurpose),
        stackLevel: criteria?.stackLevel ?? null,
      });
      return { payload: { status: cleared > 0 ? 'Accepted' : 'Unknown' }, afterwards: core.operations.limitsChanged };
    },
  ),
  GetChargingProfiles: handler<OCPP20.GetChargingProfilesRequest, OCPP20.GetChargingProfilesResponse>(
    ['requestId', 'chargingProfile'],
    ({ requestId, evseId, chargingProfile: criteria }) => {
      const found = core.profiles.find({
        ids: criteria.chargingProfileId ?? null,
        connectorId: evseId ?? null,
        purpose: criteria.chargingProfilePurpose === undefined ? null : purposeOf(criteria.chargingProfilePurpose),
        stackLevel: criteria.stackLevel ?? null,
      });
      if (found.length === 0) return { payload: { status: 'NoProfiles' } };
      return {
        payload: { status: 'Accepted' },
        afterwards: async () => {
          for (const [index, profile] of found.entries()) {
            const request: OCPP20.ReportChargingProfilesRequest = {
              requestId,
              chargingLimitSource: 'CSO',
              evseId: profile.connectorId,
              chargingProfile: [profile.raw as OCPP20.SetChargingProfileRequest['chargingProfile']],
              tbc: index < found.length - 1,
            };
            await core.call('ReportChargingProfiles', request);
          }
        },
      };
    },
  ),
  GetCompositeSchedule: handler<OCPP20.GetCompositeScheduleRequest, OCPP20.GetCompositeScheduleResponse>(
    ['duration', 'evseId'],
    ({ evseId, duration, chargingRateUnit }) => {
      if (evseId !== 0 && connectorOf(core, evseId) === undefined) return { payload: { status: 'Rejected' } };
      const unit = chargingRateUnit ?? 'W';
      const wattsEach = unit === 'W' ? 1 : core.voltageV * 3;
      const periods = core.power.composite(evseId, duration).map(({ startS, limitW }) => ({
        startPeriod: startS,
        limit: Math.round((limitW / wattsEach) * 10) / 10,
      }));
      return {
        payload: {
          status: 'Accepted',
          schedule: {
            evseId,
            duration,
            scheduleStart: core.clock.now().toISOString(),
            chargingRateUnit: unit,
            chargingSchedulePeriod: periods as NonNullable<
              OCPP20.GetCompositeScheduleResponse['schedule']
            >['chargingSchedulePeriod'],
          },
        },
      };
    },
  ),
});
