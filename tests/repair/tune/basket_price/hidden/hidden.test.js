'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { lineTotal, checkout } = require('./basket.js');

test('rebates of all sizes', () => {
  for (const count of [1, 9, 10, 11, 40]) {
    for (const bulkPercent of [undefined, 0, 5, 50, 100]) {
      const off = count >= 10 ? bulkPercent || 0 : 0;
      assert.strictEqual(lineTotal({ count, price: 333, bulkPercent }), Math.round(count * 333 * (1 - off / 100)));
    }
  }
});

test('an empty basket', () => {
  assert.deepStrictEqual(checkout([], { shipping: 5, freeFrom: 0 }), { net: 0, tax: 0, freight: 0, gross: 0 });
});
