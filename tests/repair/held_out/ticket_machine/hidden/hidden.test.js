'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { TicketMachine } = require('./machine.js');

test('money is never lost', () => {
  const coins = [200, 100, 50, 20, 10];
  let seed = 9;
  const random = (n) => { seed = (seed * 16807) % 2147483647; return seed % n; };
  const machine = new TicketMachine({ a: 130, b: 480 });
  let held = 0;
  for (let step = 0; step < 3000; step += 1) {
    const action = random(8);
    if (action === 0) machine.choose('a');
    else if (action === 1) machine.choose('b');
    else if (action === 2) {
      const back = machine.cancel().reduce((x, y) => x + y, 0);
      assert.strictEqual(back, held);
      held = 0;
    } else {
      const coin = coins[random(5)];
      const idle = machine.state === 'idle';
      const result = machine.insert(coin);
      if (!idle) held += coin;
      if (result) {
        const back = result.change.reduce((x, y) => x + y, 0);
        assert.strictEqual(held - back, { a: 130, b: 480 }[result.ticket]);
        held = 0;
      }
    }
  }
});
