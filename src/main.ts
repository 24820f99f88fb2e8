/** The process: environment, config, start, signals. */
import { startGateway } from './app.ts';
import { ConfigError, readConfig } from './config.ts';
import { untilStopped } from './stop.ts';

try {
  const config = readConfig(process.env);
  const gateway = await startGateway(config);
  untilStopped(() => gateway.close());
} catch (error) {
  if (error instanceof ConfigError) console.error(error.message);
  else console.error('The gateway could not start:', error);
  process.exitCode = 1;
}
