// Runs JavaScript checks for the search, in three roles:
//   node mendel_repair_node.cjs collect   runs the check once with probes in its sources, and
//                                         prints what each of its Node processes counted;
//   node --require mendel_repair_node.cjs one of those processes (by NODE_OPTIONS);
//   node mendel_repair_node.cjs serve     tries candidates, each in a fresh worker thread to which
//                                         the changed text is given from memory.
// Standard input holds JSON lines, answers are JSON lines on standard output after a prefix.
'use strict';
const fs = require('fs');
const os = require('os');
const path = require('path');
const threads = require('worker_threads');

const PREFIX = 'mendel-repair:';
const EARLIER = 0.3; // of a failing test, the lines that ran before the assertion that failed
const BEFORE_LOOP = 0.6; // of a test that does not end, the lines that ran before its loop
const SAMPLE = 100; // milliseconds of a loop that are looked at
const MOST_SEGMENTS = 500;
const BOOT = 20000; // milliseconds in which a worker must have come up
const MOST_USES = 200; // candidates that one worker may refuse

const readFileSync = fs.readFileSync;

function readInput() {
  const lines = readFileSync(0, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line));
}

function say(answer) {
  let bytes = Buffer.from(PREFIX + JSON.stringify(answer) + '\n');
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(fs.writeSync(1, bytes));
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error;
    }
  }
}

function told(error) {
  const text = error instanceof Error || (error && error.message !== undefined)
    ? `${error.name}: ${error.message}` : String(error);
  return text.split('\n').slice(0, 3).join(' ').slice(0, 300);
}

// Counting: what the probes call.

class Probes {
  constructor(limit) {
    this.files = new Map(); // number of the file: marks by line
    this.lines = new Map(); // "file:line": [failing, passing]
    this.failing = 0;
    this.passing = 0;
    this.tests = [];
    this.at = null;
    this.until = Date.now() + limit;
    this.limit = limit;
    this.ticks = 0;
    this.begin('');
  }

  file(number, lines) {
    if (!this.files.has(number)) this.files.set(number, new Uint8Array(lines + 1));
    return this.files.get(number);
  }

  tick() {
    if ((++this.ticks & 1023) === 0 && Date.now() > this.until) {
      const isFirst = !this.late;
      this.until = Date.now() + (isFirst ? SAMPLE : 200);
      this.late = true;
      if (isFirst) { // what runs from now on is the loop that does not end
        this.beforeLoop = this.taken();
        return;
      }
      throw new Error('over its time limit');
    }
  }

  taken() {
    const ran = [];
    for (const [number, marks] of this.files) {
      for (let line = marks.indexOf(1); line >= 0; line = marks.indexOf(1, line + 1)) {
        ran.push(`${number}:${line}`);
        marks[line] = 0;
      }
    }
    return ran;
  }

  add(place, column, weight) {
    const counts = this.lines.get(place) || [0, 0];
    counts[column] += weight;
    this.lines.set(place, counts);
  }

  segment(held) {
    const ran = this.taken();
    for (const place of ran) this.add(place, held ? 1 : 0, 1);
    if (held) {
      this.passing += 1;
    } else {
      this.failing += 1;
      const known = new Set(ran);
      for (const place of this.beforeLoop) if (!known.has(place)) this.add(place, 0, BEFORE_LOOP);
      for (const place of this.beforeLoop) known.add(place);
      for (const place of this.earlier) if (!known.has(place)) this.add(place, 0, EARLIER);
    }
    for (const place of this.beforeLoop.splice(0)) this.earlier.add(place);
    for (const place of ran) this.earlier.add(place);
  }

  // One assertion has been made.
  asserted(held, error) {
    if (held && this.segments > MOST_SEGMENTS) return;
    this.segments += 1;
    this.segment(held);
    if (!held) {
      this.broken = true;
      this.reason = this.reason || told(error);
    }
  }

  begin(name) {
    if (this.at !== null) this.end();
    const loaded = this.at === null ? [] : this.taken();
    this.loaded = (this.loaded || []).concat(loaded);
    this.at = name;
    this.earlier = new Set();
    this.segments = 0;
    this.broken = this.late = false;
    this.beforeLoop = [];
    this.reason = '';
    this.started = Date.now();
    this.until = this.started + this.limit;
  }

  failed(error) {
    if (!this.broken) this.asserted(false, error);
    this.broken = true;
  }

  end() {
    if (this.at === null) return;
    const late = this.late;
    if (this.at !== '') {
      if (!this.broken && this.segments === 0) this.segment(true);
      this.tests.push({ name: this.at, outcome: this.broken ? 'failed' : 'passed',
        seconds: (Date.now() - this.started) / 1000, overdue: late, reason: this.reason });
    }
    this.at = null;
  }

  // What ran while files were loaded counts as run by all that ran anything of the file.
  countLoaded() {
    const most = new Map();
    for (const [place, counts] of this.lines) {
      const number = place.split(':')[0];
      const known = most.get(number) || [0, 0];
      most.set(number, [Math.max(known[0], counts[0]), Math.max(known[1], counts[1])]);
    }
    for (const place of this.loaded || []) {
      const known = most.get(place.split(':')[0]) || [this.failing, this.passing];
      if (!this.lines.has(place)) this.lines.set(place, [...known]);
    }
  }

  // What ran outside of tests: of a plain script, everything.
  finish(code) {
    const isScript = this.tests.length === 0;
    if (this.at === '' && isScript && !this.broken && (code !== 0 || this.segments === 0)) {
      this.segment(code === 0);
    }
    this.end();
    this.countLoaded();
    return { failing: this.failing, passing: this.passing, tests: this.tests, late: this.late,
      broken: this.broken, reason: this.reason,
      lines: [...this.lines].map(([place, counts]) => [...place.split(':').map(Number), ...counts]) };
  }
}

function preload(out) {
  const probes = new Probes(Number(process.env.MENDEL_REPAIR_LIMIT || 3000));
  globalThis.__mendel__ = Buffer.__mendel__ = probes;
  const [main, cwd, began] = [process.argv[1], process.cwd(), Date.now()];
  process.on('uncaughtExceptionMonitor', (error) => {
    probes.reason = probes.reason || told(error);
  });
  process.on('exit', (code) => {
    const counted = probes.finish(code);
    if (counted.lines.length === 0) return;
    const record = { main, cwd, code, arguments: process.argv.slice(2), options: process.execArgv,
      forked: process.send !== undefined || !threads.isMainThread, seconds: (Date.now() - began) / 1000, ...counted };
    const name = `${process.pid}-${threads.threadId}-${began}.json`;
    fs.writeFileSync(path.join(out, name), JSON.stringify(record));
  });
}

// The role `collect`.

function quotedOption(file) {
  return /\s/.test(file) ? `"${file}"` : file;
}

function collect() {
  const [order] = readInput();
  const out = fs.mkdtempSync(path.join(os.tmpdir(), 'mendel-repair-'));
  const options = `${process.env.NODE_OPTIONS || ''} --require ${quotedOption(__filename)}`.trim();
  const began = Date.now();
  const ran = require('child_process').spawnSync(order.argv[0], order.argv.slice(1), {
    env: { ...process.env, NODE_OPTIONS: options, MENDEL_REPAIR_OUT: out,
      MENDEL_REPAIR_LIMIT: String(order.limit) },
    stdio: 'ignore', timeout: order.deadline, killSignal: 'SIGKILL',
  });
  for (const name of fs.readdirSync(out).sort()) {
    say({ process: JSON.parse(readFileSync(path.join(out, name), 'utf8')) });
  }
  fs.rmSync(out, { recursive: true, force: true });
  say({ done: true, code: ran.status, seconds: (Date.now() - began) / 1000 });
}

// The role `serve`: this thread hands out candidates, workers run the scripts.

class Server {
  constructor([order, ...candidates]) {
    this.order = order;
    this.waiting = candidates;
    this.until = Date.now() + order.seconds * 1000;
    this.passing = 0;
  }

  async run() {
    process.chdir(this.order.directory);
    const before = this.order.units;
    this.normal = [];
    for (const unit of before) {
      if (unit.late) {
        this.normal.push(0);
        continue;
      }
      const ended = await this.runUnit(unit, {}, 2000 + 10000 * unit.seconds);
      this.normal.push(ended.seconds);
      if (ended.late || (ended.code === 0) !== unit.passed) {
        say({ done: true, unsuited: `${unit.main} ends otherwise in a worker: ${ended.reason}` });
        return;
      }
    }
    const refuters = await this.refuters();
    await Promise.all(Array.from({ length: this.order.width }, (_, at) => this.lane(refuters[at])));
    for (const refuter of refuters) refuter.end();
    say({ done: true });
  }

  // One for each lane, where the script that fails does so while it is loaded, twice alike.
  async refuters() {
    const failing = this.order.units.filter((unit) => !unit.passed);
    if (failing.length !== 1 || isModuleFile(fs.realpathSync(failing[0].main))) return [];
    const [unit] = failing;
    const refuter = new Refuter(unit, this.order, unit.late ? 4000 : 20000);
    if (!unit.late) {
      const first = await refuter.refuses({});
      const before = process.cpuUsage();
      const second = await refuter.refuses({});
      const { user, system } = process.cpuUsage(before);
      if (!first || !second || first.late || first.reason !== second.reason) {
        refuter.end();
        return [];
      }
      refuter.limit = (this.order.patient ? 1000 : 60) + 5 * (user + system) / 1000;
    } else if (!this.order.patient) {
      refuter.limit = 100;
    }
    return [refuter, ...Array.from({ length: this.order.width - 1 },
      () => new Refuter(unit, this.order, refuter.limit))];
  }

  async lane(refuter) {
    while (this.waiting.length > 0 && Date.now() < this.until &&
           this.passing < this.order.enough) {
      const candidate = this.waiting.shift();
      say({ begun: candidate.index });
      const answer = await this.tryOne(candidate, refuter);
      if (answer.state === 'passes') this.passing += 1;
      say({ candidate: candidate.index, ...answer });
    }
  }

  async tryOne(candidate, refuter) {
    const began = Date.now();
    const texts = {};
    for (const [file, splices] of Object.entries(candidate.files)) {
      texts[path.join(this.order.root, file)] = spliced(path.join(this.order.root, file), splices);
    }
    const refused = refuter && await refuter.refuses(texts);
    if (refused) {
      return { state: refused.late ? 'timed_out' : refused.broken ? 'does_not_load' : 'fails',
        failing: [refuter.unit.main], reason: refused.reason, seconds: (Date.now() - began) / 1000 };
    }
    const units = this.order.units.map((unit, index) => ({ ...unit, index }));
    units.sort((a, b) => Number(a.passed) - Number(b.passed) || a.index - b.index);
    let [fixed, still, state, reason] = [0, [], 'passes', ''];
    for (const unit of units) {
      if (unit.passed && still.length > 0 && fixed === 0) break;
      const limit = this.limitOf(unit);
      const ended = await this.runUnit(unit, texts, limit);
      const good = ended.code === 0 && !ended.late;
      reason = reason || ended.reason;
      if (good) {
        fixed += unit.passed ? 0 : 1;
      } else if (unit.passed || ended.late || ended.broken) {
        state = ended.late ? 'timed_out' : ended.broken ? 'does_not_load' : 'fails';
        still.push(unit.main);
        break;
      } else {
        still.push(unit.main);
      }
    }
    if (state === 'passes' && still.length > 0) state = fixed > 0 ? 'fixes_some' : 'fails';
    return { state, failing: still, reason, seconds: (Date.now() - began) / 1000 };
  }

  // Milliseconds: a loop that does not end should cost little, unless nothing else is left to try.
  limitOf(unit) {
    const seconds = this.normal[unit.index];
    if (this.order.patient) return unit.late ? 4000 : 1000 + 10000 * seconds;
    return 100 + 4000 * seconds;
  }

  runUnit(unit, texts, limit) {
    return new Promise((resolve) => {
      let began = Date.now();
      const ended = { code: 1, late: false, broken: false, reason: '' };
      const worker = new threads.Worker(__filename, {
        workerData: { mendel: true, unit, texts }, argv: unit.arguments, stdin: true, stdout: true,
        stderr: true, execArgv: unit.options, trackUnmanagedFds: true,
        resourceLimits: { maxOldGenerationSizeMb: this.order.memory },
      });
      const end = () => {
        ended.late = true;
        worker.terminate();
      };
      let clock = setTimeout(end, BOOT);
      worker.once('message', () => {
        clearTimeout(clock);
        began = Date.now();
        clock = setTimeout(end, limit);
      });
      worker.stdout.resume();
      worker.stderr.resume();
      worker.on('error', (error) => {
        ended.reason = told(error);
        ended.broken = error instanceof SyntaxError || error.name === 'SyntaxError';
        ended.late = ended.late || error.code === 'ERR_WORKER_OUT_OF_MEMORY';
        ended.failed = true;
      });
      worker.on('exit', (code) => {
        clearTimeout(clock);
        ended.code = ended.failed ? 1 : code;
        ended.seconds = (Date.now() - began) / 1000;
        if (ended.late) ended.reason = 'over its time limit';
        resolve(ended);
      });
    });
  }
}

// Tells quickly that a candidate fails: one worker loads the script for many candidates, each with
// an empty cache of modules. What it does not refuse runs in a worker of its own.
class Refuter {
  constructor(unit, { memory, width }, limit) {
    Object.assign(this, { unit, memory, width, limit, uses: 0 });
    this.start();
  }

  start() {
    this.uses = 0;
    this.worker = new threads.Worker(__filename, {
      workerData: { mendel: true, quick: true, unit: this.unit }, argv: this.unit.arguments,
      stdin: true, stdout: true, stderr: true, execArgv: this.unit.options,
      resourceLimits: { maxOldGenerationSizeMb: this.memory },
    });
    this.worker.stdout.resume();
    this.worker.stderr.resume();
    this.worker.on('error', (error) => this.answer({ reason: told(error),
      late: error.code === 'ERR_WORKER_OUT_OF_MEMORY', gone: true }));
    this.worker.on('exit', () => this.answer({ reason: 'it ended the thread', gone: true }));
    this.worker.on('message', (answer) => this.answer(answer));
  }

  answer(answer) {
    if (this.take) this.take(answer);
  }

  end() {
    this.take = null;
    this.worker.removeAllListeners();
    this.worker.terminate();
  }

  // What speaks against the candidate; nothing where it may be good.
  async refuses(texts) {
    if (this.uses >= MOST_USES) {
      this.end();
      this.start();
    }
    this.uses += 1;
    const answer = await new Promise((resolve) => {
      this.take = resolve;
      this.worker.postMessage(texts);
      this.watch(resolve);
    });
    clearInterval(this.clock);
    this.take = null;
    if (answer.late || answer.gone) {
      this.end();
      this.start();
    }
    return answer.good ? null : answer;
  }

  // In time of a processor, which the lanes share; by the clock where the script only waits.
  watch(resolve) {
    const [began, before, boot] = [Date.now(), process.cpuUsage(), this.uses === 1 ? 200 : 0];
    this.clock = setInterval(() => {
      const { user, system } = process.cpuUsage(before);
      const busy = (user + system) / 1000 / this.width;
      const waited = Date.now() - began;
      if (busy > this.limit + boot || waited > 2000 + boot + 8 * this.limit) {
        resolve({ late: true, reason: 'over its time limit' });
      }
    }, 10);
  }
}

function spliced(file, splices) {
  let bytes = readFileSync(file);
  for (const [begin, end, text] of [...splices].sort((a, b) => b[0] - a[0])) {
    bytes = Buffer.concat([bytes.subarray(0, begin), Buffer.from(text), bytes.subarray(end)]);
  }
  return bytes.toString('utf8');
}

// In a worker: the changed text in front of every way in which Node reads a source file.

function serveTexts(texts) {
  const real = (file) => {
    if (typeof file !== 'string' && !(file instanceof URL)) return undefined;
    const name = file instanceof URL ? require('url').fileURLToPath(file) : file;
    return texts[path.resolve(name)];
  };
  const form = (text, options) => {
    const encoding = typeof options === 'string' ? options : options && options.encoding;
    return encoding ? text : Buffer.from(text);
  };
  const { readFile } = fs;
  const readPromise = fs.promises.readFile;
  fs.readFileSync = (file, options) => {
    const text = real(file);
    return text === undefined ? readFileSync(file, options) : form(text, options);
  };
  fs.readFile = (file, options, done) => {
    const text = real(file);
    if (text === undefined) return done ? readFile(file, options, done) : readFile(file, options);
    const answer = done || options;
    return process.nextTick(answer, null, form(text, done ? options : undefined));
  };
  fs.promises.readFile = async (file, options) => {
    const text = real(file);
    return text === undefined ? readPromise(file, options) : form(text, options);
  };
  const Module = require('module');
  const compile = Module._extensions['.js'];
  Module._extensions['.js'] = (module, file) => {
    const text = texts[file];
    const isPlain = text !== undefined && Module._extensions['.js'].length === 2 &&
      !file.endsWith('.ts') && !isModuleFile(file);
    return isPlain ? module._compile(text, file) : compile(module, file);
  };
  if (Module.register && Object.keys(texts).some(isModuleFile)) {
    const urls = Object.fromEntries(Object.entries(texts).map(
      ([file, text]) => [require('url').pathToFileURL(file).href, text]));
    Module.register(`data:text/javascript,${encodeURIComponent(HOOKS)}`, { data: urls });
  }
}

const HOOKS = `let texts = {};
export async function initialize(data) { texts = data; }
export async function load(url, context, next) {
  const text = texts[url.split('?')[0]];
  const loaded = await next(url, context);
  if (text === undefined || loaded.format !== 'module') return loaded;
  return { ...loaded, source: text };
}`;

function isModuleFile(file) {
  if (file.endsWith('.mjs')) return true;
  if (file.endsWith('.cjs')) return false;
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    const description = path.join(folder, 'package.json');
    if (fs.existsSync(description)) {
      try {
        return JSON.parse(readFileSync(description, 'utf8')).type === 'module';
      } catch (error) {
        return false;
      }
    }
    if (folder === path.dirname(folder)) return false;
  }
}

// Loads the script for one candidate after another and says which of them make it fail at once.
function refuse({ unit }) {
  const Module = require('module');
  const main = fs.realpathSync(unit.main);
  const [texts, known] = [{}, new Set(Object.keys(Module._cache))];
  const names = new Set(Object.getOwnPropertyNames(globalThis));
  serveTexts(texts);
  process.exit = (code) => {
    throw Object.assign(new Error('exit'), { mendelExit: Number(code ?? process.exitCode ?? 0) });
  };
  threads.parentPort.on('message', (changed) => {
    for (const file of Object.keys(texts)) delete texts[file];
    Object.assign(texts, changed);
    for (const file of Object.keys(Module._cache)) if (!known.has(file)) delete Module._cache[file];
    for (const name of Object.getOwnPropertyNames(globalThis)) {
      if (!names.has(name)) delete globalThis[name];
    }
    process.argv = [process.execPath, unit.main, ...unit.arguments];
    process.exitCode = undefined;
    let answer = { good: true };
    try {
      Module._load(main, null, true);
      if (process.exitCode) answer = { reason: `exit code ${process.exitCode}` };
    } catch (error) {
      const code = error && error.mendelExit;
      if (code !== 0) {
        answer = { reason: code ? `exit code ${code}` : told(error),
          broken: error instanceof SyntaxError };
      }
    }
    threads.parentPort.postMessage(answer);
  });
}

async function work({ unit, texts }) {
  if (Object.keys(texts).length > 0) serveTexts(texts);
  threads.parentPort.postMessage('begun');
  process.argv = [process.execPath, unit.main, ...unit.arguments];
  const main = fs.realpathSync(unit.main);
  if (isModuleFile(main)) await import(require('url').pathToFileURL(main).href);
  else require('module')._load(main, null, true);
}

if (!threads.isMainThread && threads.workerData && threads.workerData.quick) {
  refuse(threads.workerData);
} else if (!threads.isMainThread && threads.workerData && threads.workerData.mendel) {
  const failing = work(threads.workerData);
  failing.catch((error) => setImmediate(() => { throw error; }));
} else if (require.main === module && process.argv[2] === 'collect') {
  collect();
} else if (require.main === module && process.argv[2] === 'serve') {
  new Server(readInput()).run();
} else if (process.env.MENDEL_REPAIR_OUT) {
  preload(process.env.MENDEL_REPAIR_OUT);
}
