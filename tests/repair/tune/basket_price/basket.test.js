'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { lineTotal, shipping, checkout } = require('./basket.js');

const OPTIONS = { shipping: 490, freeFrom: 5000, pickUp: false };

test('a line without a rebate', () => {
  assert.strictEqual(lineTotal({ count: 3, price: 250, bulkPercent: 20 }), 750);
});

test('a line with a bulk rebate', () => {
  assert.strictEqual(lineTotal({ count: 10, price: 99, bulkPercent: 15 }), 842);
});

test('shipping', () => {
  assert.strictEqual(shipping(4999, OPTIONS), 490);
  assert.strictEqual(shipping(5000, OPTIONS), 0);
  assert.strictEqual(shipping(100, { ...OPTIONS, pickUp: true }), 0);
});

test('checkout adds everything', () => {
  const bill = checkout([{ count: 2, price: 1000 }, { count: 1, price: 300, rate: 'reduced' }], OPTIONS);
  assert.deepStrictEqual(bill, { net: 2300, tax: 401, freight: 490, gross: 3191 });
});
