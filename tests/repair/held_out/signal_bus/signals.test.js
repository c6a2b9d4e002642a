'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { Signals } = require('./signals.js');

test('listeners are called in order', () => {
  const bus = new Signals();
  const seen = [];
  bus.on('a', (v) => seen.push(`1${v}`));
  bus.on('a', (v) => seen.push(`2${v}`));
  assert.strictEqual(bus.send('a', 'x'), 2);
  assert.deepStrictEqual(seen, ['1x', '2x']);
});

test('off', () => {
  const bus = new Signals();
  let count = 0;
  const off = bus.on('a', () => (count += 1));
  bus.send('a');
  off();
  off();
  assert.strictEqual(bus.send('a'), 0);
  assert.strictEqual(count, 1);
});

test('once, beside others', () => {
  const bus = new Signals();
  const seen = [];
  bus.once('go', () => seen.push('once'));
  bus.on('go', () => seen.push('always'));
  bus.send('go');
  bus.send('go');
  assert.deepStrictEqual(seen, ['once', 'always', 'always']);
});

test('nobody listens', () => {
  assert.strictEqual(new Signals().send('quiet'), 0);
});
