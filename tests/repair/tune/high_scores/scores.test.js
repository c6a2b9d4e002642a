'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { ScoreTable } = require('./scores.js');

function filled() {
  const table = new ScoreTable(3);
  [['ann', 90], ['bob', 1000], ['cid', 250], ['ann', 100], ['bob', 7], ['dan', 100]].forEach(([p, s]) => table.add(p, s));
  return table;
}

test('best scores', () => {
  assert.deepStrictEqual(filled().top(), [['bob', 1000], ['cid', 250], ['ann', 100]]);
});

test('median', () => {
  assert.strictEqual(filled().median(), 175);
  const table = new ScoreTable(1);
  assert.strictEqual(table.median(), null);
  [9, 80, 700].forEach((s, i) => table.add(`p${i}`, s));
  assert.strictEqual(table.median(), 80);
});

test('rank', () => {
  assert.strictEqual(filled().rank('dan'), 3);
  assert.strictEqual(filled().rank('ann'), 3);
  assert.strictEqual(filled().rank('zed'), null);
});
