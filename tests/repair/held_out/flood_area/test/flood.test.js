'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { Grid } = require('../lib/grid.js');
const { areaAt, largest } = require('../lib/flood.js');

const MAP = ['~~..~', '~...~', '~~~~~'];

test('areas', () => {
  const grid = new Grid(MAP);
  assert.strictEqual(areaAt(grid, 2, 0), 5);
  assert.strictEqual(areaAt(grid, 4, 2), 10);
});

test('outside', () => {
  assert.strictEqual(areaAt(new Grid(MAP), 5, 0), 0);
  assert.strictEqual(areaAt(new Grid([]), 0, 0), 0);
});

test('largest', () => {
  assert.strictEqual(largest(MAP, '.'), 5);
  assert.strictEqual(largest(MAP, 'x'), 0);
});

test('corners do not connect', () => {
  assert.strictEqual(largest(['#.', '.#'], '#'), 1);
});
