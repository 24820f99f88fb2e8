/** The floor of what a WebSocket server in JavaScript costs: it reads a frame, and answers. It checks and keeps nothing. */
import { WebSocketServer } from 'ws';
import { fixedAnswer } from './fixed-answers.ts';

const server = new WebSocketServer({
  host: '127.0.0.1',
  port: Number(process.env.PORT),
  perMessageDeflate: false,
  clientTracking: false,
  handleProtocols: (offered) => [...offered][0] ?? false,
});
let transactions = 0;
server.on('connection', (socket) => {
  const version = socket.protocol === 'ocpp1.6' ? '1.6' : '2.0.1';
  socket.on('message', (data) => {
    const [, id, action] = JSON.parse(String(data)) as [number, string, string];
    if (action === 'StartTransaction') transactions += 1;
    socket.send(JSON.stringify([3, id, fixedAnswer(version, action, transactions)]));
  });
});
