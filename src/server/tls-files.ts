import { readFile } from 'node:fs/promises';
import type { ServerOptions } from 'node:https';

/**
 * Certificate, key and stations' CAs for the TLS port. A client certificate is asked for but not insisted on here:
 * which station needs one is its security profile's matter. Throws what reading a file throws.
 */
export const readTlsFiles = async (files: {
  readonly certFile: string;
  readonly keyFile: string;
  readonly clientCaFile: string | null;
}): Promise<ServerOptions> => ({
  cert: await readFile(files.certFile),
  key: await readFile(files.keyFile),
  ...(files.clientCaFile === null
    ? {}
    : { ca: await readFile(files.clientCaFile), requestCert: true, rejectUnauthorized: false }),
});
