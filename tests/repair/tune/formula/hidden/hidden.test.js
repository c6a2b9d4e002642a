'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { evaluate } = require('./src/formula.js');

test('against the language itself', () => {
  const cases = ['1-2-3+4', '2**3**2', '8/4*2', '2*(1+3)**2/4', '10-2**3', '(2**3)**2', '3-(-2)', '2**(0-1)', '5'];
  for (const text of cases) {
    assert.strictEqual(evaluate(text.replaceAll('**', '^')), eval(text));
  }
  assert.strictEqual(evaluate('--3'), 3);
  assert.strictEqual(evaluate('2 ^ -1'), 0.5);
  assert.strictEqual(evaluate('2 ^ 2 ^ 0 ^ 5'), 2);
});
