'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { merge, daysOff } = require('./holidays.js');

test('against sets of days', () => {
  const day = (n) => new Date(Date.UTC(2023, 11, 20) + n * 86400000).toISOString().slice(0, 10);
  let seed = 3;
  const random = (n) => { seed = (seed * 16807) % 2147483647; return seed % n; };
  for (let round = 0; round < 200; round += 1) {
    const spans = [];
    const off = new Set();
    for (let i = 0; i < 1 + random(5); i += 1) {
      const first = random(25);
      const last = first + random(6);
      spans.push([day(first), day(last)]);
      for (let d = first; d <= last; d += 1) off.add(day(d));
    }
    assert.strictEqual(daysOff(spans), off.size);
    const merged = merge(spans);
    for (const [first, last] of merged) assert.ok(off.has(first) && off.has(last));
    let starts = 0;
    for (let d = 0; d < 40; d += 1) if (off.has(day(d)) && !off.has(day(d - 1))) starts += 1;
    assert.strictEqual(merged.length, starts);
  }
});
