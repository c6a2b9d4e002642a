'use strict';
const test = require('node:test');
const assert = require('node:assert');
const { TicketMachine, change } = require('./machine.js');

const make = () => new TicketMachine({ short: 170, day: 740 });

test('exact payment', () => {
  const machine = make();
  machine.choose('short');
  assert.strictEqual(machine.insert(100), null);
  assert.strictEqual(machine.insert(50), null);
  assert.deepStrictEqual(machine.insert(20), { ticket: 'short', change: [] });
});

test('change', () => {
  assert.deepStrictEqual(change(380), [200, 100, 50, 20, 10]);
  const machine = make();
  machine.choose('short');
  assert.deepStrictEqual(machine.insert(200), { ticket: 'short', change: [20, 10] });
  assert.strictEqual(machine.state, 'idle');
});

test('the choice is fixed while paying', () => {
  const machine = make();
  assert.ok(machine.choose('day'));
  assert.ok(machine.choose('short'));
  machine.insert(10);
  assert.strictEqual(machine.choose('day'), false);
});

test('cancel', () => {
  const machine = make();
  machine.choose('day');
  machine.insert(200);
  machine.insert(50);
  assert.deepStrictEqual(machine.cancel(), [200, 50]);
  assert.strictEqual(machine.insert(10), null);
  machine.choose('short');
  assert.deepStrictEqual(machine.insert(200).change, [20, 10]);
});

test('refuses', () => {
  assert.throws(() => make().choose('ship'));
  assert.throws(() => make().insert(3));
});
