// Check runs and check suites.
import { unprocessable, notFound } from '../errors.mjs';
import { checkShape, checksOf, suiteShape } from '../shapes_actions.mjs';

function commitOf(repository, name) {
    const sha = repository.git.findCommit(name);
    if (!sha) throw unprocessable(`No commit found for SHA: ${name}`);
    return sha;
}

function apply(world, check, body) {
    for (const [from, to] of [
        ['name', 'name'],
        ['details_url', 'detailsUrl'],
        ['external_id', 'externalId'],
        ['started_at', 'startedAt'],
        ['completed_at', 'completedAt'],
        ['status', 'status'],
        ['conclusion', 'conclusion'],
    ]) {
        if (body[from] !== undefined) check[to] = body[from];
    }
    if (check.conclusion) {
        check.status = 'completed';
        check.completedAt ??= world.clock.now();
    }
    if (body.output) {
        check.output = { ...check.output, ...body.output };
        check.annotations.push(...(body.output.annotations ?? []));
    }
}

function createCheck({ world, repository, body }) {
    const sha = commitOf(repository, body.head_sha);
    const check = {
        id: world.nextId('check'),
        headSha: sha,
        status: 'queued',
        conclusion: null,
        annotations: [],
        startedAt: world.clock.now(),
        completedAt: null,
        suite: world.nextId('suite'),
    };
    apply(world, check, body);
    repository.checks.push(check);
    return checkShape(world, repository, check);
}

function findCheck({ repository, params }) {
    const id = Number(params.check_run_id);
    const jobs = repository.runs.flatMap((run) => checksOf(repository, run.headSha));
    const check =
        repository.checks.find((one) => one.id === id) ?? jobs.find((one) => one.id === id);
    if (!check) throw notFound();
    return check;
}

function updateCheck(call) {
    const check = findCheck(call);
    apply(call.world, check, call.body ?? {});
    return checkShape(call.world, call.repository, check);
}

function listChecks(call) {
    const { world, repository, params, query } = call;
    const found = checksOf(repository, commitOf(repository, params.ref)).filter(
        (check) =>
            (!query.check_name || check.name === query.check_name) &&
            (!query.status || check.status === query.status),
    );
    return {
        total_count: found.length,
        check_runs: call.page(found).map((check) => checkShape(world, repository, check)),
    };
}

function listSuites(call) {
    const { world, repository, params } = call;
    const sha = commitOf(repository, params.ref);
    const found = repository.runs.filter((run) => run.headSha === sha);
    return {
        total_count: found.length,
        check_suites: call.page(found).map((run) => suiteShape(world, repository, run)),
    };
}

function annotations(call) {
    const check = findCheck(call);
    return call.page(check.annotations).map((one) => ({
        path: one.path,
        blob_href: `${call.world.api}/blob/${one.path}`,
        start_line: one.start_line,
        end_line: one.end_line,
        start_column: one.start_column ?? null,
        end_column: one.end_column ?? null,
        annotation_level: one.annotation_level,
        title: one.title ?? null,
        message: one.message,
        raw_details: one.raw_details ?? null,
    }));
}

export const checkEndpoints = {
    'checks/create': createCheck,
    'checks/get': (call) => checkShape(call.world, call.repository, findCheck(call)),
    'checks/update': updateCheck,
    'checks/list-for-ref': listChecks,
    'checks/list-suites-for-ref': listSuites,
    'checks/list-annotations': annotations,
};
