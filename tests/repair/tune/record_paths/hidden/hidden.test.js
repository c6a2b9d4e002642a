'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { pick, replace, leaves } = require('./paths.js');

test('empty and falsy values', () => {
  const record = { zero: 0, no: false, text: '', nothing: null, list: [], missing: undefined };
  assert.strictEqual(pick(record, 'zero', 9), 0);
  assert.strictEqual(pick(record, 'no', 9), false);
  assert.strictEqual(pick(record, 'text', 9), '');
  assert.strictEqual(pick(record, 'text.length', 9), 0);
  assert.strictEqual(pick(record, 'nothing', 9), null);
  assert.strictEqual(pick(record, 'nothing.x', 9), 9);
  assert.strictEqual(pick(record, 'missing.x', 9), 9);
  assert.deepStrictEqual(leaves(record), ['zero', 'no', 'text', 'nothing', 'missing']);
  assert.deepStrictEqual(leaves({}), []);
  assert.deepStrictEqual(leaves({ a: { b: { c: null } } }), ['a.b.c']);
  assert.deepStrictEqual(replace([1, [2, 3]], '1.0', 9), [1, [9, 3]]);
});
