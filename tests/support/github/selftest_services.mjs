// Self tests: actions, checks, security, callers and their scopes, and what is recorded.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createSign } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { group, keys, start } from './selftest_world.mjs';

const R = '/repos/acme/app';

group('actions', (at) => {
    it('lists and filters runs and jobs', async () => {
        const count = async (query) =>
            (await at.client.get(`${R}/actions/runs${query}`)).body.total_count;
        assert.deepEqual(
            [
                await count(''),
                await count('?branch=topic'),
                await count('?status=success'),
                await count('?event=pull_request'),
                await count('?created=%3E2999-01-01'),
            ],
            [3, 1, 1, 1, 0],
        );
        assert.equal((await at.client.get(`${R}/actions/runs/71`)).body.pull_requests[0].number, 2);
        assert.deepEqual((await at.client.get(`${R}/actions/runs/72`)).body.pull_requests, []);
        const { jobs } = (await at.client.get(`${R}/actions/runs/71/jobs`)).body;
        assert.equal(jobs[0].steps[1].conclusion, 'failure');
        assert.equal(
            (await at.client.get(`${R}/actions/runs/71/attempts/1/jobs`)).body.total_count,
            2,
        );
        assert.equal((await at.client.get(`${R}/actions/jobs/81`)).body.name, 'test');
        assert.equal(
            (await at.client.get(`${R}/actions/workflows/ci.yml/runs?branch=main`)).body
                .total_count,
            1,
        );
        assert.equal((await at.client.get(`${R}/actions/workflows`)).body.total_count, 2);
    });
    it('sends logs by another host, which takes no token', async () => {
        const there = await at.client.get(`${R}/actions/jobs/81/logs`);
        assert.equal(there.status, 302);
        const location = there.headers.get('location');
        assert.notEqual(new URL(location).port, new URL(at.base).port);
        assert.equal((await at.client.get(location)).status, 400);
        const log = (await at.client.as(undefined).get(location)).bytes.toString();
        assert.match(log, /^\d{4}-\d\d-\d\dT[\d:.]{16}Z ##\[group\]Run false\n/);
        assert.equal((await at.client.get(`${R}/actions/jobs/82/logs`)).status, 410);
        const archive = await at.client.get(`${R}/actions/runs/71/logs`);
        const bytes = (await at.client.as(undefined).get(archive.headers.get('location'))).bytes;
        assert.equal(bytes.subarray(0, 2).toString(), 'PK');
    });
    it('dispatches and runs again', async () => {
        const dispatch = (file, body) =>
            at.client.post(`${R}/actions/workflows/${file}/dispatches`, body);
        assert.equal(
            (await dispatch('ci.yml', { ref: 'topic', inputs: { why: 'x' } })).status,
            204,
        );
        assert.match(
            (await dispatch('ci.yml', { ref: 'topic', inputs: { what: 'x' } })).body.message,
            /Unexpected inputs/,
        );
        assert.match(
            (await dispatch('push.yml', { ref: 'main' })).body.message,
            /does not have 'workflow_dispatch'/,
        );
        assert.match((await dispatch('ci.yml', { ref: 'nowhere' })).body.message, /No ref found/);
        assert.equal((await dispatch('none.yml', { ref: 'main' })).status, 404);
        assert.equal((await at.client.post(`${R}/actions/runs/71/rerun-failed-jobs`)).status, 201);
        assert.equal((await at.client.get(`${R}/actions/runs/71`)).body.run_attempt, 2);
        assert.equal((await at.client.post(`${R}/actions/runs/71/rerun-failed-jobs`)).status, 403);
    });
    it('tells the settings to those who may ask', async () => {
        const { body } = await at.client.get(`${R}/actions/permissions/workflow`);
        assert.equal(body.can_approve_pull_request_reviews, true);
    });
});

group('checks and security', (at) => {
    it('makes and changes check runs beside those of jobs', async () => {
        const sha = (await at.client.get(`${R}/git/ref/heads/topic`)).body.object.sha;
        const made = await at.client.post(`${R}/check-runs`, {
            name: 'mendel',
            head_sha: sha,
            status: 'in_progress',
        });
        assert.equal(made.status, 201);
        const note = {
            path: 'a.txt',
            start_line: 1,
            end_line: 1,
            annotation_level: 'failure',
            message: 'm',
        };
        const output = { title: 't', summary: 's', annotations: [note] };
        const changed = await at.client.patch(`${R}/check-runs/${made.body.id}`, {
            conclusion: 'success',
            output,
        });
        assert.deepEqual(
            [changed.body.status, changed.body.output.annotations_count],
            ['completed', 1],
        );
        const { body } = await at.client.get(`${R}/commits/${sha}/check-runs`);
        assert.deepEqual(
            body.check_runs.map((one) => one.name),
            ['test', 'old', 'mendel'],
        );
        assert.equal((await at.client.get(`${R}/commits/topic/check-suites`)).body.total_count, 1);
        assert.equal(
            (await at.client.get(`${R}/check-runs/${made.body.id}/annotations`)).body.length,
            1,
        );
    });
    it('takes SARIF, packed and well formed', async () => {
        const sha = (await at.client.get(`${R}/git/ref/heads/main`)).body.object.sha;
        const send = (text) =>
            at.client.post(`${R}/code-scanning/sarifs`, {
                commit_sha: sha,
                ref: 'refs/heads/main',
                sarif: text,
            });
        const sarif = JSON.stringify({ version: '2.1.0', runs: [] });
        const done = await send(gzipSync(sarif).toString('base64'));
        assert.equal(done.status, 202);
        assert.equal(
            (await at.client.get(`${R}/code-scanning/sarifs/${done.body.id}`)).body
                .processing_status,
            'complete',
        );
        assert.equal((await send(Buffer.from(sarif).toString('base64'))).status, 400);
        assert.equal((await send(gzipSync('{}').toString('base64'))).status, 400);
    });
    it('takes private advisories', async () => {
        const vulnerabilities = [{ package: { ecosystem: 'pip', name: 'app' } }];
        const made = await at.client.post(`${R}/security-advisories`, {
            summary: 's',
            description: 'd',
            severity: 'high',
            vulnerabilities,
        });
        assert.deepEqual([made.status, made.body.state], [201, 'draft']);
    });
});

group('who calls', (at) => {
    const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
    function jwt(claims, key = keys.privateKey) {
        const text = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}`;
        return `${text}.${createSign('RSA-SHA256').update(text).sign(key, 'base64url')}`;
    }
    const seconds = () => Math.floor(Date.now() / 1000);
    it('gives an App a token of its installation', async () => {
        const app = at.client.as(jwt({ iss: 4242, iat: seconds() - 60, exp: seconds() + 540 }));
        const [installation] = (await app.get('/app/installations')).body;
        assert.equal((await app.get(`${R}/installation`)).body.id, installation.id);
        const made = await app.post(`/app/installations/${installation.id}/access_tokens`, {
            permissions: { contents: 'read' },
        });
        assert.equal(made.status, 201);
        const limited = at.client.as(made.body.token);
        assert.equal((await limited.get(`${R}/branches`)).status, 200);
        assert.equal((await limited.post(`${R}/git/blobs`, { content: 'x' })).status, 403);
        const more = await app.post(`/app/installations/${installation.id}/access_tokens`, {
            permissions: { issues: 'write' },
        });
        assert.equal(more.status, 422);
    });
    it('refuses other keys, late and long tokens', async () => {
        const said = async (claims) =>
            (await at.client.as(jwt(claims)).get('/app/installations')).body.message;
        assert.match(
            await said({ iss: 4242, iat: seconds() - 900, exp: seconds() - 5 }),
            /must be in the future/,
        );
        assert.match(
            await said({ iss: 4242, iat: seconds(), exp: seconds() + 3600 }),
            /too far in the future/,
        );
        assert.match(
            await said({ iss: 1, iat: seconds(), exp: seconds() + 60 }),
            /Integration not found/,
        );
        const claims = { iss: 4242, iat: seconds(), exp: seconds() + 60 };
        const forged = `${part({ alg: 'none' })}.${part(claims)}.`;
        assert.equal((await at.client.as(forged).get('/app/installations')).status, 401);
    });
    it('asks each operation for its scope', async () => {
        const status = async (token, method, path, body) =>
            (await at.client.as(token).send(method, R + path, body)).status;
        assert.equal(await status('ghs_wrong', 'GET', ''), 401);
        assert.equal(await status('ghs_none', 'GET', '/branches'), 403);
        assert.equal(await status('ghs_none', 'GET', ''), 200);
        assert.equal(await status('ghs_read', 'POST', '/git/blobs', { content: 'x' }), 403);
        assert.equal(await status('ghs_pulls', 'POST', '/issues/2/comments', { body: 'x' }), 201);
        assert.equal(await status('ghs_pulls', 'POST', '/issues/1/comments', { body: 'x' }), 403);
        assert.equal(await status('ghs_issues', 'POST', '/issues/1/comments', { body: 'x' }), 201);
        assert.equal(
            await status('ghs_issues', 'POST', '/pulls', {
                title: 't',
                head: 'topic',
                base: 'main',
            }),
            403,
        );
        assert.equal(await status(undefined, 'POST', '/issues', { title: 'x' }), 401);
        const no = await at.client.as('ghs_none').post(`${R}/issues`, { title: 'x' });
        assert.equal(no.body.message, 'Resource not accessible by integration');
        assert.match(
            (await at.client.as('ghp_eve').post(`${R}/git/blobs`, { content: 'x' })).body.message,
            /push access/,
        );
        assert.equal(
            (await at.client.post('/repos/eve/app/git/blobs', { content: 'x' })).status,
            403,
        );
    });
    it('knows users, and counts the rate', async () => {
        assert.equal((await at.client.as('ghp_maria').get('/user')).body.login, 'maria');
        assert.equal((await at.client.get('/user')).status, 403);
        const { body } = await at.client.get('/rate_limit');
        assert.equal(body.rate.limit - body.rate.used, body.rate.remaining);
    });
});

describe('honesty', () => {
    it('records what GitHub would not understand', async () => {
        const at = await start();
        await at.client.post(`${R}/issues`, { titel: 'x' });
        await at.client.get(`${R}/issues?colour=red`);
        await at.client.get(`${R}/nothing/here`);
        await at.client.post(`${R}/git/refs`, { ref: 'refs/heads/y', sha: 7 });
        const problems = at.problems().join('\n');
        for (const words of [
            "required property 'title'",
            'body/titel',
            'query colour',
            'no operation',
            'sha must be string',
        ]) {
            assert.ok(problems.includes(words), `${words} is not in ${problems}`);
        }
        assert.ok(!JSON.stringify(at.recorded()).includes('ghs_all'), 'a token is recorded');
        at.end();
    });
});
