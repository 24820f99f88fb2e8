import { once } from 'node:events';
import mongoose from 'mongoose';
import { expect, it, onTestFinished } from 'vitest';
import { watchHeartbeats } from '../../../src/store/mongo/heartbeats.ts';
import { describeWithMongo, mongoUrl } from '../../support/services.ts';

describeWithMongo('the connection to MongoDB', () => {
  it('is opened anew when the driver has forgotten a heartbeat, with what was made on it', async () => {
    const url = mongoUrl();
    const connection = await mongoose.createConnection(url, { bufferCommands: false }).asPromise();
    onTestFinished(() => connection.close());
    const model = connection.model('things', new mongoose.Schema({ _id: String }));
    await model.collection.insertOne({ _id: 'one' } as never);
    const client = connection.getClient();
    onTestFinished(watchHeartbeats(client, { lookEveryMs: 5 }));
    const opened = once(client, 'open');
    // The driver's own slip needs a connection that breaks between two microtasks.
    client.emit('serverHeartbeatStarted', { connectionId: 'of a server that breaks' } as never);
    await opened;
    expect(await model.findById('one').lean()).toMatchObject({ _id: 'one' });
    expect(await model.collection.countDocuments()).toBe(1);
  });
});
