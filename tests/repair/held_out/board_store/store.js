'use strict';

const EMPTY = { columns: { todo: [], doing: [], done: [] }, version: 0 };

/** The next state; states are never changed. */
function reduce(state, action) {
  switch (action.type) {
    case 'add': {
      const todo = [...state.columns.todo, action.card];
      return { columns: { ...state.columns, todo }, version: state.version + 1 };
    }
    case 'move': {
      if (!state.columns[action.from].includes(action.card)) return state;
      const from = state.columns[action.from].filter((card) => card !== action.card);
      const columns = { ...state.columns, [action.from]: from };
      columns[action.to].push(action.card);
      return { columns, version: state.version + 1 };
    }
    case 'clear':
      return { columns: { ...state.columns, done: [] }, version: state.version + 1 };
    default:
      return state;
  }
}

class Store {
  constructor(state = EMPTY) {
    this.past = [];
    this.state = state;
  }

  dispatch(action) {
    const next = reduce(this.state, action);
    if (next === this.state) return false;
    this.past.push(this.state);
    this.state = next;
    return true;
  }

  undo() {
    if (this.past.length > 0) this.state = this.past.pop();
  }
}

module.exports = { EMPTY, reduce, Store };
