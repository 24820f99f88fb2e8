/** Who may come in at the stations' door. */
import { timingSafeEqual } from 'node:crypto';
import type { Station } from '../../domain/station.ts';
import { DELETED_FAULT, isStationId, newStation, replacedFault } from '../../domain/station-rules.ts';
import type { Admission, Knock, StationInbox } from '../inbox.ts';
import type { EventMaker } from '../new-event.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import type { Log, Metrics } from '../ports/observing.ts';
import type { Clock } from '../ports/time.ts';
import { networkOf } from '../request-address.ts';
import { retiredStation } from '../retirement.ts';
import { createGuesses, type Guesses } from './guesses.ts';
import type { PasswordCheck } from './password.ts';
import type { StationWriter } from './station-writer.ts';

/** reject: 404. pending: a record is made, and an operator can adopt it. accept: taken as it is (development). */
export type UnknownStations = 'reject' | 'pending' | 'accept';

const WRONG: Admission = { kind: 'wrong_credentials' };
const WRONG_PASSWORD = 'It came with a wrong password.';

const sameText = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
};

export const createAdmit = ({
  store,
  writer,
  events,
  passwords,
  problem,
  clock,
  log,
  metrics,
  options,
}: {
  readonly store: Pick<DocumentStore, 'get'>;
  readonly writer: StationWriter;
  readonly events: EventMaker;
  readonly passwords: PasswordCheck;
  readonly problem: StationInbox['problem'];
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  /** certificateOrganization: O that station certificates must carry (OCPP Part 2, A00.FR.404); null: any. */
  readonly options: { readonly unknownStations: UnknownStations; readonly certificateOrganization: string | null };
}): StationInbox['admit'] => {
  /**
   * The station's record, or that of a retired one; in the modes that ask for it, one is made at the first knock, once for
   * any number at a time.
   */
  const stationAt = ({ stationId }: Knock): Promise<Station | null> =>
    writer.write<Station | null>(stationId, async ({ station }) => {
      if (station !== null) return { change: null, answer: station };
      const retired = await retiredStation(store, stationId);
      // With a colon only whoever registers it so (OCPP-J 1.6, 3.1.1; OCPP 2.0.1 part 4, 3.1.1).
      const mayBeMade = options.unknownStations !== 'reject' && !stationId.includes(':');
      if (retired !== null || !mayBeMade) return { change: null, answer: retired };
      const registration = options.unknownStations === 'accept' ? 'accepted' : 'pending';
      const made = newStation(stationId, registration, clock.now());
      return { change: { stations: [made], events: [events.ofStation('station.updated', made)] }, answer: made };
    });

  const guesses: Guesses = createGuesses({ clock });

  /** An operator sees it on the station. How often it happens is counted in memory: a flood of it writes no more than one. */
  const wrong = ({ stationId }: Knock, detail: string, admission: Admission = WRONG): Admission => {
    problem({ stationId, kind: 'wrong_credentials', action: null, property: null, detail });
    return admission;
  };

  const judgePassword = async (knock: Knock, station: Station): Promise<Admission> => {
    const { stationId, remoteAddress, credentials } = knock;
    const { passwordHash } = station.security;
    if (credentials === null) return wrong(knock, 'It came without a password.');
    if (passwordHash === null) return wrong(knock, 'No password is set for it.');
    if (!sameText(credentials.user, stationId)) return wrong(knock, 'The user that it came with is not its identity.');
    const known = passwords.known(stationId, credentials.password, passwordHash);
    if (known === true) return { kind: 'admitted', station };
    // It costs nothing: a station that keeps trying an old password is not kept out once it has the new one.
    if (known === false) return wrong(knock, WRONG_PASSWORD);
    const { taken, exhausted } = guesses.take(knock);
    if (exhausted !== null) log.warn({ stationId, remoteAddress, exhausted }, 'station.password_guessing');
    if (!taken)
      return wrong(knock, 'Too many wrong passwords were tried for it from one address.', { kind: 'throttled' });
    const isRight = await passwords.check(stationId, credentials.password, passwordHash, networkOf(remoteAddress));
    if (!isRight) return wrong(knock, WRONG_PASSWORD);
    guesses.giveBack(knock);
    return { kind: 'admitted', station };
  };

  /** OCPP 2.0.1 Part 2, A00.FR.403 to 405: CN is the serial number or the identity. */
  const hasCertificate = ({ clientCertificate }: Knock, station: Station): boolean => {
    if (clientCertificate === null || clientCertificate.commonName === null) return false;
    const names = [station.id, station.serialNumber];
    const organization = options.certificateOrganization;
    return (
      names.includes(clientCertificate.commonName) &&
      (organization === null || clientCertificate.organization === organization)
    );
  };

  const judge = async (knock: Knock, station: Station): Promise<Admission> => {
    const { profile } = station.security;
    if (profile >= 2 && !knock.tls) {
      return { kind: 'transport_refused', detail: `The station's security profile ${profile} needs TLS.` };
    }
    if (profile === 3 && knock.clientCertificate === null) {
      return { kind: 'transport_refused', detail: 'Security profile 3 needs a client certificate.' };
    }
    if (profile === 1 || profile === 2) return judgePassword(knock, station);
    if (profile === 0 || hasCertificate(knock, station)) return { kind: 'admitted', station };
    return wrong(knock, 'It came with the certificate of another.');
  };

  /** Only who proved to be the station is told. */
  const whatBecameOf = (station: Station): Admission => {
    if (station.retiredAt !== undefined) return { kind: 'station_deleted', detail: DELETED_FAULT.detail };
    if (station.replacedBy === null) return { kind: 'admitted', station };
    return { kind: 'station_replaced', detail: replacedFault(station).detail };
  };

  return async (knock) => {
    const { stationId } = knock;
    const station = isStationId(stationId) ? await stationAt(knock) : null;
    const judged: Admission = station === null ? { kind: 'unknown' } : await judge(knock, station);
    const admission = judged.kind === 'admitted' ? whatBecameOf(judged.station) : judged;
    if (admission.kind === 'station_replaced' || admission.kind === 'station_deleted') {
      log.info({ stationId, remoteAddress: knock.remoteAddress }, `${admission.kind.replace('_', '.')}_came_back`);
    } else if (admission.kind !== 'admitted') {
      metrics.count('auth_failures_total', { reason: `station_${admission.kind}` });
    }
    return admission;
  };
};
