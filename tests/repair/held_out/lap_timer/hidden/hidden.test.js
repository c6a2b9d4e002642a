'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { laps, countdown } = require('./laps.js');

test('sums', () => {
  for (let distance = 0; distance < 60; distance += 1) {
    for (const length of [1, 7, 20, 100]) {
      const list = laps(distance, length);
      assert.strictEqual(list.reduce((a, b) => a + b, 0), distance);
      assert.strictEqual(list.length, Math.ceil(distance / length));
    }
    assert.strictEqual(countdown(distance, () => 4), Math.ceil(distance / 4));
  }
  assert.strictEqual(countdown(3, (n) => (n === 1 ? 0.5 : 1)), 4);
});
