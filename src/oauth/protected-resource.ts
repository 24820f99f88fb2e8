/**
 * What a client must know to be let in: which issuers' tokens are taken, with which scopes, and how they come.
 *
 * @see RFC 9728
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Scope } from '../domain/access.ts';
import { DPOP_ALGORITHMS } from '../services/challenge.ts';

const PATH = '/.well-known/oauth-protected-resource';

/** Each face has its own, by its path behind the well-known one; all take the same tokens. */
const FACES = ['', '/api/v1', '/graphql', '/mcp'] as const;
export const PROTECTED_RESOURCE_PATHS = FACES.map((face) => `${PATH}${face}`);

export type ProtectedResource = {
  readonly owns: (path: string) => boolean;
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void;
};

/** issuers: their identifiers, the embedded one first. publicUrl: without a slash at its end. */
export const createProtectedResource = ({
  publicUrl,
  issuers,
  offeredScopes,
}: {
  readonly publicUrl: string;
  readonly issuers: readonly string[];
  readonly offeredScopes: readonly Scope[];
}): ProtectedResource => ({
  owns: (path) => PROTECTED_RESOURCE_PATHS.includes(path),
  handle: (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { allow: 'GET, HEAD' }).end();
      return;
    }
    const face = (request.url ?? '').split('?', 1)[0]?.slice(PATH.length) ?? '';
    const metadata = {
      resource: `${publicUrl}${face}`,
      resource_name: 'Voltgate',
      authorization_servers: issuers,
      scopes_supported: offeredScopes,
      bearer_methods_supported: ['header'],
      dpop_signing_alg_values_supported: DPOP_ALGORITHMS,
      dpop_bound_access_tokens_required: false,
      resource_documentation: `${publicUrl}/docs`,
    };
    response
      .writeHead(200, {
        'cache-control': 'public, max-age=300',
        'content-type': 'application/json',
        'x-content-type-options': 'nosniff',
      })
      .end(request.method === 'HEAD' ? undefined : JSON.stringify(metadata));
  },
});
