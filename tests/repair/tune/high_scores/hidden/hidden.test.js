'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { ScoreTable } = require('./scores.js');

test('medians of many', () => {
  for (let count = 1; count < 25; count += 1) {
    const table = new ScoreTable(5);
    const values = Array.from({ length: count }, (_, i) => ((i * 37) % 101) * 11 - 300);
    values.forEach((v, i) => table.add(`p${i}`, v));
    const sorted = Float64Array.from(values).sort();
    const want = (sorted[Math.floor((count - 1) / 2)] + sorted[Math.floor(count / 2)]) / 2;
    assert.strictEqual(table.median(), want);
    assert.strictEqual(table.top().length, Math.min(5, count));
  }
});
