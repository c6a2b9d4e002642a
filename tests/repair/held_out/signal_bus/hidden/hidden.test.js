'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { Signals } = require('./signals.js');

test('those added during a signal wait for the next', () => {
  const bus = new Signals();
  let late = 0;
  bus.on('a', () => bus.on('a', () => (late += 1)));
  assert.strictEqual(bus.send('a'), 1);
  assert.strictEqual(late, 0);
  assert.strictEqual(bus.send('a'), 2);
  assert.strictEqual(late, 1);
});

test('several once', () => {
  const bus = new Signals();
  const seen = [];
  for (const n of [1, 2, 3, 4]) bus.once('a', () => seen.push(n));
  bus.send('a');
  bus.send('a');
  assert.deepStrictEqual(seen, [1, 2, 3, 4]);
});
