'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { widths, table } = require('./table.js');

test('widths', () => {
  assert.deepStrictEqual(widths([['a', 'bbb'], ['cc', 1000]]), [2, 4]);
});

test('table of text', () => {
  assert.strictEqual(table(['k', 'name'], [['xx', 'a']]), '| k  | name |\n|----|------|\n| xx | a    |');
});

test('numbers', () => {
  assert.strictEqual(table(['n'], [[5], [120]]), '| n   |\n|-----|\n|   5 |\n| 120 |');
});
