/** What is set of a connector, of an EVSE's own or of a model's. */
import type { ConnectorFacts } from '../domain/plug.ts';
import type { components } from './openapi.gen.ts';

type Schemas = components['schemas'];

export const fromSet = (set: ConnectorFacts): Schemas['ConnectorProperties'] => ({
  id: set.id,
  standard: set.standard ?? null,
  format: set.format ?? null,
  power_type: set.powerType ?? null,
  max_voltage: set.maxVoltageV ?? null,
  max_amperage: set.maxAmperageA ?? null,
  max_electric_power: set.maxPowerW ?? null,
  cable_length_m: set.cableLengthM ?? null,
});

export const toSet = (body: Schemas['ConnectorProperties']): ConnectorFacts => ({
  id: body.id,
  standard: body.standard ?? null,
  format: body.format ?? null,
  powerType: body.power_type ?? null,
  maxVoltageV: body.max_voltage ?? null,
  maxAmperageA: body.max_amperage ?? null,
  maxPowerW: body.max_electric_power ?? null,
  cableLengthM: body.cable_length_m ?? null,
});
