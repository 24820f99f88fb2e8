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
});
`;

const DOCUMENTS = [
  ['/docs/openapi.yaml', documentUrls.yaml, 'application/yaml; charset=utf-8'],
  ['/docs/schema.graphql', documentUrls.graphql, 'application/graphql; charset=utf-8'],
  ['/docs/errors', documentUrls.errors, 'text/markdown; charset=utf-8'],
  ['/docs/events', documentUrls.events, 'text/markdown; charset=utf-8'],
] as const;

/** The description with this gateway's own addresses. */
const describeHere = (publicUrl: string): object => {
  const description = readDescription();
  const { oauth } = description.components.securitySchemes;
  const clientCredentials = { ...oauth.flows.clientCredentials, tokenUrl: `${publicUrl}/oauth/token` };
  return {
    ...description,
    servers: description.servers.map(({ url }) => ({ url: `${publicUrl}${url}` })),
    components: { ...description.components, securitySchemes: { oauth: { ...oauth, flows: { clientCredentials } } } },
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
  router.use('/docs/assets', express.static(ASSETS, { index: false, redirect: false, maxAge: '1d' }));
  return router;
};
