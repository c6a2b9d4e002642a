'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { EMPTY, reduce, Store } = require('./store.js');

function freeze(state) {
  Object.values(state.columns).forEach(Object.freeze);
  Object.freeze(state.columns);
  return Object.freeze(state);
}

test('frozen states can be reduced', () => {
  let state = freeze({ columns: { todo: [], doing: [], done: [] }, version: 0 });
  const names = ['todo', 'doing', 'done'];
  for (let i = 0; i < 30; i += 1) {
    state = freeze(reduce(state, { type: 'add', card: i }));
    const card = Math.floor(i / 2);
    const from = names.find((n) => state.columns[n].includes(card));
    state = freeze(reduce(state, { type: 'move', card, from, to: names[(names.indexOf(from) + 1) % 3] }));
  }
  assert.strictEqual(Object.values(state.columns).flat().length, 30);
  assert.deepStrictEqual(freeze(reduce(state, { type: 'move', card: 29, from: 'todo', to: 'todo' })).columns.todo.at(-1), 29);
});

test('two boards', () => {
  const one = new Store();
  one.dispatch({ type: 'add', card: 'x' });
  one.dispatch({ type: 'move', card: 'x', from: 'todo', to: 'done' });
  assert.deepStrictEqual(new Store().state.columns, { todo: [], doing: [], done: [] });
  assert.deepStrictEqual(EMPTY.columns.done, []);
});
