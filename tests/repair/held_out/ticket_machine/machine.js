'use strict';

const COINS = [200, 100, 50, 20, 10];

class TicketMachine {
  constructor(prices) {
    this.prices = prices;
    this.reset();
  }

  reset() {
    this.state = 'idle';
    this.chosen = null;
  }

  choose(kind) {
    if (!(kind in this.prices)) throw new Error(`no ticket ${kind}`);
    if (this.state === 'paying') return false;
    this.chosen = kind;
    this.state = 'chosen';
    return true;
  }

  /** Returns { ticket, change } once enough was paid, else null. */
  insert(coin) {
    if (!COINS.includes(coin)) throw new Error(`no coin ${coin}`);
    if (this.state === 'idle') return null;
    this.state = 'paying';
    this.inserted += coin;
    const price = this.prices[this.chosen];
    if (this.inserted < price) return null;
    const result = { ticket: this.chosen, change: change(this.inserted - price) };
    this.reset();
    return result;
  }

  cancel() {
    const back = change(this.inserted);
    this.reset();
    return back;
  }
}

/** Largest coins first. */
function change(amount) {
  const coins = [];
  for (const coin of COINS) {
    while (amount >= coin) {
      coins.push(coin);
      amount -= coin;
    }
  }
  return coins;
}

module.exports = { TicketMachine, change };
