'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { pick, replace, leaves } = require('./paths.js');

const USER = { name: 'Ada', tags: ['x', 'y'], address: { city: null } };

test('pick', () => {
  assert.strictEqual(pick(USER, 'name'), 'Ada');
  assert.strictEqual(pick(USER, 'tags.1'), 'y');
  assert.strictEqual(pick(USER, 'address.city'), null);
});

test('pick with a fallback', () => {
  assert.strictEqual(pick(USER, 'job.title', 'none'), 'none');
  assert.strictEqual(pick(USER, 'address.city.zip', 'none'), 'none');
  assert.strictEqual(pick(null, 'a', 1), 1);
});

test('replace', () => {
  const changed = replace(USER, 'address.city', 'Rome');
  assert.strictEqual(changed.address.city, 'Rome');
  assert.strictEqual(USER.address.city, null);
  assert.deepStrictEqual(replace({}, 'a.b', 1), { a: { b: 1 } });
});

test('leaves', () => {
  assert.deepStrictEqual(leaves(USER), ['name', 'tags.0', 'tags.1', 'address.city']);
});
