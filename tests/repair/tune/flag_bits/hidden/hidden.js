'use strict';
const assert = require('assert');
const { grant, revoke, has, list } = require('./flags.js');

it('all masks', () => {
  const names = ['read', 'write', 'share', 'remove'];
  for (let mask = 0; mask < 16; mask += 1) {
    for (const name of names) {
      assert.ok(has(grant(mask, name), name));
      assert.ok(!has(revoke(mask, name), name));
      assert.strictEqual(revoke(revoke(mask, name), name), revoke(mask, name));
      assert.deepStrictEqual(list(revoke(mask, name)), list(mask).filter((n) => n !== name));
    }
    assert.strictEqual(grant(0, ...list(mask)), mask);
    assert.strictEqual(revoke(mask, ...names), 0);
  }
});
