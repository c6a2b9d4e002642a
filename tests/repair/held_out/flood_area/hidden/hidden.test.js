'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { Grid } = require('./lib/grid.js');
const { areaAt, largest } = require('./lib/flood.js');

test('shapes', () => {
  assert.strictEqual(largest(['aaaaaaa'], 'a'), 7);
  assert.strictEqual(largest(['a', 'a', 'b', 'a'], 'a'), 2);
  assert.strictEqual(largest(['a.a', 'aaa', '...'], 'a'), 5);
  assert.strictEqual(largest(['a.a', 'aaa', '...'], '.'), 3);
  const grid = new Grid(['ab', 'ab', 'ab']);
  for (let y = 0; y < 3; y += 1) for (let x = 0; x < 2; x += 1) assert.strictEqual(areaAt(grid, x, y), 3);
  assert.deepStrictEqual(grid.neighbours(0, 0), [[1, 0], [0, 1]]);
});
