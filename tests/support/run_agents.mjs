// End to end: an agent of mendel against aimock (@copilotkit/aimock), a model server with scripted
// replies.
//
//     run_agents.mjs BINARY FOLDER [FILTER...]
//
// Each FOLDER/<case>.json is one run of `mendel heal --rungs agent` or `mendel execute` in a small
// broken repository:
//   agent      the entry of `agents`; base_url is filled in ("claude": true needs tests/agents)
//   agents     more entries, for failover; "base_url": "dead" is a closed port
//   budget     the section of the configuration (optional)
//   verb       "heal" (default), "execute" or "develop" (a plan of one task)
//   fixtures   aimock fixtures; `match` may hold turnIndex, toolResultContains, sequenceIndex
//   expect     exit, outcome, end (of the first try), usd (to the cent: exactly), requests (at most),
//              least_requests, least_seconds, most_seconds, diff (text in it), pull_requests,
//              audit ([tool names done]); of develop: done, detail (of the first try), text (of the
//              changed file)
// No key leaves: the model server must never see the agent's own token, always the key. Nothing may
// run afterwards that has the run's folder in its command line. Ends with "N passed, N failed".
import { LLMock } from "../peers/node_modules/@copilotkit/aimock/dist/index.js";
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, writeFileSync, mkdirSync, readFileSync, rmSync, existsSync, readdirSync,
         chmodSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const KEY = "sk-test-key-of-the-run";
const here = path.dirname(new URL(import.meta.url).pathname);
const claude = path.resolve(here, "../agents/node_modules/@anthropic-ai/claude-code-linux-x64/claude");

function repository(folder) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, "calc.py"), "def add(a, b):\n    return a - b\n");
  writeFileSync(path.join(folder, "test_calc.py"), "import calc\n\n\ndef test_add():\n    assert calc.add(1, 2) == 3\n");
  const git = (...words) => execFileSync("git", ["-C", folder, "-c", "user.name=A", "-c", "user.email=a@example.com", ...words]);
  git("init", "-q", "-b", "main");
  git("add", "-A");
  git("commit", "-q", "-m", "start");
}

function run(binary, words, env, cwd) {
  return new Promise((resolve) => {
    const child = spawn(binary, words, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let out = "", err = "";
    child.stdout.on("data", (part) => (out += part));
    child.stderr.on("data", (part) => (err += part));
    const timer = setTimeout(() => child.kill("SIGKILL"), 240_000);
    child.on("close", (code) => { clearTimeout(timer); resolve({ code, out, err }); });
  });
}

function left_running(folder) {
  return readdirSync("/proc").filter((pid) => /^\d+$/.test(pid) && Number(pid) !== process.pid).filter((pid) => {
    try { return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(folder); } catch { return false; }
  });
}

function settled(repo) {
  const folder = path.join(repo, ".git/mendel/ledger");
  if (!existsSync(folder)) return 0;
  let micro = 0;
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".jsonl")))
    for (const line of readFileSync(path.join(folder, file), "utf8").split("\n").filter(Boolean)) {
      const entry = JSON.parse(line);
      if (entry.kind === "settle") micro += entry.micro_usd;
    }
  return micro;
}

async function one(binary, file, top) {
  const spec = JSON.parse(readFileSync(file, "utf8"));
  const name = path.basename(file, ".json");
  const repo = path.join(top, name, "repo"), home = path.join(top, name, "home");
  mkdirSync(home, { recursive: true });
  chmodSync(path.join(top, name), 0o755);
  repository(repo);
  const mock = new LLMock({ port: 0, chunkSize: 20 });
  for (const fixture of spec.fixtures) {
    for (const call of fixture.response.toolCalls ?? [])
      if (typeof call.arguments !== "string") call.arguments = JSON.stringify(call.arguments);
    mock.addFixture(fixture);
  }
  await mock.start();
  const agents = [spec.agent, ...(spec.agents ?? [])].map((agent) => {
    const entry = { ...agent, base_url: agent.base_url === "dead" ? "http://127.0.0.1:9" : mock.url };
    if (entry.profile === "claude") entry.argv = spec.argv ?? undefined;
    return entry;
  });
  mkdirSync(path.join(repo, ".github"));
  writeFileSync(path.join(repo, ".github/mendel.yml"),
                JSON.stringify({ version: 1, agents, budget: spec.budget ?? {} }));
  const verb = spec.verb ?? "heal";
  let words = ["heal", "--json", "--quiet", "--rungs", "agent", ...(spec.options ?? []), "--", "/usr/bin/python3", "-m", "pytest", "-q", "-p", "no:cacheprovider"];
  if (verb === "execute") {
    const task = path.join(top, name, "task.json");
    writeFileSync(task, JSON.stringify({ id: "t1", kind: "fix_test_failure", title: "Mend add",
      verify: [["/usr/bin/python3", "-m", "pytest", "-q", "-p", "no:cacheprovider"]] }));
    words = ["execute", "--json", "--quiet", "--attempts", "1", "--task", task];
  }
  if (verb === "develop") {
    const plan = path.join(top, name, "plan.json");
    const task = { id: "t1", title: "Mend add", plan: { estimate_minutes: 10 } };
    writeFileSync(plan, JSON.stringify({ schema: "mendel.plan/1", goal: "Mend add", strategy: "agile",
      complexity: "low", tasks: [{ task, phase: "build", risk: 1 }] }));
    words = ["develop", "--json", "--quiet", "--plan", plan, "--check",
             "/usr/bin/python3 -m pytest -q -p no:cacheprovider", ...(spec.options ?? [])];
  }
  const env = { PATH: `${path.dirname(claude)}:/usr/bin:/bin:${process.env.PATH}`, HOME: home, LANG: "C.UTF-8",
                ANTHROPIC_API_KEY: KEY, OPENAI_API_KEY: KEY };
  const begin = Date.now();
  const done = await run(binary, words, env, repo);
  const seconds = (Date.now() - begin) / 1000;
  const problems = [];
  const check = (what, got, wanted) => { if (JSON.stringify(got) !== JSON.stringify(wanted)) problems.push(`${what} is ${JSON.stringify(got)}, not ${JSON.stringify(wanted)}`); };
  let json = {};
  try { json = JSON.parse(done.out); } catch { problems.push(`no JSON: ${done.out} ${done.err}`); }
  const expect = spec.expect;
  check("exit", done.code, expect.exit);
  if (expect.outcome) check("outcome", json.outcome ?? json.conclusion, expect.outcome);
  if (expect.done !== undefined) {
    check("done", json.done, expect.done);
    const tried = json.mission?.tasks?.[0]?.tried?.[0];
    if (expect.detail && !tried?.detail?.includes(expect.detail)) problems.push(`the try says ${tried?.detail}`);
    if (expect.usd !== undefined) check("cost of the mission", Math.round(json.mission?.cost_usd * 1e6), Math.round(expect.usd * 1e6));
    const text = json.mission?.so_far?.changes?.[0]?.after?.text ?? "";
    if (expect.text && !text.includes(expect.text)) problems.push(`what was built lacks ${expect.text}: ${text}`);
  }
  if (expect.end) check("end", json.tries?.[0]?.end, expect.end);
  if (expect.diff && !(json.diff ?? "").includes(expect.diff)) problems.push(`the diff lacks ${expect.diff}: ${json.diff}`);
  if (expect.usd !== undefined) check("settled micro-dollars", settled(repo), Math.round(expect.usd * 1e6));
  if (expect.most_usd !== undefined && settled(repo) > expect.most_usd * 1e6) problems.push(`settled ${settled(repo)}`);
  if (expect.least_seconds !== undefined && seconds < expect.least_seconds) problems.push(`it took ${seconds} s`);
  if (expect.most_seconds !== undefined && seconds > expect.most_seconds) problems.push(`it took ${seconds} s`);
  const requests = mock.getRequests();
  if (expect.requests !== undefined && requests.length > expect.requests) problems.push(`${requests.length} requests`);
  if (expect.least_requests !== undefined && requests.length < expect.least_requests) problems.push(`${requests.length} requests`);
  for (const request of requests) {
    const given = request.headers["x-api-key"] ?? request.headers.authorization ?? "";
    // aimock keeps credentials out of its journal; one that is there must be the key.
    if (given && !given.includes(KEY) && !/redact|\*\*\*/i.test(given)) problems.push(`the service was shown ${given}`);
  }
  if ((done.out + done.err).includes(KEY)) problems.push("the key is in the output");
  const chain = await run(binary, ["audit", "verify", "--repo", repo], env, repo);
  check("audit verify", chain.code, 0);
  if (expect.audit) {
    const log = readFileSync(path.join(repo, ".git/mendel/audit.jsonl"), "utf8");
    const tools = log.split("\n").filter(Boolean).map(JSON.parse).filter((e) => e.kind === "tool" && e.verdict === "done").map((e) => e.subject);
    for (const tool of expect.audit) if (!tools.includes(tool)) problems.push(`no ${tool} in the audit chain`);
    if (log.includes(KEY)) problems.push("the key is in the audit chain");
  }
  if (expect.pull_requests !== undefined) {
    const refs = execFileSync("git", ["-C", repo, "for-each-ref", "--format=%(refname)", "refs/heads/mendel/"], { encoding: "utf8" }).trim().split("\n").filter(Boolean);
    check("pull request branches", refs.length, expect.pull_requests);
  }
  await mock.stop();
  const orphans = left_running(path.join(top, name));
  if (orphans.length) problems.push(`still running: ${orphans}`);
  if (problems.length) problems.push(`stderr: ${done.err}`, `tries: ${JSON.stringify(json.tries ?? json.attempts)?.slice(0, 1500)}`);
  return problems;
}

const [binary, folder, ...filters] = process.argv.slice(2);
const top = mkdtempSync(path.join(tmpdir(), "mendel-agents-"));
chmodSync(top, 0o755);
let passed = 0, failed = 0;
for (const file of readdirSync(folder).filter((name) => name.endsWith(".json")).sort()) {
  if (filters.length && !filters.some((filter) => file.includes(filter))) continue;
  const spec = JSON.parse(readFileSync(path.join(folder, file), "utf8"));
  if (spec.agent.profile === "claude" && !existsSync(claude)) {
    console.log(`FAILED: ${file} needs npm ci in tests/agents`);
    failed++;
    continue;
  }
  const problems = await one(path.resolve(binary), path.join(folder, file), top).catch((error) => [String(error.stack)]);
  if (problems.length) { failed++; console.log(`FAILED: ${file}\n  ${problems.join("\n  ")}`); } else passed++;
}
rmSync(top, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
