'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { walk, hoursLeft, nextUp } = require('./tasks.js');

test('deep', () => {
  let tasks = [{ title: 'leaf', hours: 4 }];
  for (let level = 0; level < 30; level += 1) tasks = [{ title: `l${level}`, parts: tasks }, { title: `s${level}`, hours: 1, done: level % 2 === 0 }];
  const all = [...walk(tasks)];
  assert.strictEqual(all.length, 61);
  assert.deepStrictEqual(all[0][0], 0);
  assert.deepStrictEqual(all[30][0], 30);
  assert.strictEqual(all[30][1].title, 'leaf');
  assert.strictEqual(hoursLeft(tasks), 19);
  assert.deepStrictEqual(nextUp(tasks, 3), ['leaf', 's1', 's3']);
});
