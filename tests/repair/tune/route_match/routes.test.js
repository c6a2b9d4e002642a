'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { match, Router } = require('./routes.js');

test('plain and named parts', () => {
  assert.deepStrictEqual(match('/users', '/users/'), {});
  assert.deepStrictEqual(match('/users/:id', '/users/a%20b'), { id: 'a b' });
});

test('lengths', () => {
  assert.strictEqual(match('/users/:id', '/users'), null);
  assert.strictEqual(match('/users', '/users/5'), null);
});

test('rest', () => {
  assert.deepStrictEqual(match('/files/*', '/files/a/b.txt'), { rest: 'a/b.txt' });
  assert.deepStrictEqual(match('/files/*', '/files'), { rest: '' });
});

test('router', () => {
  const router = new Router()
    .add('GET', '/users/:id', (p) => `user ${p.id}`)
    .add('PUT', '/users/:id', () => 'stored');
  assert.deepStrictEqual(router.handle('GET', '/users/7'), { status: 200, body: 'user 7' });
  assert.deepStrictEqual(router.handle('PUT', '/users/7'), { status: 200, body: 'stored' });
  assert.strictEqual(router.handle('DELETE', '/users/7').status, 405);
  assert.strictEqual(router.handle('GET', '/').status, 404);
});
