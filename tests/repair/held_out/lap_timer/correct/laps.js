'use strict';

/** Splits a distance in laps; the rest is a shorter last lap. */
function laps(distance, length) {
  if (length <= 0) throw new RangeError('a lap has a length');
  const result = [];
  let left = distance;
  while (left > 0) {
    const lap = Math.min(left, length);
    result.push(lap);
    left -= lap;
  }
  return result;
}

/** Waiting times between tries: doubled each time up to a limit. */
function pauses(first, limit, tries) {
  const result = [];
  let pause = first;
  for (let i = 0; i < tries; i += 1) {
    result.push(pause);
    pause = Math.min(pause * 2, limit);
  }
  return result;
}

/** How many seconds a countdown shows until it is over, given ticks of different length. */
function countdown(seconds, tick) {
  let shown = 0;
  let left = seconds;
  while (left > 0) {
    shown += 1;
    left -= tick(shown);
  }
  return shown;
}

module.exports = { laps, pauses, countdown };
