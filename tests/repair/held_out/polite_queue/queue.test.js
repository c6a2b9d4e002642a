'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { Queue, runAll } = require('./queue.js');

const tick = () => new Promise((resolve) => setImmediate(resolve));

test('results keep their order', async () => {
  assert.deepStrictEqual(await runAll([async () => 1, () => 2, async () => 3], 2), [1, 2, 3]);
});

test('a failure is told', async () => {
  const fail = async () => {
    throw new Error('broken');
  };
  assert.deepStrictEqual(await runAll([fail, async () => 'x'], 1), ['broken', 'x']);
});

test('no more at once than allowed', async () => {
  let active = 0;
  let most = 0;
  const job = async () => {
    active += 1;
    most = Math.max(most, active);
    await tick();
    active -= 1;
  };
  await runAll([job, job, job, job], 2);
  assert.strictEqual(most, 2);
});

test('one after the other by default', async () => {
  const queue = new Queue();
  const seen = [];
  const slow = queue.add(async () => {
    await tick();
    seen.push('slow');
  });
  const fast = queue.add(async () => seen.push('fast'));
  await Promise.all([slow, fast]);
  assert.deepStrictEqual(seen, ['slow', 'fast']);
});
