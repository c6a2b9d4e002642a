'use strict';
const assert = require('assert');
const { grant, revoke, has, list, show, difference } = require('../flags.js');

describe('flags', () => {
  it('grants', () => {
    assert.strictEqual(grant(0, 'read', 'share'), 5);
    assert.strictEqual(grant(5, 'read'), 5);
    assert.throws(() => grant(0, 'fly'));
  });
  it('revokes', () => {
    assert.strictEqual(revoke(7, 'write'), 5);
    assert.strictEqual(revoke(5, 'write'), 5);
  });
  it('lists', () => {
    assert.deepStrictEqual(list(10), ['write', 'remove']);
    assert.ok(has(3, 'read', 'write'));
    assert.ok(!has(3, 'read', 'remove'));
  });
  it('shows', () => {
    assert.strictEqual(show(5), 'r-s-');
  });
  it('compares', () => {
    assert.deepStrictEqual(difference(3, 6), { granted: ['share'], revoked: ['read'] });
  });
});
