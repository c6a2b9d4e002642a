// Self tests: what GraphQL tells of checks, and its mutations on refs and reactions.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { group } from './selftest_world.mjs';

const R = '/repos/acme/app';
const ZERO = '0'.repeat(40);
const CHECKS = `query($number: Int!) { repository(owner: "acme", name: "app") { id
    pullRequest(number: $number) { headRefOid commits(last: 1) { nodes { commit { oid
        checkSuites(first: 9) { pageInfo { hasNextPage } nodes { conclusion branch { name }
            workflowRun { resourcePath event createdAt file { path } }
            checkRuns(first: 9, filterBy: {checkType: LATEST, conclusions: [FAILURE]}) {
                nodes { resourcePath name conclusion } } } } } } } } } }`;
const MOVE = `mutation($refs: UpdateRefsInput!, $reaction: AddReactionInput!) {
    moved: updateRefs(input: $refs) { clientMutationId }
    seen: addReaction(input: $reaction) { clientMutationId } }`;

group('checks and refs by GraphQL', (at) => {
    const ask = (query, variables, client = at.client) =>
        client.post('/graphql', { query, variables }).then((reply) => reply.body);
    const suitesOf = ({ data }) =>
        data.repository.pullRequest.commits.nodes[0].commit.checkSuites?.nodes ?? null;
    it('tells the runs of a head and their failed jobs', async () => {
        const [suite] = suitesOf(await ask(CHECKS, { number: 2 }));
        assert.deepEqual(
            [suite.branch.name, suite.conclusion, suite.workflowRun.resourcePath],
            ['topic', 'FAILURE', '/acme/app/actions/runs/71'],
        );
        assert.equal(suite.workflowRun.file.path, '.github/workflows/ci.yml');
        const failed = suite.checkRuns.nodes.map((one) => one.resourcePath);
        assert.ok(failed.includes('/acme/app/actions/runs/71/job/81'), failed);
    });
    it('tells nothing of checks to who may not read them', async () => {
        const told = await ask(CHECKS, { number: 2 }, at.client.as('ghs_read'));
        assert.equal(suitesOf(told), null);
        assert.equal(told.errors[0].type, 'FORBIDDEN');
    });
    it('moves refs by compare and swap, and reacts in the same call', async () => {
        const id = (await ask(CHECKS, { number: 2 })).data.repository.id;
        const { sha } = (await at.client.get(`${R}/git/ref/heads/main`)).body.object;
        const { node_id } = (await at.client.get(`${R}/issues/comments/501`)).body;
        const move = (beforeOid, subjectId = node_id, client = at.client) =>
            ask(
                MOVE,
                {
                    refs: {
                        repositoryId: id,
                        refUpdates: [{ name: 'refs/mendel/state', beforeOid, afterOid: sha }],
                    },
                    reaction: { subjectId, content: 'EYES' },
                },
                client,
            );
        const refused = await move(ZERO, node_id, at.client.as('ghs_read'));
        assert.deepEqual(refused.data, { moved: null, seen: null });
        const made = await move(ZERO);
        assert.equal(made.errors, undefined);
        assert.equal((await at.client.get(`${R}/git/ref/mendel/state`)).body.object.sha, sha);
        const again = await move(ZERO);
        assert.deepEqual([again.data.moved, again.data.seen], [null, { clientMutationId: null }]);
        const list = await at.client.get(`${R}/issues/comments/501/reactions`);
        assert.deepEqual(
            list.body.map((one) => one.content),
            ['eyes'],
        );
        const unknown = await move(sha, 'nobody');
        const moved = { clientMutationId: null };
        assert.deepEqual([unknown.data.moved, unknown.data.seen], [moved, null]);
    });
});
