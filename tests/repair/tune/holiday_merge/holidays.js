'use strict';

const DAY = 24 * 3600 * 1000;

const toNumber = (text) => Date.parse(`${text}T00:00:00Z`) / DAY;
const toText = (number) => new Date(number * DAY).toISOString().slice(0, 10);

/** Spans [first, last] of days, joined where they touch or overlap. */
function merge(spans) {
  const sorted = spans
    .map(([first, last]) => [toNumber(first), toNumber(last)])
    .sort((a, b) => a[0] - b[0]);
  const merged = [];
  for (const [first, last] of sorted) {
    const previous = merged[merged.length - 1];
    if (previous && first <= previous[1] + 1) {
      previous[1] = Math.min(previous[1], last);
    } else {
      merged.push([first, last]);
    }
  }
  return merged.map(([first, last]) => [toText(first), toText(last)]);
}

function daysOff(spans) {
  return merge(spans).reduce((sum, [first, last]) => sum + toNumber(last) - toNumber(first) + 1, 0);
}

module.exports = { merge, daysOff };
