'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { EMPTY, reduce, Store } = require('./store.js');

const add = (card) => ({ type: 'add', card });
const move = (card, from, to) => ({ type: 'move', card, from, to });

test('a card goes over the board', () => {
  const store = new Store();
  store.dispatch(add('paint'));
  store.dispatch(move('paint', 'todo', 'doing'));
  assert.deepStrictEqual(store.state.columns, { todo: [], doing: ['paint'], done: [] });
  assert.strictEqual(store.state.version, 2);
});

test('clear', () => {
  const state = { columns: { todo: ['a'], doing: [], done: ['b'] }, version: 4 };
  assert.deepStrictEqual(reduce(state, { type: 'clear' }), { columns: { todo: ['a'], doing: [], done: [] }, version: 5 });
});

test('nothing happens', () => {
  const store = new Store();
  assert.strictEqual(store.dispatch(move('ghost', 'todo', 'done')), false);
  assert.strictEqual(store.dispatch({ type: 'sing' }), false);
  assert.strictEqual(store.state, EMPTY);
});

test('undo', () => {
  const store = new Store();
  store.dispatch(add('a'));
  store.dispatch(add('b'));
  store.dispatch(move('a', 'todo', 'done'));
  store.undo();
  assert.deepStrictEqual(store.state.columns, { todo: ['a', 'b'], doing: [], done: [] });
  store.undo();
  store.undo();
  store.undo();
  assert.deepStrictEqual(store.state.columns.todo, []);
});
