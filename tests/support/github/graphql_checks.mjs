// Check suites of a commit, with the workflow runs and check runs that belong to them.
import { need } from './graphql_access.mjs';
import { nodeId, pageUrl } from './shapes.mjs';
import { checksOf } from './shapes_actions.mjs';

const upper = (text) => (text ? text.toUpperCase() : null);

export function connection(nodes, { first, last } = {}) {
    const kept = last ? nodes.slice(-last) : nodes.slice(0, first ?? nodes.length);
    const hasNextPage = kept.length < nodes.length;
    return { nodes: kept, totalCount: nodes.length, pageInfo: { hasNextPage } };
}

function pathOf(world, repository, rest) {
    return new URL(`${pageUrl(world, repository)}/${rest}`).pathname;
}

function workflowRunNode(world, repository, run) {
    const workflow = repository.workflows.find((one) => one.id === run.workflow);
    return (_, call) => {
        need(call, repository, 'actions', 'read');
        return {
            __typename: 'WorkflowRun',
            id: nodeId('WorkflowRun', run.id),
            databaseId: run.id,
            event: run.event,
            createdAt: run.createdAt,
            updatedAt: run.createdAt,
            runNumber: run.number,
            resourcePath: pathOf(world, repository, `actions/runs/${run.id}`),
            url: `${pageUrl(world, repository)}/actions/runs/${run.id}`,
            file: { __typename: 'WorkflowRunFile', path: workflow.path },
        };
    };
}

// The checks of the newest attempt, unless all are asked for.
function checkRunsOf(world, repository, run) {
    return ({ first, last, filterBy }) => {
        const jobs = run.jobs ?? [];
        const isAll = filterBy?.checkType === 'ALL';
        const kept = jobs.filter((job) => isAll || job.attempt === run.attempt);
        const wanted = filterBy?.conclusions;
        const checks = run.jobs
            ? kept
            : checksOf(repository, run.headSha).filter((one) => one.suite === run.suite);
        const nodes = checks
            .map((check) => ({
                __typename: 'CheckRun',
                id: nodeId('CheckRun', check.id),
                databaseId: check.id,
                name: check.name,
                status: upper(check.status),
                conclusion: upper(check.conclusion),
                resourcePath: pathOf(world, repository, `actions/runs/${run.id}/job/${check.id}`),
            }))
            .filter((one) => !wanted || wanted.includes(one.conclusion));
        return connection(nodes, { first, last });
    };
}

// GitHub knows no branch where the code is a fork's, or where the branch is gone.
function suiteNode(world, repository, run, refNode) {
    const isOwn = run.headRepository === repository.fullName;
    return {
        __typename: 'CheckSuite',
        id: nodeId('CheckSuite', run.suite),
        databaseId: run.suite,
        createdAt: run.createdAt,
        updatedAt: run.createdAt,
        status: upper(run.status),
        conclusion: upper(run.conclusion),
        branch: isOwn ? refNode(world, repository, `refs/heads/${run.headBranch}`) : null,
        workflowRun: workflowRunNode(world, repository, run),
        checkRuns: checkRunsOf(world, repository, run),
    };
}

export function suitesOf(world, repository, oid, refNode) {
    return (range, call) => {
        need(call, repository, 'checks', 'read');
        const runs = repository.runs.filter((run) => run.headSha === oid);
        return connection(
            runs.map((run) => suiteNode(world, repository, run, refNode)),
            range,
        );
    };
}
