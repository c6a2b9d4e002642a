'use strict';
const assert = require('assert');
const { encode, decode } = require('./link.js');

for (const text of ['a b', '&', '=', '?#', 'ä€', '%41', '+']) {
  assert.deepStrictEqual(decode(encode({ k: text, other: [text, 'x'] })), { k: text, other: [text, 'x'] });
  assert.deepStrictEqual(decode(encode({ [text]: 'v' })), { [text]: 'v' });
}
assert.deepStrictEqual(decode('a=&b==&a=2&a=3'), { a: ['', '2', '3'], b: '=' });
assert.deepStrictEqual(decode(''), {});
