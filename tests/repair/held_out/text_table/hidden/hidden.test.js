'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { table } = require('./table.js');

test('all lines are equally long and cells keep their side', () => {
  const text = table(['item', 'n', 'x'], [['a', 1, 'left'], ['longer', 22222, ''], [true, -3.5, null]]);
  const lines = text.split('\n');
  assert.strictEqual(new Set(lines.map((l) => l.length)).size, 1);
  assert.strictEqual(lines[2], '| a      |     1 | left |');
  assert.strictEqual(lines[4], '| true   |  -3.5 | null |');
  assert.strictEqual(lines[0], '| item   | n     | x    |');
});
