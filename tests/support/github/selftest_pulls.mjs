// Self tests: pull requests, their files and reviews.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { group } from './selftest_world.mjs';

const R = '/repos/acme/app';

group('pull requests', (at) => {
    it('makes one per head, finds, changes and closes it', async () => {
        const { client } = at;
        const main = (await client.get(`${R}/git/ref/heads/topic`)).body.object.sha;
        const tree = (await client.get(`${R}/git/commits/${main}`)).body.tree.sha;
        const commit = (
            await client.post(`${R}/git/commits`, { message: 'fix', tree, parents: [main] })
        ).body.sha;
        await client.post(`${R}/git/refs`, { ref: 'refs/heads/mendel/heal/topic-1', sha: commit });
        const body = {
            title: 'Fix',
            body: 'b',
            head: 'mendel/heal/topic-1',
            base: 'topic',
            draft: true,
        };
        const made = await client.post(`${R}/pulls`, body);
        assert.deepEqual(
            [made.status, made.body.draft, made.body.user.login],
            [201, true, 'github-actions[bot]'],
        );
        const again = await client.post(`${R}/pulls`, body);
        assert.match(again.body.errors[0].message, /already exists for acme:mendel/);
        assert.equal(
            (await client.post(`${R}/pulls`, { ...body, head: 'nowhere' })).body.errors[0].field,
            'head',
        );
        assert.match(
            (await client.post(`${R}/pulls`, { ...body, head: 'main' })).body.errors[0].message,
            /No commits between/,
        );
        const found = await client.get(`${R}/pulls?head=acme:mendel/heal/topic-1&state=open`);
        assert.equal(found.body[0].number, made.body.number);
        assert.equal(
            (await client.patch(`${R}/pulls/${made.body.number}`, { title: 'Better' })).body.title,
            'Better',
        );
        await client.delete(`${R}/git/refs/heads/mendel/heal/topic-1`);
        assert.equal((await client.get(`${R}/pulls/${made.body.number}`)).body.state, 'closed');
    });
    it('follows its head, also from a fork', async () => {
        const [own, fork] = [
            await at.client.get(`${R}/pulls/2`),
            await at.client.get(`${R}/pulls/3`),
        ];
        assert.deepEqual(
            [own.body.commits, own.body.changed_files, own.body.mergeable],
            [1, 1, true],
        );
        assert.equal(fork.body.head.repo.full_name, 'eve/app');
        const merge = await at.client.get(`${R}/git/ref/pull/3/merge`);
        assert.equal(merge.body.object.sha, fork.body.merge_commit_sha);
        await at.client.post('/_standin/do', {
            push: { branch: 'topic', files: { 'z.txt': 'z\n' }, author: 'maria' },
        });
        assert.notEqual((await at.client.get(`${R}/pulls/2`)).body.head.sha, own.body.head.sha);
        assert.equal(
            (await at.client.get(`${R}/activity?ref=topic`)).body[0].activity_type,
            'push',
        );
        assert.equal((await at.client.get(`${R}/pulls/2/commits`)).body.length, 2);
        const diff = await at.client.get(`${R}/pulls/3`, { accept: 'application/vnd.github.diff' });
        assert.match(diff.bytes.toString(), /^diff --git/);
    });
    it('takes suggestions where the diff has lines', async () => {
        const comment = { path: 'a.txt', line: 2, side: 'RIGHT', body: '```suggestion\ntwo\n```' };
        const made = await at.client.post(`${R}/pulls/2/reviews`, {
            event: 'COMMENT',
            body: 'b',
            comments: [comment],
        });
        assert.deepEqual([made.status, made.body.state], [200, 'COMMENTED']);
        assert.equal((await at.client.get(`${R}/pulls/2/comments`)).body[0].line, 2);
        assert.equal((await at.client.get(`${R}/pulls/2/reviews`)).body.length, 1);
        const off = { event: 'COMMENT', body: 'b', comments: [{ ...comment, line: 99 }] };
        assert.deepEqual((await at.client.post(`${R}/pulls/2/reviews`, off)).body.errors, [
            'Line could not be resolved',
        ]);
        const commit = (await at.client.get(`${R}/pulls/2`)).body.head.sha;
        const single = { ...comment, commit_id: commit };
        assert.equal((await at.client.post(`${R}/pulls/2/comments`, single)).status, 201);
        const approval = await at.client.post(`${R}/pulls/2/reviews`, { event: 'APPROVE' });
        assert.match(approval.body.message, /not permitted to create or approve/);
        assert.equal((await at.client.get(`${R}/pulls/2/files`)).body[0].filename, 'a.txt');
    });
    it('forbids pull requests where the setting does', async () => {
        await at.client.post('/_standin/do', { settings: { actions_can_create_pulls: false } });
        const no = await at.client.post(`${R}/pulls`, { title: 't', head: 'topic', base: 'main' });
        assert.deepEqual(
            [no.status, no.body.message],
            [403, 'GitHub Actions is not permitted to create or approve pull requests.'],
        );
    });
});
