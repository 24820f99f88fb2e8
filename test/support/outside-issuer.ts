/** A small OAuth issuer of somebody else, on a free port: discovery, keys, and access tokens as RFC 9068 has them. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

export type OutsideIssuer = {
  readonly url: string;
  /** A token of the client, good for five minutes; claims replace the usual ones, undefined takes one away. */
  readonly token: (clientId: string, claims?: JWTPayload, header?: { readonly typ?: string }) => Promise<string>;
  /** From here on it signs with another key, and shows that one only. */
  readonly rotateKey: () => Promise<void>;
  /** What its discovery and keys are answered with; 200 at first. */
  readonly answerWith: (status: number, what?: 'all' | 'keys') => void;
  readonly close: () => Promise<void>;
};

const makeKey = async (kid: string) => {
  const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
  return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, use: 'sig', alg: 'ES256' } };
};

/** audience: what its tokens are for, unless their claims say otherwise. */
export const startOutsideIssuer = async (audience: () => string): Promise<OutsideIssuer> => {
  let key = await makeKey('key-1');
  let status = { all: 200, keys: 200 };
  let issued = 0;
  const server = createServer((request, response) => {
    const isMoved = request.url === '/moved';
    const isKeys = request.url === '/keys' || isMoved;
    const body = isKeys ? { keys: [key.jwk] } : { issuer: url, jwks_uri: `${url}/keys` };
    const known = isKeys || request.url === '/.well-known/openid-configuration';
    const answered = isMoved ? 200 : status.all !== 200 ? status.all : isKeys ? status.keys : 200;
    response
      // Whoever follows a redirect finds the keys.
      .writeHead(known ? answered : 404, { 'content-type': 'application/json', location: `${url}/moved` })
      .end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    url,
    token: (clientId, claims = {}, header = {}) => {
      const nowS = Math.floor(Date.now() / 1000);
      issued += 1;
      const usual = {
        iss: url,
        aud: audience(),
        sub: clientId,
        client_id: clientId,
        jti: `token-${issued}`,
        iat: nowS,
        exp: nowS + 300,
        scope: 'locations:read stations:read',
      };
      return new SignJWT({ ...usual, ...claims })
        .setProtectedHeader({ alg: 'ES256', typ: header.typ ?? 'at+jwt', kid: key.kid })
        .sign(key.privateKey);
    },
    rotateKey: async () => {
      key = await makeKey(`key-${Date.now()}-${issued}`);
    },
    answerWith: (code, what = 'all') => {
      status = { ...status, [what]: code };
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
