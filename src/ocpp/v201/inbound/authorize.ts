import type { OCPP20 } from 'typed-ocpp';
import type { Inbound } from '../../protocol.ts';
import { type IdTokenInfo, idTokenInfo, presentedToken } from '../id-token.ts';

/**
 * A contract certificate cannot be proved while no certificate authority is configured: the station is told so, and
 * the token that goes with it is not let through on its name alone (OCPP 2.0.1 part 2, C07).
 */
const withoutProof = (info: IdTokenInfo): OCPP20.AuthorizeResponse => ({
  idTokenInfo: info.status === 'Accepted' ? { status: 'Invalid' } : info,
  certificateStatus: 'NoCertificateAvailable',
});

/** maxLength: the longest idToken that the version can say. */
export const authorize =
  (maxLength: number): Inbound<OCPP20.AuthorizeRequest, OCPP20.AuthorizeResponse> =>
  async (request, { stationId, inbox }) => {
    const token = presentedToken(request.idToken);
    const info: IdTokenInfo =
      token === null ? { status: 'Invalid' } : idTokenInfo(await inbox.authorize(stationId, token), maxLength);
    const certified = request.certificate !== undefined || request.iso15118CertificateHashData !== undefined;
    return certified ? withoutProof(info) : { idTokenInfo: info };
  };
