'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { evaluate } = require('../src/formula.js');

test('sums and products', () => {
  assert.strictEqual(evaluate('1 + 2 * 3'), 7);
  assert.strictEqual(evaluate('20 / 2 / 5'), 2);
  assert.strictEqual(evaluate('10 - 4 - 3'), 3);
});

test('brackets', () => {
  assert.strictEqual(evaluate('2 * (3 + 4)'), 14);
  assert.throws(() => evaluate('(1'), SyntaxError);
});

test('powers bind to the right', () => {
  assert.strictEqual(evaluate('2 ^ 3'), 8);
  assert.strictEqual(evaluate('2 ^ 3 ^ 2'), 512);
  assert.strictEqual(evaluate('-2 ^ 2'), -4);
});

test('names', () => {
  assert.strictEqual(evaluate('2 * x', { x: 4 }), 8);
  assert.throws(() => evaluate('y'), ReferenceError);
});

test('refuses', () => {
  assert.throws(() => evaluate('1 2'), SyntaxError);
  assert.throws(() => evaluate('1 $ 2'), SyntaxError);
  assert.throws(() => evaluate(''), SyntaxError);
});
