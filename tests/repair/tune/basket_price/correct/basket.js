'use strict';

const RATES = { standard: 0.19, reduced: 0.07 };

/** Cents of one line before tax, with a percentage off from ten pieces. */
function lineTotal(line) {
  const off = line.count >= 10 ? line.bulkPercent || 0 : 0;
  return Math.round((line.count * line.price * (100 - off)) / 100);
}

/** Shipping is free from a limit on, and for pick-up. */
function shipping(net, options) {
  if (options.pickUp || net >= options.freeFrom) return 0;
  return options.shipping;
}

function checkout(lines, options) {
  const net = lines.reduce((sum, line) => sum + lineTotal(line), 0);
  const tax = lines.reduce(
    (sum, line) => sum + Math.round(lineTotal(line) * RATES[line.rate || 'standard']), 0);
  const freight = shipping(net, options);
  return { net, tax, freight, gross: net + tax + freight };
}

module.exports = { lineTotal, shipping, checkout };
