// Self tests: repositories, git data and issues.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { group } from './selftest_world.mjs';

const R = '/repos/acme/app';

group('repositories', (at) => {
    it('shows a repository, and hides a private one', async () => {
        const shown = await at.client.get(R);
        assert.equal(shown.body.default_branch, 'main');
        assert.match(shown.headers.get('x-github-request-id'), /^[0-9A-F]{8}-?/);
        assert.equal((await at.client.get('/repos/acme/secret')).status, 404);
        assert.equal((await at.client.as(undefined).get(R)).status, 200);
        assert.equal((await at.client.get('/repos/eve/app')).body.parent.full_name, 'acme/app');
    });
    it('tells roles and not only coarse permissions', async () => {
        const of = async (login) =>
            (await at.client.get(`${R}/collaborators/${login}/permission`)).body;
        for (const [login, permission, role] of [
            ['maria', 'write', 'write'],
            ['tom', 'read', 'triage'],
            ['ann', 'write', 'maintain'],
            ['acme', 'admin', 'admin'],
            ['eve', 'read', 'read'],
        ]) {
            const { permission: coarse, role_name: name } = await of(login);
            assert.deepEqual([coarse, name], [permission, role], login);
        }
        assert.match((await of('helper[bot]')).message, /is not a user/);
    });
    it('tells push times by the server', async () => {
        const { body } = await at.client.get(`${R}/activity?ref=refs/heads/topic`);
        assert.equal(body.length, 1);
        assert.equal(body[0].activity_type, 'branch_creation');
        assert.ok(Date.parse(body[0].timestamp) < Date.now() - 1100 * 1000);
    });
    it('shows commits, branches, comparisons and files', async () => {
        const commit = await at.client.get(`${R}/commits/topic`);
        assert.equal(commit.body.files[0].filename, 'a.txt');
        assert.equal(commit.body.author.login, 'maria');
        assert.equal((await at.client.get(`${R}/commits?sha=topic&per_page=1`)).body.length, 1);
        assert.equal(
            (await at.client.get(`${R}/commits/${commit.body.sha}/pulls`)).body[0].number,
            2,
        );
        assert.equal((await at.client.get(`${R}/commits/nowhere`)).status, 422);
        assert.equal((await at.client.get(`${R}/compare/main...topic`)).body.status, 'ahead');
        assert.equal((await at.client.get(`${R}/compare/main...eve:patch`)).body.ahead_by, 1);
        assert.equal((await at.client.get(`${R}/branches/topic`)).body.commit.sha, commit.body.sha);
        assert.equal((await at.client.get(`${R}/branches`)).body.length, 3);
        const file = await at.client.get(`${R}/contents/dir/b.txt?ref=topic`);
        assert.equal(Buffer.from(file.body.content, 'base64').toString(), 'b\n');
        const raw = await at.client.get(`${R}/contents/a.txt`, {
            accept: 'application/vnd.github.raw+json',
        });
        assert.equal(raw.bytes.toString(), 'one\ntwo\nthree\n');
        assert.ok(Array.isArray((await at.client.get(`${R}/contents/dir`)).body));
    });
    it('takes repository dispatches', async () => {
        const sent = await at.client.post(`${R}/dispatches`, {
            event_type: 'heal',
            client_payload: { a: 1 },
        });
        assert.equal(sent.status, 204);
        const state = await at.client.get('/_standin/state');
        assert.equal(state.body.dispatches[0].event_type, 'heal');
    });
    it('answers 304 to what the client has, free of charge', async () => {
        const first = await at.client.get(R);
        const again = await at.client.get(R, { 'if-none-match': first.headers.get('etag') });
        assert.equal(again.status, 304);
        const left = (one) => Number(one.headers.get('x-ratelimit-remaining'));
        assert.ok(left(await at.client.get(R)) >= left(first) - 1);
    });
});

group(
    'git data',
    (at) => {
        const made = {};
        it('writes blobs, trees, commits and refs that git sees', async () => {
            const { client } = at;
            const head = (await client.get(`${R}/git/ref/heads/main`)).body.object.sha;
            const blob = (
                await client.post(`${R}/git/blobs`, { content: 'AAEC', encoding: 'base64' })
            ).body.sha;
            const base = (await client.get(`${R}/git/commits/${head}`)).body.tree.sha;
            const tree = (
                await client.post(`${R}/git/trees`, {
                    base_tree: base,
                    tree: [
                        { path: 'bin', mode: '100755', type: 'blob', sha: blob },
                        {
                            path: 'new/deep.txt',
                            mode: '100644',
                            type: 'blob',
                            content: 'deep ü\n',
                        },
                        { path: 'dir/b.txt', mode: '100644', type: 'blob', sha: null },
                    ],
                })
            ).body;
            const all = (await client.get(`${R}/git/trees/${tree.sha}?recursive=1`)).body.tree.map(
                (one) => one.path,
            );
            assert.deepEqual(
                all.filter((name) => !name.startsWith('.')),
                ['a.txt', 'bin', 'new', 'new/deep.txt'],
            );
            const commit = (
                await client.post(`${R}/git/commits`, {
                    message: 'm',
                    tree: tree.sha,
                    parents: [head],
                })
            ).body;
            assert.equal(commit.verification.verified, true);
            assert.equal(commit.author.name, 'github-actions[bot]');
            const own = { name: 'X', email: 'x@example.com' };
            const named = await client.post(`${R}/git/commits`, {
                message: 'm',
                tree: tree.sha,
                parents: [head],
                author: own,
            });
            assert.equal(named.body.verification.verified, false);
            const ref = await client.post(`${R}/git/refs`, {
                ref: 'refs/mendel/state',
                sha: commit.sha,
            });
            assert.equal(ref.status, 201);
            assert.equal(
                at.standIn.world.home().git.text(['show', 'refs/mendel/state:new/deep.txt']),
                'deep ü\n',
            );
            Object.assign(made, { head, commit: commit.sha, tree: tree.sha });
        });
        it('moves refs forward only, unless forced', async () => {
            const { client } = at;
            const again = await client.post(`${R}/git/commits`, {
                message: 'n',
                tree: made.tree,
                parents: [made.commit],
            });
            assert.equal(
                (
                    await client.patch(`${R}/git/refs/mendel/state`, {
                        sha: again.body.sha,
                        force: false,
                    })
                ).status,
                200,
            );
            const back = await client.patch(`${R}/git/refs/mendel/state`, {
                sha: made.commit,
                force: false,
            });
            assert.deepEqual(
                [back.status, back.body.message],
                [422, 'Update is not a fast forward'],
            );
            assert.equal(
                (
                    await client.patch(`${R}/git/refs/mendel/state`, {
                        sha: made.commit,
                        force: true,
                    })
                ).status,
                200,
            );
            assert.equal((await client.get(`${R}/git/matching-refs/mendel/`)).body.length, 1);
            assert.equal((await client.delete(`${R}/git/refs/mendel/state`)).status, 204);
            assert.equal((await client.get(`${R}/git/ref/mendel/state`)).status, 404);
        });
        it('refuses in words', async () => {
            const said = async (path, body, method = 'post') => {
                const answer = await at.client[method](`${R}/git/${path}`, body);
                return [answer.status, answer.body.message];
            };
            const missing = '1'.repeat(40);
            assert.deepEqual(await said('refs', { ref: 'refs/heads/main', sha: made.head }), [
                422,
                'Reference already exists',
            ]);
            assert.deepEqual(await said('refs', { ref: 'refs/heads/x', sha: missing }), [
                422,
                'Object does not exist',
            ]);
            assert.equal((await said('refs', { ref: 'heads', sha: made.head }))[0], 422);
            assert.deepEqual(await said('refs/heads/none', { sha: made.head }, 'patch'), [
                422,
                'Reference does not exist',
            ]);
            assert.match(
                (await said('refs/heads/release', { sha: made.commit, force: true }, 'patch'))[1],
                /pull request/,
            );
            const tree = (path, more) =>
                said('trees', {
                    tree: [{ path, mode: '100644', type: 'blob', content: '', ...more }],
                });
            for (const path of ['../x', '/x', '.git/config', 'a//b'])
                assert.match((await tree(path))[1], /malformed path/);
            assert.deepEqual(await tree('.github/workflows/x.yml'), [
                403,
                'Resource not accessible by integration',
            ]);
        });
        it('commits on a branch by GraphQL', async () => {
            const query = `mutation($input: CreateCommitOnBranchInput!) {
            createCommitOnBranch(input: $input) { commit { oid url signature { isValid } } } }`;
            const input = (expectedHeadOid) => ({
                branch: { repositoryNameWithOwner: 'acme/app', branchName: 'main' },
                expectedHeadOid,
                message: { headline: 'by graph' },
                fileChanges: {
                    additions: [{ path: 'g.txt', contents: Buffer.from('g\n').toString('base64') }],
                    deletions: [{ path: 'dir/b.txt' }],
                },
            });
            const done = await at.client.post('/graphql', {
                query,
                variables: { input: input(made.head) },
            });
            assert.equal(done.body.data.createCommitOnBranch.commit.signature.isValid, true);
            const stale = await at.client.post('/graphql', {
                query,
                variables: { input: input(made.head) },
            });
            assert.equal(stale.body.errors[0].type, 'STALE_DATA');
            const no = await at.client
                .as('ghs_read')
                .post('/graphql', { query, variables: { input: input(made.head) } });
            assert.equal(no.body.errors[0].message, 'Resource not accessible by integration');
            const read = await at.client.post('/graphql', {
                query: `{ viewer { login } repository(owner: "acme", name: "app") {
                    defaultBranchRef { name target { oid } }
                    pullRequest(number: 2) { isDraft headRefName } } }`,
            });
            assert.equal(read.body.data.repository.pullRequest.headRefName, 'topic');
            const wrong = await at.client.post('/graphql', { query: '{ viewer { shoeSize } }' });
            assert.match(wrong.body.errors[0].message, /shoeSize/);
        });
    },
    ['shoeSize'],
);

group('issues', (at) => {
    it('makes, changes and lists issues', async () => {
        const { client } = at;
        const made = await client.post(`${R}/issues`, {
            title: 'Red',
            body: 'x',
            labels: ['mendel', 'ci'],
        });
        assert.deepEqual(
            [made.status, made.body.number, made.body.user.login],
            [201, 4, 'github-actions[bot]'],
        );
        assert.equal(
            (await client.get(`${R}/issues?labels=mendel,ci&creator=github-actions%5Bbot%5D`)).body
                .length,
            1,
        );
        const closed = await client.patch(`${R}/issues/4`, {
            state: 'closed',
            state_reason: 'completed',
        });
        assert.equal(closed.body.state_reason, 'completed');
        assert.equal((await client.get(`${R}/issues?labels=mendel`)).body.length, 0);
        assert.equal((await client.get(`${R}/issues?state=all`)).body.length, 4);
        assert.equal((await client.get(`${R}/issues/77`)).status, 404);
    });
    it('pages by Link', async () => {
        const first = await at.client.get(`${R}/issues?state=all&per_page=3`);
        const link = first.headers.get('link');
        assert.match(link, /rel="next".*rel="last"/);
        const next = await at.client.get(/<([^>]+)>; rel="next"/.exec(link)[1]);
        assert.equal(next.body.length, 1);
        assert.match(next.headers.get('link'), /rel="prev".*rel="first"/);
    });
    it('takes comments, reactions and labels', async () => {
        const { client } = at;
        const made = await client.post(`${R}/issues/2/comments`, { body: 'hello' });
        assert.equal(made.body.performed_via_github_app.slug, 'github-actions');
        await client.patch(`${R}/issues/comments/${made.body.id}`, { body: 'again' });
        assert.deepEqual(
            (await client.get(`${R}/issues/2/comments`)).body.map((one) => one.body),
            ['/auto-fix', 'again'],
        );
        const react = () => client.post(`${R}/issues/comments/501/reactions`, { content: 'eyes' });
        assert.deepEqual([(await react()).status, (await react()).status], [201, 200]);
        const [seen] = (await client.get(`${R}/issues/comments/501/reactions`)).body;
        assert.equal(
            (await client.delete(`${R}/issues/comments/501/reactions/${seen.id}`)).status,
            204,
        );
        assert.equal(
            (await client.post(`${R}/issues/1/reactions`, { content: 'rocket' })).status,
            201,
        );
        assert.equal(
            (await client.post(`${R}/issues/2/labels`, { labels: ['mendel'] })).body.length,
            1,
        );
        assert.equal(
            (await client.post(`${R}/labels`, { name: 'Mendel' })).body.errors[0].code,
            'already_exists',
        );
        assert.equal(
            (await client.post(`${R}/labels`, { name: 'fresh', color: 'ff0000' })).status,
            201,
        );
        assert.equal((await client.delete(`${R}/issues/2/labels/mendel`)).status, 200);
        assert.equal((await client.delete(`${R}/issues/2/labels/mendel`)).status, 404);
        const long = await client.post(`${R}/issues/2/comments`, { body: 'x'.repeat(65537) });
        assert.match(long.body.errors[0].message, /too long/);
    });
});
