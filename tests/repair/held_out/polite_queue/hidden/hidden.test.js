'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { Queue, runAll } = require('./queue.js');

const tick = () => new Promise((resolve) => setImmediate(resolve));

test('places become free again after failures', async () => {
  const queue = new Queue(2);
  let running = 0;
  let most = 0;
  const jobs = Array.from({ length: 9 }, (_, i) => async () => {
    running += 1;
    most = Math.max(most, running);
    await tick();
    running -= 1;
    if (i % 3 === 0) throw new Error(`e${i}`);
    return i;
  });
  const results = await Promise.allSettled(jobs.map((job) => queue.add(job)));
  assert.deepStrictEqual(results.map((r) => r.status === 'fulfilled'), jobs.map((_, i) => i % 3 !== 0));
  assert.strictEqual(most, 2);
  assert.strictEqual(queue.active, 0);
  assert.deepStrictEqual(await runAll([], 3), []);
});

test('throwing without a promise', async () => {
  const result = await runAll([() => { throw new Error('now'); }, () => 5], 1);
  assert.deepStrictEqual(result, ['now', 5]);
});
