'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { CycleError, order, stages } = require('./order.js');

test('random graphs without cycles', () => {
  let seed = 17;
  const random = (n) => { seed = (seed * 16807) % 2147483647; return seed % n; };
  for (let round = 0; round < 100; round += 1) {
    const needs = {};
    for (let i = 0; i < 8; i += 1) {
      needs[`n${(i * 5) % 8}`] = [0, 1, 2].map(() => random(8)).filter((j) => j < i).map((j) => `n${(j * 5) % 8}`);
    }
    const list = order(needs);
    assert.strictEqual(list.length, 8);
    assert.strictEqual(new Set(list).size, 8);
    for (const [name, others] of Object.entries(needs)) {
      for (const other of others) assert.ok(list.indexOf(other) < list.indexOf(name));
    }
    assert.deepStrictEqual(stages(needs).flat().sort(), [...list].sort());
  }
  assert.throws(() => order({ a: ['a'] }), CycleError);
  assert.throws(() => order({ a: ['q', 'r'], r: ['s', 'a'], s: ['t'] }), { message: 'cycle: a > r > a' });
});
