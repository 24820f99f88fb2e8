/** ocpp-rpc's server in strict mode: every message and every answer is held to its schema, and nothing is kept. */
import { RPCServer } from 'ocpp-rpc';
import { fixedAnswer } from './fixed-answers.ts';

type Client = {
  readonly protocol: string;
  readonly handle: (handler: (call: { readonly method: string }) => object) => void;
};

const server = new RPCServer({ protocols: ['ocpp1.6', 'ocpp2.0.1'], strictMode: true });
let transactions = 0;
server.auth((accept) => accept({}));
server.on('client', (client: Client) => {
  const version = client.protocol === 'ocpp1.6' ? '1.6' : '2.0.1';
  client.handle(({ method }) => {
    if (method === 'StartTransaction') transactions += 1;
    return fixedAnswer(version, method, transactions);
  });
});
await server.listen(Number(process.env.PORT), '127.0.0.1');
