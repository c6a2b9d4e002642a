// Self tests: clone and push, faults, held requests, the command line, permissions of templates.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import os from 'node:os';
import path from 'node:path';
import { Client } from './client.mjs';
import { faultFor } from './faults.mjs';
import { jobsWithPermissions } from './permissions.mjs';
import { group, start, world } from './selftest_world.mjs';

const R = '/repos/acme/app';
const ENVIRONMENT = {
    PATH: process.env.PATH,
    HOME: '/nonexistent',
    GIT_TERMINAL_PROMPT: '0',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_AUTHOR_NAME: 'M',
    GIT_AUTHOR_EMAIL: 'm@example.com',
    GIT_COMMITTER_NAME: 'M',
    GIT_COMMITTER_EMAIL: 'm@example.com',
};

// Runs git while the stand-in answers in this very process: { code, told }.
function git(cwd, ...words) {
    return new Promise((resolve) => {
        execFile('git', words, { cwd, env: ENVIRONMENT }, (error, stdout, stderr) =>
            resolve({ code: error ? error.code : 0, told: stdout + stderr }),
        );
    });
}

group('git over HTTP', (at) => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'clone-'));
    const work = path.join(folder, 'app');
    const url = (token, name = 'acme/app') =>
        `${at.base.replace('//', `//x-access-token:${token}@`)}/${name}.git`;
    after(() => rmSync(folder, { recursive: true, force: true }));

    async function commit(file, text) {
        await git(work, 'checkout', '-q', '-B', 'work', 'origin/main');
        writeFileSync(path.join(work, file), text);
        await git(work, 'add', '-A');
        assert.equal((await git(work, 'commit', '-qm', `change ${file}`)).code, 0);
    }

    it('clones what the data API shows', async () => {
        assert.equal((await git(folder, 'clone', '-q', `${at.base}/acme/app.git`, 'app')).code, 0);
        assert.equal(readFileSync(path.join(work, 'a.txt'), 'utf8'), 'one\ntwo\nthree\n');
        const { body } = await at.client.get(`${R}/git/ref/heads/main`);
        assert.equal((await git(work, 'rev-parse', 'HEAD')).told.trim(), body.object.sha);
    });
    it('pushes, and the API shows it', async () => {
        await commit('a.txt', 'pushed\n');
        assert.equal(
            (await git(work, 'push', '-q', url('ghs_all'), 'work:refs/heads/pushed')).code,
            0,
        );
        const { body } = await at.client.get(`${R}/contents/a.txt?ref=pushed`);
        assert.equal(Buffer.from(body.content, 'base64').toString(), 'pushed\n');
        assert.equal(
            (await at.client.get(`${R}/activity?ref=pushed`)).body[0].actor.login,
            'github-actions[bot]',
        );
        const topic = await git(work, 'push', '-q', '-f', url('ghs_all'), 'work:refs/heads/topic');
        assert.equal(topic.code, 0, topic.told);
        assert.equal(
            (await at.client.get(`${R}/activity?ref=topic`)).body[0].activity_type,
            'force_push',
        );
        const head = (await git(work, 'rev-parse', 'HEAD')).told.trim();
        assert.equal((await at.client.get(`${R}/pulls/2`)).body.head.sha, head);
    });
    it('refuses pushes without scope, to protected branches and of workflows', async () => {
        const push = (token, ref) =>
            git(work, 'push', '-q', ...(token ? [url(token)] : [`${at.base}/acme/app.git`]), ref);
        assert.notEqual((await push(undefined, 'work:refs/heads/x')).code, 0);
        assert.match(
            (await push('ghs_read', 'work:refs/heads/x')).told,
            /denied to github-actions|403/,
        );
        assert.match(
            (await push('ghs_all', '+work:refs/heads/release')).told,
            /GH006: Protected branch/,
        );
        await commit('.github/workflows/mine.yml', 'on: push\n');
        assert.match(
            (await push('ghs_all', 'work:refs/heads/x')).told,
            /refusing to allow a GitHub App.*mine\.yml/,
        );
    });
    it('hides private repositories', async () => {
        assert.notEqual(
            (await git(folder, 'clone', '-q', `${at.base}/acme/secret.git`, 's1')).code,
            0,
        );
        assert.match(
            (await git(folder, 'clone', '-q', url('ghs_all', 'acme/secret'), 's2')).told,
            /not found/i,
        );
    });
});

describe('faults', () => {
    const at = {};
    before(async () =>
        Object.assign(
            at,
            await start({
                ...world(),
                faults: [
                    {
                        match: { method: 'GET', path: '/branches$' },
                        nth: [1, 3],
                        then: { status: 502 },
                    },
                    {
                        match: { path: '/labels$' },
                        from: 2,
                        to: 2,
                        then: {
                            status: 429,
                            headers: { 'retry-after': '1' },
                            body: { message: 'slow' },
                        },
                    },
                    { match: { operation: 'repos/get-branch' }, then: { hide: true } },
                    { match: { path: '/log\\.txt$' }, nth: 1, then: { cut: 20 } },
                    { match: { path: '/rate_limit$' }, then: { delay: 30 } },
                ],
            }),
        ),
    );
    after(() => at.end());
    const statuses = async (where, times) => {
        const found = [];
        for (let time = 0; time < times; time += 1)
            found.push((await at.client.get(R + where)).status);
        return found;
    };
    it('strikes the requests that are named', async () => {
        assert.deepEqual(await statuses('/branches', 4), [502, 200, 502, 200]);
        assert.deepEqual(await statuses('/labels', 3), [200, 429, 200]);
        assert.deepEqual(await statuses('/branches/main', 1), [404]);
    });
    it('cuts the connection in the middle of an answer', async () => {
        const { headers } = await at.client.get(`${R}/actions/jobs/81/logs`);
        const blob = new Client('', undefined);
        await assert.rejects(blob.get(headers.get('location')));
        assert.ok((await blob.get(headers.get('location'))).bytes.length > 20);
    });
    it('delays', async () => {
        const begin = performance.now();
        await at.client.get('/rate_limit');
        assert.ok(performance.now() - begin >= 29);
    });
    it('counts each fault by itself', () => {
        const faults = [
            { match: {}, nth: 2, seen: 0, then: 1 },
            { match: {}, nth: 2, seen: 0, then: 2 },
        ];
        const asked = { method: 'GET', path: '/', operationId: 'x' };
        assert.deepEqual([faultFor(faults, asked), faultFor(faults, asked).then], [undefined, 1]);
    });
});

describe('held requests', () => {
    for (const [when, made] of [
        ['before', 0],
        ['after', 1],
    ]) {
        it(`are ${when} the work is done, and never answered`, async () => {
            const at = await start({ ...world(), hold: 2, hold_when: when });
            await at.client.get(R);
            const abort = new AbortController();
            const asked = fetch(`${at.base}${R}/issues`, {
                method: 'POST',
                body: JSON.stringify({ title: 'held' }),
                signal: abort.signal,
                headers: {
                    authorization: 'Bearer ghs_all',
                    'user-agent': 'x',
                    'content-type': 'application/json',
                },
            }).catch(() => 'ended');
            while (!existsSync(path.join(at.directory, 'held')))
                await new Promise((resolve) => {
                    setTimeout(resolve, 5);
                });
            abort.abort();
            assert.equal(await asked, 'ended');
            const { body } = await at.client.get(`${R}/issues?creator=github-actions[bot]`);
            assert.equal(body.length, made);
            at.end();
        });
    }
});

describe('the command line', () => {
    it('prints where it listens, and begins anew with another scenario', async () => {
        const folder = mkdtempSync(path.join(os.tmpdir(), 'serve-'));
        const file = path.join(folder, 'scenario.json');
        writeFileSync(file, JSON.stringify({ repositories: { 'a/b': { files: { x: 'x' } } } }));
        const serve = fileURLToPath(new URL('serve.mjs', import.meta.url));
        const child = spawn(process.execPath, [
            serve,
            '--scenario',
            file,
            '--state',
            path.join(folder, 'one'),
        ]);
        const line = String(
            await new Promise((resolve) => {
                child.stdout.once('data', resolve);
            }),
        );
        assert.match(line, /^listening http:\/\/127\.0\.0\.1:\d+\n$/);
        const client = new Client(line.split(' ')[1].trim());
        assert.equal((await client.get('/repos/a/b')).status, 200);
        const scenario = { repositories: { 'c/d': { files: { y: 'y' } } } };
        await client.post('/_standin/begin', {
            scenario,
            directory: path.join(folder, 'two'),
            root: folder,
        });
        assert.deepEqual(
            [(await client.get('/repos/a/b')).status, (await client.get('/repos/c/d')).status],
            [404, 200],
        );
        assert.equal(
            (
                await client.post('/_standin/begin', {
                    scenario: { repositoris: {} },
                    directory: folder,
                    root: folder,
                })
            ).status,
            400,
        );
        child.kill();
        rmSync(folder, { recursive: true, force: true });
    });
});

describe('permissions of a workflow', () => {
    it('are those of the job, else those of the file', () => {
        const jobs = jobsWithPermissions(
            'on: push\npermissions: {contents: read}\njobs:\n' +
                '  one: {steps: []}\n  two: {permissions: {pull-requests: write, issues: none}}\n' +
                '  three: {permissions: {}}\n' +
                '  four: {permissions: write-all}\n',
        );
        assert.deepEqual(jobs.one, { metadata: 'read', contents: 'read' });
        assert.deepEqual(jobs.two, { metadata: 'read', pull_requests: 'write' });
        assert.deepEqual(jobs.three, { metadata: 'read' });
        assert.equal(jobs.four.security_events, 'write');
        assert.throws(
            () => jobsWithPermissions('jobs: {a: {permissions: {workflows: write}}}'),
            /no permission workflows/,
        );
    });
});
