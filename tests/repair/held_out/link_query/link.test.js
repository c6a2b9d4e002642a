'use strict';
const assert = require('assert');
const { encode, decode, link } = require('./link.js');

assert.strictEqual(encode({ a: 1, b: [2, 3], c: undefined }), 'a=1&b=2&b=3');
assert.strictEqual(encode({}), '');
assert.deepStrictEqual(decode('a=1&b=2&b=3&flag'), { a: '1', b: ['2', '3'], flag: '' });
assert.deepStrictEqual(decode('x=a%3Db'), { x: 'a=b' });
assert.strictEqual(link('/find', { page: 2 }), '/find?page=2');
assert.strictEqual(link('/find?x=1', { page: 2 }), '/find?x=1&page=2');
assert.strictEqual(link('/find', {}), '/find');
assert.strictEqual(encode({ q: 'salt & pepper' }), 'q=salt%20%26%20pepper');
console.log('link: ok');
