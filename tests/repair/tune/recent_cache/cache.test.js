'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { RecentCache, remember } = require('./cache.js');

test('drops the oldest', () => {
  const cache = new RecentCache(2);
  cache.set('a', 1).set('b', 2).set('c', 3);
  assert.deepStrictEqual(cache.keys(), ['b', 'c']);
  assert.strictEqual(cache.get('a'), undefined);
});

test('reading makes an entry recent', () => {
  const cache = new RecentCache(2);
  cache.set('a', 1).set('b', 2);
  assert.strictEqual(cache.get('a'), 1);
  cache.set('c', 3);
  assert.deepStrictEqual(cache.keys(), ['a', 'c']);
});

test('writing makes an entry recent', () => {
  const cache = new RecentCache(2);
  cache.set('a', 1).set('b', 2).set('a', 9).set('c', 3);
  assert.deepStrictEqual(cache.keys(), ['a', 'c']);
  assert.strictEqual(cache.get('a'), 9);
});

test('counts', () => {
  const cache = new RecentCache(1);
  cache.get('x');
  cache.set('x', 0);
  cache.get('x');
  assert.deepStrictEqual([cache.hits, cache.misses], [1, 1]);
});

test('remember', () => {
  let calls = 0;
  const square = remember((n) => { calls += 1; return n * n; }, 2);
  assert.deepStrictEqual([square(3), square(3), square(4)], [9, 9, 16]);
  assert.strictEqual(calls, 2);
});
