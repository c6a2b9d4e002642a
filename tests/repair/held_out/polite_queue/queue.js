'use strict';

class Queue {
  /** Runs jobs, at most `width` at once, in the order in which they came. */
  constructor(width = 1) {
    this.width = width;
    this.active = 0;
    this.waiting = [];
  }

  add(job) {
    return new Promise((resolve, reject) => {
      this.waiting.push({ job, resolve, reject });
      this.pump();
    });
  }

  pump() {
    while (this.active < this.width && this.waiting.length > 0) {
      this.start(this.waiting.shift());
    }
  }

  async start({ job, resolve, reject }) {
    this.active += 1;
    try {
      resolve(job());
    } catch (error) {
      reject(error);
    } finally {
      this.active -= 1;
      this.pump();
    }
  }
}

/** Results of all jobs; a failed one gives its message. */
async function runAll(jobs, width) {
  const queue = new Queue(width);
  return Promise.all(jobs.map((job) => queue.add(job).catch((error) => error.message)));
}

module.exports = { Queue, runAll };
