'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { outline, hoursLeft, take, nextUp } = require('./tasks.js');

const TASKS = [
  { title: 'move', parts: [
    { title: 'pack', hours: 5, done: true },
    { title: 'drive', parts: [{ title: 'rent', hours: 1 }, { title: 'load', hours: 3 }] },
  ] },
  { title: 'rest', hours: 2 },
];

test('outline', () => {
  assert.deepStrictEqual(outline(TASKS),
    ['[ ] move', '  [x] pack', '  [ ] drive', '    [ ] rent', '    [ ] load', '[ ] rest']);
});

test('outline of a flat list', () => {
  assert.deepStrictEqual(outline([{ title: 'a', done: true }]), ['[x] a']);
});

test('hours', () => {
  assert.strictEqual(hoursLeft(TASKS), 6);
  assert.strictEqual(hoursLeft([]), 0);
});

test('take', () => {
  assert.deepStrictEqual([...take(2, 'abc')], ['a', 'b']);
  assert.deepStrictEqual([...take(0, 'abc')], []);
  assert.deepStrictEqual([...take(5, 'ab')], ['a', 'b']);
});

test('next up', () => {
  assert.deepStrictEqual(nextUp(TASKS, 2), ['rent', 'load']);
});
