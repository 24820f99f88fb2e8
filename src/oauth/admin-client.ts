/** The client with every scope and every grant: from the settings, or made at first start. */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ALL_GRANTS, type Client, FROM_INSIDE, SCOPES, SERVICE_CLIENT } from '../domain/access.ts';
import { againOnConflict } from '../services/again-on-conflict.ts';
import type { AuditedCommitter, By } from '../services/audit/audited-committer.ts';
import type { ClientStore } from '../services/ports/client-store.ts';
import type { Log } from '../services/ports/observing.ts';
import type { Clock } from '../services/ports/time.ts';
import { hashClientSecret } from './client-secret.ts';

const BY_SETTINGS: By = {
  caller: { clientId: null, userId: null, from: FROM_INSIDE },
  operation: 'client.put_by_settings',
};

const FILE = 'admin-client.json';

export type AdminClientSettings = {
  readonly dataDir: string;
  readonly clientId: string | null;
  readonly clientSecret: string | null;
};

export type AdminCredentials = { readonly clientId: string; readonly clientSecret: string };

const fileShape = z.object({ client_id: z.string().min(1), client_secret: z.string().min(16) });

const readCredentials = async (path: string): Promise<AdminCredentials | null> => {
  try {
    const parsed = fileShape.parse(JSON.parse(await readFile(path, 'utf8')));
    return { clientId: parsed.client_id, clientSecret: parsed.client_secret };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new Error(`${path} cannot be read: mend or remove it`, { cause: error });
  }
};

const makeCredentials = async (path: string, clientId: string): Promise<AdminCredentials> => {
  const made = { clientId, clientSecret: randomBytes(32).toString('base64url') };
  const text = JSON.stringify({ client_id: made.clientId, client_secret: made.clientSecret }, null, 2);
  await writeFile(path, `${text}\n`, { mode: 0o600, flag: 'wx' });
  return made;
};

/** Makes sure that the client is in the store with this secret, and answers its credentials. Throws when its file is of no use. */
export const ensureAdminClient = async (
  dependencies: {
    readonly store: ClientStore;
    readonly committer: AuditedCommitter;
    readonly clock: Clock;
    readonly log: Log;
  },
  settings: AdminClientSettings,
): Promise<AdminCredentials> => {
  const { store, committer, clock, log } = dependencies;
  const id = settings.clientId ?? 'admin';
  let credentials: AdminCredentials;
  if (settings.clientSecret !== null) {
    credentials = { clientId: id, clientSecret: settings.clientSecret };
  } else {
    await mkdir(settings.dataDir, { recursive: true });
    const path = join(settings.dataDir, FILE);
    const kept = await readCredentials(path);
    if (kept !== null && settings.clientId !== null && kept.clientId !== id) {
      throw new Error(
        `${path} is of the client ${kept.clientId}, ADMIN_CLIENT_ID says ${id}: change one, or remove it`,
      );
    }
    credentials = kept !== null ? kept : await makeCredentials(path, id);
    if (kept === null) log.info({ path, clientId: id }, 'oauth.admin_client_made');
  }

  const secretHash = hashClientSecret(credentials.clientSecret);
  // Nodes that start together store the same client; all but one of them find it there.
  await againOnConflict(5, async () => {
    const stored = await store.client(credentials.clientId);
    if (stored?.secretHash === secretHash && SCOPES.every((scope) => stored.scopes.includes(scope))) return;
    const now = clock.now();
    const client: Client = {
      id: credentials.clientId,
      version: (stored?.version ?? 0) + 1,
      name: 'Administration',
      issuer: null,
      secretHash,
      jwks: null,
      ...SERVICE_CLIENT,
      scopes: SCOPES,
      grants: ALL_GRANTS,
      // Who locked it did so while another administration was there: that one can unlock it.
      locked: stored?.locked ?? false,
      dpopBoundAccessTokens: stored?.dpopBoundAccessTokens ?? false,
      persistedOperationsOnly: stored?.persistedOperationsOnly ?? false,
      createdAt: stored?.createdAt ?? now,
      updatedAt: now,
    };
    await committer.write(BY_SETTINGS, { clients: [client] });
  });
  return credentials;
};
