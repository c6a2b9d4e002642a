'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { laps, pauses, countdown } = require('./laps.js');

test('laps', () => {
  assert.deepStrictEqual(laps(1000, 400), [400, 400, 200]);
  assert.deepStrictEqual(laps(0, 400), []);
  assert.throws(() => laps(5, 0), RangeError);
});

test('pauses', () => {
  assert.deepStrictEqual(pauses(1, 10, 6), [1, 2, 4, 8, 10, 10]);
});

test('countdown', () => {
  assert.strictEqual(countdown(5, () => 1), 5);
  assert.strictEqual(countdown(6, (n) => n), 3);
  assert.strictEqual(countdown(0, () => 1), 0);
});
