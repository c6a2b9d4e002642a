// The bodies of workflow runs, jobs, check runs and check suites.
import {
    actionsApp,
    minimalRepository,
    nodeId,
    pageUrl,
    repositoryUrl,
    userShape,
} from './shapes.mjs';
import { simpleCommit } from './shapes_git.mjs';

export function pullMinimal(world, repository, number) {
    const { pull, id } = repository.issues.find((issue) => issue.number === number);
    const side = (fullName, ref, sha) => {
        const where = world.repository(fullName ?? repository.fullName);
        return {
            ref,
            sha,
            repo: { id: where.id, name: where.name, url: repositoryUrl(world, where) },
        };
    };
    return {
        id,
        number,
        url: `${repositoryUrl(world, repository)}/pulls/${number}`,
        head: side(pull.headRepository, pull.headRef, pull.headSha),
        base: side(repository.fullName, pull.baseRef, pull.baseSha),
    };
}

// GitHub leaves the list empty for pull requests that come from a fork.
function pullsOf(world, repository, run) {
    if (run.headRepository !== repository.fullName) return [];
    return run.pulls.map((number) => pullMinimal(world, repository, number));
}

export function artifactShape(world, repository, artifact) {
    const url = `${repositoryUrl(world, repository)}/actions/artifacts/${artifact.id}`;
    const end = new Date(Date.parse(artifact.createdAt) + 7 * 86_400_000);
    return {
        id: artifact.id,
        node_id: nodeId('Artifact', artifact.id),
        name: artifact.name,
        size_in_bytes: 1024,
        url,
        archive_download_url: `${url}/zip`,
        expired: false,
        created_at: artifact.createdAt,
        updated_at: artifact.createdAt,
        expires_at: end.toISOString().replace('.000Z', 'Z'),
    };
}

export function runShape(world, repository, run) {
    const url = `${repositoryUrl(world, repository)}/actions/runs/${run.id}`;
    const workflow = repository.workflows.find((one) => one.id === run.workflow);
    const source = world.repository(run.headRepository);
    return {
        id: run.id,
        name: workflow.name,
        node_id: nodeId('WorkflowRun', run.id),
        head_branch: run.headBranch,
        head_sha: run.headSha,
        path: workflow.path,
        display_title: run.title,
        run_number: run.number,
        event: run.event,
        status: run.status,
        conclusion: run.conclusion,
        workflow_id: workflow.id,
        check_suite_id: run.suite,
        check_suite_node_id: nodeId('CheckSuite', run.suite),
        url,
        html_url: `${pageUrl(world, repository)}/actions/runs/${run.id}`,
        pull_requests: pullsOf(world, repository, run),
        created_at: run.createdAt,
        updated_at: run.createdAt,
        run_started_at: run.createdAt,
        actor: userShape(world, run.actor),
        triggering_actor: userShape(world, run.actor),
        run_attempt: run.attempt,
        referenced_workflows: [],
        jobs_url: `${url}/jobs`,
        logs_url: `${url}/logs`,
        check_suite_url: `${repositoryUrl(world, repository)}/check-suites/${run.suite}`,
        artifacts_url: `${url}/artifacts`,
        cancel_url: `${url}/cancel`,
        rerun_url: `${url}/rerun`,
        previous_attempt_url: run.attempt > 1 ? `${url}/attempts/${run.attempt - 1}` : null,
        workflow_url: `${repositoryUrl(world, repository)}/actions/workflows/${workflow.id}`,
        head_commit: source.git.type(run.headSha) ? simpleCommit(source, run.headSha) : null,
        repository: minimalRepository(world, repository),
        head_repository: minimalRepository(world, source),
    };
}

export function jobShape(world, repository, run, job) {
    const url = `${repositoryUrl(world, repository)}/actions/runs/${run.id}`;
    const workflow = repository.workflows.find((one) => one.id === run.workflow);
    return {
        id: job.id,
        run_id: run.id,
        workflow_name: workflow.name,
        head_branch: run.headBranch,
        run_url: url,
        run_attempt: job.attempt,
        node_id: nodeId('CheckRun', job.id),
        head_sha: run.headSha,
        url: `${repositoryUrl(world, repository)}/actions/jobs/${job.id}`,
        html_url: `${pageUrl(world, repository)}/actions/runs/${run.id}/job/${job.id}`,
        status: job.status,
        conclusion: job.conclusion,
        created_at: job.startedAt,
        started_at: job.startedAt,
        completed_at: job.completedAt,
        name: job.name,
        steps: job.steps,
        check_run_url: `${repositoryUrl(world, repository)}/check-runs/${job.id}`,
        labels: job.labels,
        runner_id: 1,
        runner_name: 'GitHub Actions 1',
        runner_group_id: 0,
        runner_group_name: 'GitHub Actions',
    };
}

export function workflowShape(world, repository, workflow) {
    const page = pageUrl(world, repository);
    return {
        id: workflow.id,
        node_id: nodeId('Workflow', workflow.id),
        name: workflow.name,
        path: workflow.path,
        state: 'active',
        created_at: workflow.createdAt,
        updated_at: workflow.createdAt,
        url: `${repositoryUrl(world, repository)}/actions/workflows/${workflow.id}`,
        html_url: `${page}/blob/${repository.defaultBranch}/${workflow.path}`,
        badge_url: `${page}/workflows/${encodeURIComponent(workflow.name)}/badge.svg`,
    };
}

export function checkShape(world, repository, check) {
    const url = `${repositoryUrl(world, repository)}/check-runs/${check.id}`;
    return {
        id: check.id,
        node_id: nodeId('CheckRun', check.id),
        head_sha: check.headSha,
        name: check.name,
        url,
        external_id: check.externalId ?? '',
        html_url: `${pageUrl(world, repository)}/runs/${check.id}`,
        details_url: check.detailsUrl ?? `${pageUrl(world, repository)}/runs/${check.id}`,
        status: check.status,
        conclusion: check.conclusion,
        started_at: check.startedAt,
        completed_at: check.completedAt,
        output: {
            title: check.output?.title ?? null,
            summary: check.output?.summary ?? null,
            text: check.output?.text ?? null,
            annotations_count: check.annotations.length,
            annotations_url: `${url}/annotations`,
        },
        check_suite: { id: check.suite },
        app: actionsApp(world),
        pull_requests: [],
    };
}

// Jobs are check runs too, under the same ids.
export function checksOf(repository, sha) {
    const jobs = repository.runs
        .filter((run) => run.headSha === sha)
        .flatMap((run) =>
            run.jobs.map((job) => ({
                id: job.id,
                headSha: sha,
                name: job.name,
                status: job.status,
                conclusion: job.conclusion,
                annotations: [],
                startedAt: job.startedAt,
                completedAt: job.completedAt,
                suite: run.suite,
            })),
        );
    return [...jobs, ...repository.checks.filter((check) => check.headSha === sha)];
}

export function suiteShape(world, repository, run) {
    const url = `${repositoryUrl(world, repository)}/check-suites/${run.suite}`;
    const source = world.repository(run.headRepository);
    return {
        id: run.suite,
        node_id: nodeId('CheckSuite', run.suite),
        head_branch: run.headBranch,
        head_sha: run.headSha,
        status: run.status,
        conclusion: run.conclusion,
        url,
        before: '0'.repeat(40),
        after: run.headSha,
        created_at: run.createdAt,
        updated_at: run.createdAt,
        app: actionsApp(world),
        head_commit: simpleCommit(source, run.headSha),
        repository: minimalRepository(world, repository),
        latest_check_runs_count: run.jobs.length,
        check_runs_url: `${url}/check-runs`,
        pull_requests: pullsOf(world, repository, run),
        rerequestable: true,
        runs_rerequestable: true,
    };
}
