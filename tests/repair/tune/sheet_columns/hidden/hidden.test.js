'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { columnName, columnNumber } = require('./columns.js');

test('round trip', () => {
  const seen = new Set();
  for (let n = 1; n < 20000; n += 1) {
    const name = columnName(n);
    assert.match(name, /^[A-Z]+$/);
    assert.strictEqual(columnNumber(name), n);
    seen.add(name);
  }
  assert.strictEqual(seen.size, 19999);
});
