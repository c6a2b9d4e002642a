'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { CycleError, order, stages } = require('./order.js');

test('a chain', () => {
  assert.deepStrictEqual(order({ app: ['lib'], lib: ['core'] }), ['core', 'lib', 'app']);
});

test('two branches', () => {
  assert.deepStrictEqual(order({ app: ['net', 'ui'], net: ['core'], ui: ['net'] }), ['core', 'net', 'ui', 'app']);
});

test('a cycle is told', () => {
  assert.throws(() => order({ a: ['b'], b: ['c'], c: ['b'] }),
    (error) => error instanceof CycleError && error.path.join('') === 'bcb');
  assert.throws(() => order({ a: ['z', 'b'], b: ['a'] }), { message: 'cycle: a > b > a' });
});

test('stages', () => {
  assert.deepStrictEqual(stages({ app: ['net', 'ui'], net: ['core'], ui: ['core'] }), [['core'], ['net', 'ui'], ['app']]);
  assert.deepStrictEqual(stages({}), []);
});
