/** What the demo prints: addresses, credentials, and lines to paste. */
import type { Gateway } from '../app.ts';
import type { SeededPerson } from './people.ts';
import { CARDS, type SeededClient, STATION_PREFIX } from './seed.ts';

/** As any client would: OAuth 2 client credentials. */
export const fetchAccessToken = async (url: string, client: SeededClient): Promise<string> => {
  const response = await fetch(`${url}/oauth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${client.id}:${client.secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  if (!response.ok) throw new Error(`no access token: ${response.status} ${await response.text()}`);
  const { access_token: token } = (await response.json()) as { readonly access_token: string };
  return token;
};

/** RFC 7636's own example of a verifier's challenge: enough to see the pages, too well known for more. */
const EXAMPLE_CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

const signInAddress = (url: string): string =>
  `${url}/oauth/authorize?${new URLSearchParams({
    client_id: 'demo-people',
    response_type: 'code',
    redirect_uri: 'http://localhost/callback',
    scope: 'openid stations:read sessions:read',
    code_challenge: EXAMPLE_CHALLENGE,
    code_challenge_method: 'S256',
  })}`;

export const welcome = (options: {
  readonly gateway: Gateway;
  readonly clients: readonly SeededClient[];
  readonly people: readonly SeededPerson[];
  readonly accessToken: string;
  readonly stations: number;
}): string => {
  const { gateway, clients, people, accessToken, stations } = options;
  const { url, adminClient } = gateway;
  const start = JSON.stringify({
    station_id: `${STATION_PREFIX}-001`,
    evse_id: 1,
    token: { uid: CARDS[0], type: 'RFID' },
  });
  const bearer = `Bearer ${accessToken}`;
  const credentials = [
    { id: adminClient.clientId, secret: adminClient.clientSecret, name: 'Administration' },
    ...clients,
  ].map(({ id, secret, name }) => `  ${id.padEnd(14)} ${secret}  ${name}`);

  return `
Voltgate is up, with ${stations} simulated stations (OCPP 1.6, 2.0.1 and 2.1).

  GraphQL        ${url}/graphql
  REST           ${url}/api/v1
  API reference  ${url}/docs
  OAuth          ${url}/oauth/token
  Stations       ${url.replace(/^http/, 'ws')}/ocpp/{stationId}
  Health         ${url}/health/ready
  Metrics        ${url}/metrics

Clients (OAuth 2 client credentials; all secrets but the administration's are new at each start):
${credentials.join('\n')}

People who sign in (client demo-people, no secret, PKCE; docs/oauth.md; passwords are new at each start):
${people.map(({ login, password, name }) => `  ${login.padEnd(21)} ${password}  ${name}`).join('\n')}
See the pages: ${signInAddress(url)}
or sign in by Authorize (authorizationCode) in the API reference.

Start a session (the access token is demo-operator's, good for an hour):

curl -s -X POST '${url}/api/v1/commands/START_SESSION' -H 'Content-Type: application/json' -d '${start}' -H 'Authorization: ${bearer}'

Watch its energy grow (a sample every 5 s):

curl -s '${url}/api/v1/sessions?station_id=${STATION_PREFIX}-001&status=ACTIVE' -H 'Authorization: ${bearer}'

Ctrl-C ends it.
`;
};
