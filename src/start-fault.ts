/** Why a start failed, in words for whoever started it. */
import { DataFolderError } from './app.ts';
import { type Config, ConfigError } from './config.ts';
import { NewerReleaseError } from './store/mongo/format.ts';

type SystemError = Error & {
  readonly code: string;
  readonly syscall?: string;
  readonly path?: string;
  readonly port?: number;
};

const isSystemError = (error: unknown): error is SystemError =>
  error instanceof Error && 'code' in error && typeof error.code === 'string';

const listenFault = (error: SystemError, config: Config): string | null => {
  const port = error.port ?? config.port;
  const setting = port === config.tls?.port && port !== config.port ? 'OCPP_TLS_PORT' : 'PORT';
  if (error.code === 'EADDRINUSE') {
    return `Port ${port} is in use. Stop what listens there, or set ${setting} to another (0 takes a free one).`;
  }
  if (error.code === 'EACCES')
    return `Port ${port} may not be opened by this user. Set ${setting} to one from 1024 up.`;
  if (error.code === 'EADDRNOTAVAIL') return `HOST: ${config.host} is not an address of this machine.`;
  return null;
};

const tlsFault = (error: SystemError, { tls }: Config): string | null => {
  if (tls === null) return null;
  const files = { TLS_CERT: tls.certFile, TLS_KEY: tls.keyFile, TLS_CLIENT_CA: tls.clientCaFile };
  const file = Object.entries(files).find(([, path]) => path !== null && path === error.path);
  if (file !== undefined) return `${file[0]}: ${file[1]} cannot be read (${error.code}).`;
  if (!error.code.startsWith('ERR_OSSL')) return null;
  return `TLS_CERT, TLS_KEY or TLS_CLIENT_CA is not PEM, or the key is not the certificate's (${error.code}).`;
};

/** What to print; null: it is no fault of the settings or the machine, and the error itself has to be shown. */
export const startFault = (error: unknown, config: Config | null): string | null => {
  if (error instanceof ConfigError || error instanceof DataFolderError || error instanceof NewerReleaseError)
    return error.message;
  if (config === null || !isSystemError(error)) return null;
  if (error.syscall === 'getaddrinfo') return `HOST: ${config.host} cannot be resolved.`;
  return error.syscall === 'listen' ? listenFault(error, config) : tlsFault(error, config);
};
