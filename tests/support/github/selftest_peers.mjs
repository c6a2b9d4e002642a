// Self tests: what emulate serves and what was recorded of GitHub, beside what we answer.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { peerFile } from './peers.mjs';
import { group, start } from './selftest_world.mjs';
import { drive, shapeOf } from './shared_steps.mjs';

const allowed = JSON.parse(
    readFileSync(new URL('emulate_differences.json', import.meta.url), 'utf8'),
).map((one) => ({
    ...one,
    used: false,
    step: new RegExp(`^(${one.step})$`),
    what: new RegExp(`^(${one.what})`),
}));

const shared = {
    repositories: { 'octocat/hello-world': { files: { 'README.md': '# hello-world\n' } } },
    users: { hubot: {} },
    tokens: {
        ghp_octocat: {
            as: 'octocat',
            contents: 'write',
            issues: 'write',
            pull_requests: 'write',
            checks: 'write',
        },
    },
};

// A difference is a sentence: status, link, a member that emulate has and we lack, or its kind.
function differences(ours, theirs) {
    const found = [];
    if (ours.status !== theirs.status)
        found.push(`status ${ours.status}, emulate's is ${theirs.status}`);
    if (ours.link.join() !== theirs.link.join())
        found.push(`link ${ours.link}, emulate's is ${theirs.link}`);
    for (const [member, kind] of Object.entries(theirs.shape)) {
        if (!(member in ours.shape)) found.push(`missing ${member}`);
        else if (ours.shape[member] !== kind)
            found.push(`kind ${member} is ${ours.shape[member]}, emulate's is ${kind}`);
    }
    return found;
}

function unjustified(step, found) {
    return found.filter((one) => {
        const known = allowed.filter((entry) => entry.step.test(step) && entry.what.test(one));
        known.forEach((entry) => {
            entry.used = true;
        });
        return known.length === 0;
    });
}

async function emulate() {
    const script = fileURLToPath(new URL('emulate_peer.mjs', import.meta.url));
    const child = spawn(peerFile('.bin/node'), [script, peerFile('')], {
        stdio: ['ignore', 'pipe', 'inherit'],
    });
    const line = String(
        await new Promise((resolve) => {
            child.stdout.once('data', resolve);
        }),
    );
    return { child, base: line.split(' ')[1].trim() };
}

describe('beside emulate', () => {
    const at = {};
    before(async () => Object.assign(at, await start(shared), { peer: await emulate() }));
    after(() => {
        at.peer.child.kill();
        at.end();
    });
    it('answers the shared steps as emulate does, but for what is justified', async () => {
        const [ours, theirs] = [
            await drive(at.base, 'ghp_octocat'),
            await drive(at.peer.base, 'ghp_octocat'),
        ];
        const found = ours.flatMap((one, index) =>
            unjustified(one.name, differences(one, theirs[index])).map(
                (said) => `${one.name}: ${said}`,
            ),
        );
        assert.deepEqual(found, []);
        const idle = allowed
            .filter((entry) => !entry.used)
            .map((entry) => `${entry.step} ${entry.what}`);
        assert.deepEqual(idle, [], 'justified differences that are none any more');
        assert.deepEqual(at.problems(), []);
    });
});

// Exchanges that were recorded of GitHub itself, and the same request to us.
const RECORDED = [
    ['errors', 0, 'POST', '/labels', { name: 'foo', color: 'invalid' }],
    ['labels', 1, 'POST', '/labels', { name: 'test-label', color: '663399' }],
    ['labels', 0, 'GET', '/labels'],
    ['labels', 2, 'GET', '/labels/test-label'],
    ['add-labels-to-issue', 0, 'POST', '/issues', { title: 'Issue without a label' }],
    ['add-labels-to-issue', 1, 'POST', '/issues/4/labels', { labels: ['Foo', 'bAr', 'baZ'] }],
    ['git-refs', 1, 'POST', '/git/refs', { ref: 'refs/heads/test', sha: '{main}' }],
    ['git-refs', 2, 'PATCH', '/git/refs/heads/test', { sha: '{main}' }],
    ['git-refs', 4, 'DELETE', '/git/refs/heads/test'],
    ['paginate-issues', 0, 'GET', '/issues?state=all&per_page=1'],
];

group(
    'beside recordings of GitHub',
    (at) => {
        it('has the status and the members that were recorded', async () => {
            const main = (await at.client.get('/repos/acme/app/git/ref/heads/main')).body.object
                .sha;
            for (const [name, index, method, where, body] of RECORDED) {
                const file = peerFile(
                    `@octokit/fixtures/scenarios/api.github.com/${name}/normalized-fixture.json`,
                );
                const recorded = JSON.parse(readFileSync(file, 'utf8'))[index];
                const sent = body && JSON.parse(JSON.stringify(body).replace('{main}', main));
                const ours = await at.client.send(method, `/repos/acme/app${where}`, sent);
                assert.equal(ours.status, recorded.status, `${name} ${index}`);
                const shape = shapeOf(ours.body);
                const missing = Object.keys(shapeOf(recorded.response || undefined)).filter(
                    (member) =>
                        !Object.keys(shape).some(
                            (own) => own === member || own.startsWith(`${member}.`),
                        ),
                );
                assert.deepEqual(missing, [], `${name} ${index}`);
                if (ours.status === 422)
                    assert.deepEqual(ours.body.errors, recorded.response.errors);
                const kinds = (text) => (text ?? '').match(/rel="\w+"/g);
                if (recorded.responseHeaders?.link)
                    assert.deepEqual(
                        kinds(ours.headers.get('link')),
                        kinds(recorded.responseHeaders.link),
                    );
            }
        });
    },
    ['body/color'],
);
