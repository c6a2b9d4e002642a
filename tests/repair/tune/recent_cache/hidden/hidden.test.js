'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { RecentCache } = require('./cache.js');

test('against a list', () => {
  let seed = 5;
  const random = (n) => { seed = (seed * 1103515245 + 12345) % 2147483648; return Math.floor((seed / 2147483648) * n); };
  for (const limit of [1, 2, 3, 5]) {
    const cache = new RecentCache(limit);
    let list = [];
    for (let step = 0; step < 300; step += 1) {
      const key = random(7);
      if (random(2)) {
        cache.set(key, step);
        list = list.filter(([k]) => k !== key).concat([[key, step]]).slice(-limit);
      } else {
        const found = list.find(([k]) => k === key);
        assert.strictEqual(cache.get(key), found && found[1]);
        if (found) list = list.filter((e) => e !== found).concat([found]);
      }
      assert.deepStrictEqual(cache.keys(), list.map(([k]) => k));
    }
  }
});
