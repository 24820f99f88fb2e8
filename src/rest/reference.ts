/** /docs: the reference of this API, with all its assets from here, and the contracts as text. */
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type Response, Router } from 'express';
import helmet from 'helmet';
import { documentUrls, readDescription } from './description.ts';

/** Found, not imported: its entry point would load the whole bundle into this process. */
const ASSETS = dirname(fileURLToPath(import.meta.resolve('swagger-ui-dist/package.json')));

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Voltgate API reference</title>
    <link rel="icon" href="/docs/assets/favicon-32x32.png">
    <link rel="stylesheet" href="/docs/assets/swagger-ui.css">
  </head>
  <body>
    <div id="reference"></div>
    <script src="/docs/assets/swagger-ui-bundle.js"></script>
    <script src="/docs/reference.js"></script>
  </body>
</html>
`;

const SCRIPT = `SwaggerUIBundle({
  url: '/docs/openapi.json',
  dom_id: '#reference',
  deepLinking: true,
  displayRequestDuration: true,
  persistAuthorization: false,
  validatorUrl: null,
  // Where people come back to from signing in, so that it is the origin that they are at.
  oauth2RedirectUrl: new URL('/docs/oauth2-redirect.html', location.href).href,
}).initOAuth({ usePkceWithAuthorizationCodeGrant: true });
`;

const DOCUMENTS = [
  ['/docs/openapi.yaml', documentUrls.yaml, 'application/yaml; charset=utf-8'],
  ['/docs/asyncapi.yaml', documentUrls.asyncapi, 'application/yaml; charset=utf-8'],
  ['/docs/schema.graphql', documentUrls.graphql, 'application/graphql; charset=utf-8'],
] as const;

const URLS = ['tokenUrl', 'authorizationUrl', 'refreshUrl'];

/** The description with this gateway's own addresses. */
const describeHere = (publicUrl: string): object => {
  const description = readDescription();
  const { oauth } = description.components.securitySchemes;
  const here = ([name, value]: [string, unknown]): [string, unknown] =>
    URLS.includes(name) && typeof value === 'string'
      ? [name, `${publicUrl}${new URL(value, publicUrl).pathname}`]
      : [name, value];
  const flows = Object.fromEntries(
    Object.entries(oauth.flows).map(([name, flow]) => [name, Object.fromEntries(Object.entries(flow).map(here))]),
  );
  return {
    ...description,
    servers: description.servers.map(({ url }) => ({ url: `${publicUrl}${url}` })),
    components: { ...description.components, securitySchemes: { oauth: { ...oauth, flows } } },
  };
};

export const createReferenceRouter = ({ publicUrl }: { readonly publicUrl: string }): Router => {
  const router = Router();
  router.use(
    '/docs',
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          // Swagger UI sets styles and draws icons from data URLs.
          styleSrc: ["'self'", "'unsafe-inline'"],
          imgSrc: ["'self'", 'data:'],
          frameAncestors: ["'none'"],
          baseUri: ["'none'"],
          objectSrc: ["'none'"],
        },
      },
      // The window of a sign-in must find its way back to the page that opened it.
      crossOriginOpenerPolicy: false,
      strictTransportSecurity: false,
    }),
  );
  const send = (response: Response, type: string, body: string) => response.type(type).send(body);
  router.get('/docs', (_request, response) => void send(response, 'text/html', PAGE));
  router.get('/docs/reference.js', (_request, response) => void send(response, 'text/javascript', SCRIPT));
  router.get('/docs/openapi.json', (_request, response) => void response.json(describeHere(publicUrl)));
  for (const [path, url, type] of DOCUMENTS) {
    router.get(path, async (_request, response) => {
      send(response, type, await readFile(url, 'utf8'));
    });
  }
  for (const name of ['oauth2-redirect.html', 'oauth2-redirect.js']) {
    router.get(`/docs/${name}`, (_request, response) => response.sendFile(name, { root: ASSETS }));
  }
  router.use('/docs/assets', express.static(ASSETS, { index: false, redirect: false, maxAge: '1d' }));
  return router;
};
