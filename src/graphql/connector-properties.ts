/** What is set of a connector, of an EVSE's own or of a model's. */
import type { ConnectorFacts } from '../domain/plug.ts';
import type { ConnectorPropertiesInput } from './schema.gen.ts';

export const factsIn = ({
  maxVoltage,
  maxAmperage,
  maxElectricPower,
  ...rest
}: ConnectorPropertiesInput): ConnectorFacts => ({
  id: rest.id,
  standard: rest.standard ?? null,
  format: rest.format ?? null,
  powerType: rest.powerType ?? null,
  maxVoltageV: maxVoltage ?? null,
  maxAmperageA: maxAmperage ?? null,
  maxPowerW: maxElectricPower ?? null,
  cableLengthM: rest.cableLengthM ?? null,
});
