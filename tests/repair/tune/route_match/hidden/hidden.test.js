'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { match } = require('./routes.js');

test('several parameters', () => {
  assert.deepStrictEqual(match('/:a/x/:b', '/1/x/2'), { a: '1', b: '2' });
  assert.strictEqual(match('/:a/x/:b', '/1/y/2'), null);
  assert.strictEqual(match('/a', '/b'), null);
  assert.deepStrictEqual(match('/', '/'), {});
  assert.strictEqual(match('/', '/x'), null);
  assert.deepStrictEqual(match('*', '/x/y'), { rest: 'x/y' });
  assert.deepStrictEqual(match('/:kind/*', '/img/2024/a/b'), { kind: 'img', rest: '2024/a/b' });
  assert.strictEqual(match('/:kind/*', '/'), null);
});
