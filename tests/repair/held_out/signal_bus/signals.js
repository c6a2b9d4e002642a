'use strict';

class Signals {
  constructor() {
    this.listeners = new Map();
  }

  on(name, listener) {
    if (!this.listeners.has(name)) this.listeners.set(name, []);
    this.listeners.get(name).push(listener);
    return () => this.off(name, listener);
  }

  once(name, listener) {
    const off = this.on(name, (...values) => {
      off();
      listener(...values);
    });
    return off;
  }

  off(name, listener) {
    const known = this.listeners.get(name) || [];
    const place = known.indexOf(listener);
    if (place >= 0) known.splice(place, 1);
  }

  /** Calls all that were listening when the signal came; returns how many. */
  send(name, ...values) {
    const known = this.listeners.get(name) || [];
    for (const listener of known) listener(...values);
    return known.length;
  }
}

module.exports = { Signals };
