'use strict';

/** Tasks are { title, hours, done, parts }. Walks them depth first with their depth. */
function* walk(tasks, depth = 0) {
  for (const task of tasks) {
    yield [depth, task];
    if (task.parts) walk(task.parts, depth + 1);
  }
}

function outline(tasks) {
  const lines = [];
  for (const [depth, task] of walk(tasks)) {
    lines.push(`${'  '.repeat(depth)}${task.done ? '[x]' : '[ ]'} ${task.title}`);
  }
  return lines;
}

/** Hours of the leaves that are not done. */
function hoursLeft(tasks) {
  let hours = 0;
  for (const [, task] of walk(tasks)) {
    if (!task.parts && !task.done) hours += task.hours;
  }
  return hours;
}

function* take(count, items) {
  if (count < 1) return;
  let taken = 0;
  for (const item of items) {
    yield item;
    taken += 1;
    if (taken === count) return;
  }
}

/** The first few open leaves. */
function nextUp(tasks, count) {
  function* open() {
    for (const [, task] of walk(tasks)) if (!task.parts && !task.done) yield task.title;
  }
  return [...take(count, open())];
}

module.exports = { walk, outline, hoursLeft, take, nextUp };
