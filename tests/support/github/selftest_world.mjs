// The world that the self tests start from, and how they start it.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { generateKeyPairSync } from 'node:crypto';
import os from 'node:os';
import path from 'node:path';
import { Client } from './client.mjs';
import { StandIn } from './server.mjs';

export const keys = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});
const everything = {
    actions: 'write',
    checks: 'write',
    contents: 'write',
    issues: 'write',
    pull_requests: 'write',
    security_events: 'write',
    repository_advisories: 'write',
    administration: 'read',
};
const CI =
    'name: CI\non:\n  push:\n  workflow_dispatch:\n    inputs:\n' +
    '      why: {type: string}\njobs: {}\n';

export const world = () => ({
    repositories: {
        'acme/app': {
            files: {
                'a.txt': 'one\ntwo\nthree\n',
                'dir/b.txt': 'b\n',
                '.github/workflows/ci.yml': CI,
                '.github/workflows/push.yml': 'name: Push\non: push\njobs: {}\n',
            },
            roles: { maria: 'write', tom: 'triage', ann: 'maintain' },
            protected: ['release'],
            tags: { v1: 'main' },
            branches: {
                topic: { files: { 'a.txt': 'one\n2\nthree\n' }, author: 'maria', at: '-20m' },
                release: { files: { 'r.txt': 'r\n' } },
            },
            issues: [{ number: 1, title: 'An issue', user: 'tom' }],
            pulls: [
                { number: 2, head: 'topic', user: 'maria' },
                { number: 3, head: 'eve/app:patch', user: 'eve' },
            ],
            comments: [{ id: 501, issue: 2, user: 'maria', body: '/auto-fix' }],
            runs: [
                {
                    id: 71,
                    workflow: '.github/workflows/ci.yml',
                    branch: 'topic',
                    pull: 2,
                    jobs: [
                        {
                            id: 81,
                            name: 'test',
                            log: [
                                '##[group]Run false',
                                '##[error]Process completed with exit code 1.',
                            ],
                            steps: [
                                { name: 'Set up job' },
                                { name: 'Run false', conclusion: 'failure' },
                            ],
                        },
                        { id: 82, name: 'old', log: 'expired' },
                    ],
                },
                {
                    id: 72,
                    workflow: '.github/workflows/ci.yml',
                    head: 'eve/app:patch',
                    pull: 3,
                    event: 'pull_request',
                },
                {
                    id: 73,
                    workflow: '.github/workflows/ci.yml',
                    branch: 'main',
                    conclusion: 'success',
                },
            ],
        },
        'eve/app': {
            fork_of: 'acme/app',
            branches: { patch: { files: { 'a.txt': 'evil\n' }, author: 'eve' } },
        },
        'acme/secret': { private: true, files: { 'k.txt': 'k\n' } },
    },
    users: { maria: {}, tom: {}, ann: {}, eve: {}, 'helper[bot]': {} },
    tokens: {
        ghs_all: everything,
        ghs_none: {},
        ghs_issues: { issues: 'write' },
        ghs_pulls: { pull_requests: 'write' },
        ghs_read: { contents: 'read', actions: 'read' },
        ghp_maria: { ...everything, as: 'maria' },
        ghp_eve: { ...everything, as: 'eve' },
    },
    apps: [
        {
            id: 4242,
            slug: 'mendel',
            public_key: keys.publicKey,
            installations: [
                {
                    id: 99,
                    account: 'acme',
                    repositories: ['acme/app'],
                    permissions: { contents: 'write', issues: 'read', metadata: 'read' },
                },
            ],
        },
    ],
});

// A running stand-in with a client; `recorded` is what it wrote of each request.
export async function start(scenario = world()) {
    const directory = mkdtempSync(path.join(os.tmpdir(), 'stand-in-'));
    const standIn = new StandIn(scenario, { directory, root: directory });
    const base = await standIn.listen();
    const recorded = () =>
        readFileSync(path.join(directory, 'requests.jsonl'), 'utf8')
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line));
    return {
        standIn,
        directory,
        base,
        recorded,
        client: new Client(base, 'ghs_all'),
        problems: () =>
            recorded().flatMap((one) =>
                one.problems.map((found) => `${one.method} ${one.path}: ${found}`),
            ),
        end: () => {
            standIn.close();
            rmSync(directory, { recursive: true, force: true });
        },
    };
}

// A describe with a stand-in of its own; no problem may be recorded but those that are announced.
export function group(name, body, announced = []) {
    describe(name, () => {
        const at = {};
        before(async () => Object.assign(at, await start()));
        after(() => at.end());
        body(at);
        it('differs nowhere from the description', () => {
            const found = at
                .problems()
                .filter((one) => !announced.some((known) => one.includes(known)));
            assert.deepEqual(found, []);
        });
    });
}
