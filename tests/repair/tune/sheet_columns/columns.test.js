'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { columnName, columnNumber, parseCell, cellsOf } = require('./columns.js');

test('columns', () => {
  assert.strictEqual(columnName(1), 'A');
  assert.strictEqual(columnNumber('Z'), 26);
  assert.strictEqual(columnNumber('AB'), 28);
  assert.deepStrictEqual(parseCell('B3'), { column: 2, row: 3 });
  assert.throws(() => parseCell('3B'), SyntaxError);
  assert.throws(() => columnName(0), RangeError);
  assert.deepStrictEqual(cellsOf('A1:B2'), ['A1', 'B1', 'A2', 'B2']);
  assert.strictEqual(columnName(27), 'AA');
  assert.strictEqual(columnName(26), 'Z');
  assert.strictEqual(columnName(703), 'AAA');
  assert.deepStrictEqual(cellsOf('Y9:AA9'), ['Y9', 'Z9', 'AA9']);
});
