'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { merge, daysOff } = require('./holidays.js');

test('apart', () => {
  const spans = [['2024-05-10', '2024-05-12'], ['2024-05-01', '2024-05-02']];
  assert.deepStrictEqual(merge(spans), [spans[1], spans[0]]);
});

test('touching', () => {
  assert.deepStrictEqual(merge([['2024-02-28', '2024-02-29'], ['2024-03-01', '2024-03-04']]),
    [['2024-02-28', '2024-03-04']]);
});

test('one within the other', () => {
  assert.deepStrictEqual(merge([['2024-07-01', '2024-07-20'], ['2024-07-05', '2024-07-06']]),
    [['2024-07-01', '2024-07-20']]);
});

test('counting', () => {
  assert.strictEqual(daysOff([]), 0);
  assert.strictEqual(daysOff([['2024-12-30', '2025-01-02'], ['2025-01-01', '2025-01-05']]), 7);
});
