/** The faces of the API, and the door that they share: tokens, quota, places for requests in work. */
import type { Backends } from '../backends/backends.ts';
import type { Config } from '../config.ts';
import type { Scope } from '../domain/access.ts';
import { createGraphqlFace, type GraphqlFace } from '../graphql/face.ts';
import { createMcpFace, type McpFace } from '../mcp/face.ts';
import { type AdminCredentials, ensureAdminClient } from '../oauth/admin-client.ts';
import { createCompanyLogin } from '../oauth/company-login.ts';
import { createDoor } from '../oauth/door.ts';
import { createIdentify } from '../oauth/identity.ts';
import { createIssuer, type Issuer } from '../oauth/issuer.ts';
import { createKeyRing } from '../oauth/key-ring.ts';
import { createPasswords, type PasswordCost } from '../oauth/passwords.ts';
import { createProtectedResource, type ProtectedResource } from '../oauth/protected-resource.ts';
import { createRefuse } from '../oauth/refusal.ts';
import { createAuthenticate } from '../oauth/resource-server.ts';
import { embeddedIssuer, outsideIssuer } from '../oauth/trusted-issuers.ts';
import { createUserinfo, withUserinfo } from '../oauth/userinfo.ts';
import { systemClock } from '../observe/clock.ts';
import type { OutboundClient } from '../outbound/outbound.ts';
import { createRestFace, type RestFace } from '../rest/face.ts';
import { createFailedSignIns } from '../services/accounts/failed-sign-ins.ts';
import { createSignIn } from '../services/accounts/sign-in.ts';
import type { Services } from '../services/api/services.ts';
import { createAuditedCommitter } from '../services/audit/audited-committer.ts';
import type { Chore } from '../services/chores.ts';
import type { Committer } from '../services/ports/commit.ts';
import type { Log, Metrics } from '../services/ports/observing.ts';
import type { Clock, NewId } from '../services/ports/time.ts';
import { createQuotaKeys } from '../services/quota-keys.ts';
import { createAddressOf } from '../services/request-address.ts';
import { createRequestGate } from '../services/request-gate.ts';
import { createRequestQuota } from '../services/request-quota.ts';
import {
  ACCOUNT_WINDOW_S,
  CLIENT_WINDOW_S,
  createSecretGuesses,
  LOGIN_WINDOW_S,
  MOST_FAILURES,
  MOST_LOGIN_FAILURES,
  WINDOW_S,
} from '../services/secret-guesses.ts';
import { createSigningKeys } from '../services/signing-keys.ts';
import { createStanding } from '../services/standing.ts';
import { VERSION } from '../version.ts';
import type { Parts } from './parts.ts';
import { faultShapes, shapesOf } from './shapes.ts';

const DAY_MS = 86_400_000;

export type Faces = {
  readonly adminClient: AdminCredentials;
  readonly issuer: Issuer;
  readonly protectedResource: ProtectedResource;
  readonly graphql: GraphqlFace;
  readonly rest: RestFace;
  readonly mcp: McpFace;
  readonly chores: readonly Chore[];
};

/** At the stop subscriptions and event streams are ended; other requests in work end by themselves. */
export const startFaces = async (
  parts: Parts,
  {
    config,
    offeredScopes,
    backends: { store, onceOnly, rateLimiter, quotaKey, failureCounter },
    outbound,
    services,
    publicUrl,
    clock,
    newId,
    log,
    metrics,
    committer,
    passwordCost,
  }: {
    readonly config: Config;
    /** Those that open something. */
    readonly offeredScopes: readonly Scope[];
    readonly backends: Backends;
    readonly outbound: OutboundClient;
    readonly services: Services;
    readonly publicUrl: string;
    readonly clock: Clock;
    readonly newId: NewId;
    readonly log: Log;
    readonly metrics: Metrics;
    readonly committer: Committer;
    readonly passwordCost: PasswordCost;
  },
): Promise<Faces> => {
  const adminClient = await ensureAdminClient(
    { store, committer: createAuditedCommitter({ store, committer: store, clock, newId }), clock, log },
    { dataDir: config.dataDir, clientId: config.adminClientId, clientSecret: config.adminClientSecret },
  );
  const requestGate = createRequestGate({ metrics });
  const addressOf = createAddressOf(config.trustedProxy?.addresses ?? []);
  const quotaKeys = createQuotaKeys(quotaKey);
  const requestQuota = createRequestQuota({
    quota: config.rateLimit,
    limiterOf: (quota) => rateLimiter({ quota, windowS: 60 }),
    keys: quotaKeys,
    metrics,
  });
  const secretGuesses = createSecretGuesses({
    recent: failureCounter({ name: 'secrets', windowS: WINDOW_S }),
    slow: failureCounter({ name: 'secrets-of-clients', windowS: CLIENT_WINDOW_S }),
    bounds: MOST_FAILURES,
    keys: quotaKeys,
    log,
    metrics,
  });
  const door = createDoor({ clock, requestGate, requestQuota, secretGuesses, addressOf });
  // OAuth's times are in tokens that others check: they follow the real clock.
  const { everyDays, sinceAt } = config.oauthKeys;
  const signingKeys = createSigningKeys({
    store,
    committer: createAuditedCommitter({ store, committer, clock: systemClock, newId }),
    settings: { everyMs: everyDays === null ? null : everyDays * DAY_MS, sinceAt },
    clock: systemClock,
    newId,
    log,
  });
  await signingKeys.prepare();
  const keys = await parts.start({
    name: 'signing keys',
    start: () => createKeyRing({ inUse: signingKeys.inUse, clock: systemClock, log }),
    stop: ({ close }) => close(),
  });
  const signIn = createSignIn({
    store,
    committer: createAuditedCommitter({ store, committer, clock: systemClock, newId }),
    failed: createFailedSignIns({ store, committer, clock: systemClock, log }),
    passwords: await createPasswords(passwordCost),
    guesses: createSecretGuesses({
      recent: failureCounter({ name: 'logins', windowS: LOGIN_WINDOW_S }),
      slow: failureCounter({ name: 'logins-of-accounts', windowS: ACCOUNT_WINDOW_S }),
      bounds: MOST_LOGIN_FAILURES,
      keys: quotaKeys,
      log,
      metrics,
    }),
    newRole: config.login?.newAccounts ?? null,
    clock: systemClock,
    newId,
    log,
    metrics,
  });
  const oauth = {
    store,
    clock: systemClock,
    newId,
    keys,
    log,
    door,
    secretGuesses,
    publicUrl,
    offeredScopes,
    onceOnly,
    addressOf,
    signIn,
  };
  const company =
    config.login === null
      ? null
      : createCompanyLogin(
          { ...oauth, outbound: outbound.trusting([new URL(config.login.issuer).hostname]) },
          config.login,
        );
  // Who asks about a token is no caller that was refused.
  const lookUp = createIdentify({
    store,
    offeredScopes,
    refuse: createRefuse({ count: () => undefined }),
    isSignedByKeyInUse: keys.has,
  });
  const issuer = await createIssuer({ ...oauth, identify: lookUp, company });
  const outsideIssuers = config.oauthIssuers.map((url) =>
    outsideIssuer({ clock, outbound: outbound.trusting([new URL(url).hostname]) }, url),
  );
  const issuers = [issuer.url, ...outsideIssuers.map(({ url }) => url)];
  const protectedResource = createProtectedResource({ publicUrl, issuers, offeredScopes });
  const refuse = createRefuse(metrics);
  const identify = createIdentify({ store, offeredScopes, refuse, isSignedByKeyInUse: keys.has });
  const authenticate = createAuthenticate({
    issuers: [embeddedIssuer(issuer.url, keys.shown), ...outsideIssuers],
    identify,
    refuse,
    clock,
    audience: publicUrl,
    onceOnly,
  });
  const standing = await parts.start({
    name: 'standing',
    start: () => createStanding({ identify, clock, log }),
    stop: ({ close }) => close(),
  });
  const face = {
    services,
    authenticate,
    standing,
    requestQuota,
    requestGate,
    addressOf,
    log,
    metrics,
    clock,
    newId,
    publicUrl,
  };
  const graphql = await parts.start({
    name: 'graphql',
    start: () => createGraphqlFace({ ...face, graphiql: config.graphiql }),
    stop: ({ close }) => close(),
  });
  const rest = await parts.start({ name: 'rest', start: () => createRestFace(face), stop: ({ close }) => close() });
  const mcp = createMcpFace({
    ...face,
    store,
    shapes: shapesOf(services.parties.names),
    faultShapes,
    commandInputs: rest.commandInputs,
    version: VERSION,
  });
  const userinfo = createUserinfo({ authenticate, signIn, addressOf, publicUrl });
  return {
    adminClient,
    issuer: withUserinfo(issuer, userinfo, log),
    protectedResource,
    graphql,
    rest,
    mcp,
    chores: [signingKeys.chore],
  };
};
