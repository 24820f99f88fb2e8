/** The process: environment, config, start, signals. */
import { flushCompileCache } from 'node:module';
import { keepCompiledCode } from './compile-cache.ts';
import type { Config } from './config.ts';

keepCompiledCode();
const [{ startGateway }, { readConfig }, { startFault }, { untilStopped }] = await Promise.all([
  import('./app.ts'),
  import('./config.ts'),
  import('./start-fault.ts'),
  import('./stop.ts'),
]);

let config: Config | null = null;
try {
  config = readConfig(process.env);
  const starting = startGateway(config);
  // A signal while it starts closes in order what has been started by then.
  untilStopped(() => starting.then(({ close }) => close()));
  const gateway = await starting;
  await gateway.warmUp();
  flushCompileCache();
} catch (error) {
  console.error(startFault(error, config) ?? error);
  process.exit(1);
}
