// Workflow runs, jobs, logs and dispatches.
import { Reply } from '../call.mjs';
import { ApiError, forbidden, notFound, unprocessable } from '../errors.mjs';
import { artifactShape, jobShape, runShape, workflowShape } from '../shapes_actions.mjs';
import { peer } from '../peers.mjs';

function findRun({ repository, params }) {
    const run = repository.runs.find((one) => one.id === Number(params.run_id));
    if (!run) throw notFound();
    return run;
}

function findJob({ repository, params }) {
    for (const run of repository.runs) {
        const job = run.jobs.find((one) => one.id === Number(params.job_id));
        if (job) return { run, job };
    }
    throw notFound();
}

// By id, or by the name of its file.
function findWorkflow({ repository, params }) {
    const wanted = params.workflow_id;
    const found = repository.workflows.find(
        (one) => String(one.id) === wanted || one.path === `.github/workflows/${wanted}`,
    );
    if (!found) throw notFound();
    return found;
}

function inRange(created, range) {
    if (!range) return true;
    const found = /^(>=|<=|>|<)?(.*)$/.exec(range);
    const [from, to] = found[2].split('..');
    if (to) return (from === '*' || created >= from) && (to === '*' || created <= to);
    const tests = {
        '>=': created >= from,
        '<=': created <= from,
        '>': created > from,
        '<': created < from,
    };
    return found[1] ? tests[found[1]] : created.startsWith(from);
}

function listRuns(call, workflow) {
    const { world, repository, query } = call;
    const found = repository.runs.filter(
        (run) =>
            (!workflow || run.workflow === workflow.id) &&
            (!query.branch || run.headBranch === query.branch) &&
            (!query.event || run.event === query.event) &&
            (!query.actor || run.actor === query.actor) &&
            (!query.status || [run.status, run.conclusion].includes(query.status)) &&
            (!query.head_sha || run.headSha === query.head_sha) &&
            inRange(run.createdAt, query.created),
    );
    const ordered = [...found].sort(
        (a, b) => b.createdAt.localeCompare(a.createdAt) || b.id - a.id,
    );
    return {
        total_count: found.length,
        workflow_runs: call.page(ordered).map((run) => runShape(world, repository, run)),
    };
}

function listJobs(call, attempt) {
    const { world, repository } = call;
    const run = findRun(call);
    const found = run.jobs.filter((job) => attempt === 'all' || job.attempt === attempt);
    return {
        total_count: found.length,
        jobs: call.page(found).map((job) => jobShape(world, repository, run, job)),
    };
}

const blobFolder = ({ world, repository }, run) =>
    `${world.blobs}/${repository.fullName}/runs/${run.id}`;

function jobLog(call) {
    const { run, job } = findJob(call);
    if (job.log === 'expired') throw new ApiError(410, 'Server Error');
    if (job.log === undefined || job.status !== 'completed') throw notFound();
    const location = `${blobFolder(call, run)}/jobs/${job.id}/log.txt?sig=stand-in`;
    return new Reply(302, undefined, { headers: { location } });
}

function runLogs(call) {
    const run = findRun(call);
    if (run.jobs.every((job) => job.log === 'expired')) throw new ApiError(410, 'Server Error');
    const location = `${blobFolder(call, run)}/logs.zip?sig=stand-in`;
    return new Reply(302, undefined, { headers: { location } });
}

function listArtifacts(call) {
    const { world, repository } = call;
    const found = findRun(call).artifacts ?? [];
    return {
        total_count: found.length,
        artifacts: call.page(found).map((one) => artifactShape(world, repository, one)),
    };
}

function deleteArtifact({ repository, params }) {
    for (const run of repository.runs) {
        const at = (run.artifacts ?? []).findIndex((one) => one.id === Number(params.artifact_id));
        if (at < 0) continue;
        run.artifacts.splice(at, 1);
        return new Reply(204);
    }
    throw notFound();
}

function rerunFailed(call) {
    const run = findRun(call);
    if (run.status !== 'completed') throw forbidden('This workflow run is already running');
    if (run.conclusion === 'success') throw forbidden('This workflow run cannot be retried');
    Object.assign(run, { attempt: run.attempt + 1, status: 'queued', conclusion: null });
    return new Reply(201, {});
}

function trigger(repository, workflow, sha) {
    const entry = repository.git.entry(sha, workflow.path);
    if (!entry) throw unprocessable(`Workflow ${workflow.path} was not found on this ref`);
    const { on } = peer('yaml').parse(repository.git.content(entry.sha).toString());
    if (on === 'workflow_dispatch' || (Array.isArray(on) && on.includes('workflow_dispatch')))
        return {};
    if (!on || typeof on !== 'object' || !('workflow_dispatch' in on)) {
        throw unprocessable("Workflow does not have 'workflow_dispatch' trigger");
    }
    return on.workflow_dispatch ?? {};
}

function dispatchWorkflow(call) {
    const { world, repository, body, actor } = call;
    const workflow = findWorkflow(call);
    const branch = body.ref.replace(/^refs\/heads\//, '');
    const sha = repository.git.findCommit(branch);
    if (!sha) throw unprocessable(`No ref found for: ${body.ref}`);
    const known = Object.keys(trigger(repository, workflow, sha).inputs ?? {});
    const strange = Object.keys(body.inputs ?? {}).filter((name) => !known.includes(name));
    if (strange.length)
        throw unprocessable(`Unexpected inputs provided: ${JSON.stringify(strange)}`);
    repository.dispatches.push({
        kind: 'workflow_dispatch',
        workflow: workflow.path,
        ref: body.ref,
        inputs: body.inputs ?? {},
        actor,
        created_at: world.clock.now(),
    });
    repository.runs.push({
        id: world.nextId('run'),
        workflow: workflow.id,
        headRepository: repository.fullName,
        headBranch: branch,
        headSha: sha,
        event: 'workflow_dispatch',
        status: 'queued',
        conclusion: null,
        attempt: 1,
        number: repository.runs.length + 1,
        createdAt: world.clock.now(),
        actor,
        suite: world.nextId('suite'),
        pulls: [],
        jobs: [],
        title: workflow.name,
    });
    return new Reply(204);
}

const defaults = (repository) => ({
    default_workflow_permissions: repository.settings.default_workflow_permissions ?? 'read',
    can_approve_pull_request_reviews: repository.settings.actions_can_create_pulls !== false,
});

export const actionEndpoints = {
    'actions/list-workflow-runs-for-repo': (call) => listRuns(call),
    'actions/list-workflow-runs': (call) => listRuns(call, findWorkflow(call)),
    'actions/get-workflow-run': (call) => runShape(call.world, call.repository, findRun(call)),
    'actions/get-workflow-run-attempt': (call) =>
        runShape(call.world, call.repository, findRun(call)),
    'actions/list-jobs-for-workflow-run': (call) =>
        listJobs(call, call.query.filter === 'all' ? 'all' : findRun(call).attempt),
    'actions/list-jobs-for-workflow-run-attempt': (call) =>
        listJobs(call, Number(call.params.attempt_number)),
    'actions/get-job-for-workflow-run': (call) => {
        const { run, job } = findJob(call);
        return jobShape(call.world, call.repository, run, job);
    },
    'actions/download-job-logs-for-workflow-run': jobLog,
    'actions/download-workflow-run-logs': runLogs,
    'actions/list-workflow-run-artifacts': listArtifacts,
    'actions/delete-artifact': deleteArtifact,
    'actions/re-run-workflow-failed-jobs': rerunFailed,
    'actions/create-workflow-dispatch': dispatchWorkflow,
    'actions/get-workflow': (call) =>
        workflowShape(call.world, call.repository, findWorkflow(call)),
    'actions/list-repo-workflows': (call) => {
        const there = call.repository.workflows.filter((one) => one.there);
        return {
            total_count: there.length,
            workflows: call
                .page(there)
                .map((one) => workflowShape(call.world, call.repository, one)),
        };
    },
    'actions/get-github-actions-default-workflow-permissions-repository': ({ repository }) =>
        defaults(repository),
    'actions/get-github-actions-permissions-repository': () => ({
        enabled: true,
        allowed_actions: 'all',
    }),
};
