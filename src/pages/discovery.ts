/** What programs find the APIs by: the catalog of RFC 9727 and llms.txt. */
import type { Document } from './documents.ts';

export const CATALOG_TYPE = 'application/linkset+json; profile="https://www.rfc-editor.org/info/rfc9727"';

/** @see RFC 9727 and RFC 9264, 4.2 */
export const apiCatalog = (publicUrl: string): object => {
  const at = (path: string) => `${publicUrl}${path}`;
  const html = (path: string) => [{ href: at(path), type: 'text/html' }];
  const status = [{ href: at('/health/ready'), type: 'application/json' }];
  return {
    linkset: [
      {
        anchor: at('/.well-known/api-catalog'),
        item: ['/api/v1', '/graphql', '/mcp'].map((path) => ({ href: at(path) })),
      },
      {
        anchor: at('/api/v1'),
        'service-desc': [
          { href: at('/docs/openapi.json'), type: 'application/json' },
          { href: at('/docs/openapi.yaml'), type: 'application/yaml' },
        ],
        'service-doc': html('/docs'),
        status,
      },
      {
        anchor: at('/graphql'),
        'service-desc': [{ href: at('/docs/schema.graphql'), type: 'application/graphql' }],
        'service-doc': html('/docs/api'),
        status,
      },
      { anchor: at('/mcp'), 'service-doc': html('/docs/agents'), status },
    ],
  };
};

/** @see https://llmstxt.org */
export const llmsText = (publicUrl: string, documents: readonly Document[]): string => {
  const line = (path: string, title: string, says = '') => `- [${title}](${publicUrl}${path})${says}\n`;
  return `# Voltgate

> Gateway for EV charging: REST, GraphQL, event streams and a Model Context Protocol server over charging stations of
> OCPP 1.6, 2.0.1 and 2.1.

Access is by OAuth 2 access tokens: client credentials at ${publicUrl}/oauth/token. Documents are Markdown unless
\`text/html\` is asked for.

## Contracts

${line('/docs/openapi.yaml', 'REST', ': OpenAPI 3.1; base path /api/v1')}${line('/docs/schema.graphql', 'GraphQL', ': schema; endpoint /graphql')}${line('/.well-known/api-catalog', 'Catalog', ': RFC 9727')}
## Documents

${documents.map(({ path, title }) => line(path, title)).join('')}`;
};
