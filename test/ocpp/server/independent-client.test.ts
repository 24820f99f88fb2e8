/** A station program that nobody here wrote, with its strict schema checks on, against the real protocol versions. */
import { createRequire } from 'node:module';
import { createValidator, RPCClient } from 'ocpp-rpc';
import { describe, expect, it } from 'vitest';
import { v16 } from '../../../src/ocpp/v16/index.ts';
import { v21 } from '../../../src/ocpp/v21/index.ts';
import { v201 } from '../../../src/ocpp/v201/index.ts';
import { order, startGateway } from './gateway.ts';

// ocpp-rpc 2.2.1 looks for `X.req` and `X.conf` in all versions, but names its own 2.1 schemas `XRequest` and `XResponse`.
const schemas21: readonly { readonly $id: string }[] = createRequire(import.meta.url)(
  'ocpp-rpc/lib/schemas/ocpp2_1.json',
);
const validator21 = createValidator(
  'ocpp2.1',
  schemas21.map((schema) => ({
    ...schema,
    $id: schema.$id.replace(/Request$/, '.req').replace(/Response$/, '.conf'),
  })),
);

/** Its type asks for every option; its code fills in those that are left out. */
const createClient = (options: object): RPCClient =>
  new RPCClient(options as ConstructorParameters<typeof RPCClient>[0]);

const BOOT: Record<string, Record<string, unknown>> = {
  'ocpp1.6': { chargePointVendor: 'V', chargePointModel: 'M' },
  'ocpp2.0.1': { reason: 'PowerUp', chargingStation: { vendorName: 'V', model: 'M' } },
  'ocpp2.1': { reason: 'PowerUp', chargingStation: { vendorName: 'V', model: 'M' } },
};

describe.each(Object.keys(BOOT))('%s', (subprotocol) => {
  it('boots, beats, and is reset', async () => {
    await using gateway = await startGateway({ protocols: [v16, v201, v21] });
    const client = createClient({
      endpoint: `ws://127.0.0.1:${gateway.port}/ocpp`,
      identity: 'RPC 1',
      protocols: [subprotocol],
      strictMode: true,
      strictModeValidators: subprotocol === 'ocpp2.1' ? [validator21] : [],
      reconnect: false,
    });
    client.handle('Reset', async () => ({ status: 'Accepted' }));
    await client.connect();
    expect(client.protocol).toBe(subprotocol);
    expect(await client.call('BootNotification', BOOT[subprotocol] ?? {})).toMatchObject({ status: 'Accepted' });
    expect(await client.call('Heartbeat', {})).toHaveProperty('currentTime');
    await expect(
      client.call('Reset', subprotocol === 'ocpp1.6' ? { type: 'Soft' } : { type: 'OnIdle' }),
    ).rejects.toMatchObject({ rpcErrorCode: 'NotSupported' });
    expect(await gateway.links.send(order('RESET_STATION', 'RPC 1'))).toMatchObject({ kind: 'accepted' });
    await client.close({ code: 1000, reason: '' });
  });
});
