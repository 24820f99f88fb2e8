/** `/`: what this is, whether it is ready, and where to go from here. Strangers read it: it tells nothing of stations. */
import { escapeHtml } from '../domain/escape-html.ts';

const curl = (
  publicUrl: string,
): string => `curl -s -u "$CLIENT_ID:$CLIENT_SECRET" -d grant_type=client_credentials ${publicUrl}/oauth/token
TOKEN=YOUR-ACCESS-TOKEN
curl -s -H "Authorization: Bearer $TOKEN" ${publicUrl}/api/v1/stations`;

export const landingBody = ({
  publicUrl,
  version,
  isReady,
  graphiql,
}: {
  readonly publicUrl: string;
  readonly version: string;
  readonly isReady: boolean;
  readonly graphiql: boolean;
}): string => `<h1>Voltgate</h1>
<p class="lead">One API to charging stations of OCPP 1.6, 2.0.1 and 2.1: for apps, fleets and partners.</p>
<dl>
<dt>State</dt><dd>${isReady ? 'Ready' : 'Not ready: <a href="/health/ready">which part</a>'}</dd>
<dt>Version</dt><dd>${escapeHtml(version)}</dd>
<dt>REST</dt><dd><code>${escapeHtml(publicUrl)}/api/v1</code>: <a href="/docs">reference</a></dd>
<dt>GraphQL</dt><dd><code>${escapeHtml(publicUrl)}/graphql</code>: <a href="/docs/schema.graphql">schema</a>${
  graphiql ? ', <a href="/graphql">GraphiQL</a>' : ''
}</dd>
<dt>Events</dt><dd><code>${escapeHtml(publicUrl)}/api/v1/events/stream</code>: <a href="/docs/events">types</a></dd>
<dt>Stations</dt><dd>connect over WebSocket to <code>/ocpp/</code> and their id: <a href="/docs/ocpp">OCPP</a></dd>
</dl>
<h2>First steps</h2>
<p>Get an access token with a client's id and secret (the demo prints some), put the <code>access_token</code> of the answer
into the second line, and ask for the stations:</p>
<pre><code>${escapeHtml(curl(publicUrl))}</code></pre>
<p>Then: <a href="/docs/concepts">concepts</a>, <a href="/docs/api">the API</a>, <a href="/docs/errors">its errors</a>.
Programs find all of it by <a href="/.well-known/api-catalog">/.well-known/api-catalog</a> and
<a href="/llms.txt">/llms.txt</a>.</p>`;

/** The same for programs. */
export const landingJson = ({
  publicUrl,
  version,
  isReady,
}: {
  readonly publicUrl: string;
  readonly version: string;
  readonly isReady: boolean;
}): object => ({
  name: 'Voltgate',
  version,
  ready: isReady,
  links: {
    rest: `${publicUrl}/api/v1`,
    graphql: `${publicUrl}/graphql`,
    reference: `${publicUrl}/docs`,
    openapi: `${publicUrl}/docs/openapi.json`,
    catalog: `${publicUrl}/.well-known/api-catalog`,
    health: `${publicUrl}/health/ready`,
  },
});
