/** A node's queue in a process that will be killed: `node doomed-process.ts <redis url> <prefix> <round>`. */
import { runUntilKilled } from '../../conformance/queue-doomed.ts';
import { openQueue } from './open-queue.ts';

const [url = '', prefix = '', round = ''] = process.argv.slice(2);
await runUntilKilled(openQueue(url, prefix).queue, round);
