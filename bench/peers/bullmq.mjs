// No-op jobs through BullMQ: node bullmq.mjs PORT COUNT. Prints seconds to add and to work.
import { Queue, Worker } from 'bullmq';

const [port, count] = process.argv.slice(2).map(Number);
const connection = { host: '127.0.0.1', port, maxRetriesPerRequest: null };
const queue = new Queue('noop', { connection });
await queue.waitUntilReady();
const begin = performance.now();
for (let at = 0; at < count; at += 1000) {
  const size = Math.min(1000, count - at);
  await queue.addBulk(Array.from({ length: size }, (_, number) => ({
    name: 'noop', data: {}, opts: { jobId: `t${at + number}` },
  })));
}
const pushed = performance.now();
let done = 0;
const worker = new Worker('noop', async () => '', { connection, concurrency: 100 });
await new Promise((resolve) => {
  worker.on('completed', () => { done += 1; if (done === count) resolve(); });
});
const end = performance.now();
console.log(JSON.stringify({
  push: (pushed - begin) / 1000, run: (end - pushed) / 1000,
  per_second: Math.round(count * 1000 / (end - begin)),
}));
await worker.close();
await queue.close();
