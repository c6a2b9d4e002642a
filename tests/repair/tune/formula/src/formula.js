'use strict';
const { tokens } = require('./tokens.js');

/** The value of a formula such as 2 * (x - 1) ^ 2. */
function evaluate(text, names = {}) {
  const list = tokens(text);
  let at = 0;
  const next = () => (at < list.length ? list[at].kind : 'end');

  function sum() {
    let value = product();
    while (next() === '+' || next() === '-') {
      if (list[at++].kind === '+') value += product();
      else value -= product();
    }
    return value;
  }

  function product() {
    let value = power();
    while (next() === '*' || next() === '/') {
      if (list[at++].kind === '*') value *= power();
      else value /= power();
    }
    return value;
  }

  function power() {
    if (next() === '-') {
      at += 1;
      return -power();
    }
    const base = atom();
    if (next() !== '^') return base;
    at += 1;
    return base ** atom();
  }

  function atom() {
    const token = list[at++];
    if (token && token.kind === 'number') return token.value;
    if (token && token.kind === 'name') {
      if (!(token.value in names)) throw new ReferenceError(token.value);
      return names[token.value];
    }
    if (!token || token.kind !== '(') throw new SyntaxError('a value is missing');
    const value = sum();
    if (next() !== ')') throw new SyntaxError('a bracket is left open');
    at += 1;
    return value;
  }

  const value = sum();
  if (at < list.length) throw new SyntaxError('too much text');
  return value;
}

module.exports = { evaluate };
