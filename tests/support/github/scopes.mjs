// Which permission each operation asks of a token, from GitHub's page on the permissions of
// fine-grained tokens and Apps (docs.github.com/rest/authentication). `either` is one of two.
import { noAccess, notFound, ApiError, forbidden } from './errors.mjs';
import { atLeast } from './world.mjs';

const LEVELS = ['none', 'read', 'write', 'admin'];
const TABLE = {
    metadata: { read: ['repos/get', 'repos/get-collaborator-permission-level'] },
    contents: {
        read: [
            'repos/get-commit',
            'repos/list-commits',
            'repos/get-branch',
            'repos/list-branches',
            'git/get-ref',
            'git/list-matching-refs',
            'git/get-commit',
            'git/get-tree',
            'git/get-blob',
            'repos/get-content',
            'repos/compare-commits-with-basehead',
            'repos/list-activities',
        ],
        write: [
            'git/create-ref',
            'git/update-ref',
            'git/delete-ref',
            'git/create-commit',
            'git/create-tree',
            'git/create-blob',
            'repos/create-dispatch-event',
        ],
    },
    checks: {
        read: [
            'checks/list-suites-for-ref',
            'checks/list-for-ref',
            'checks/get',
            'checks/list-annotations',
        ],
        write: ['checks/create', 'checks/update'],
    },
    actions: {
        read: [
            'actions/list-workflow-runs-for-repo',
            'actions/list-workflow-runs',
            'actions/get-workflow-run',
            'actions/get-workflow-run-attempt',
            'actions/list-jobs-for-workflow-run',
            'actions/get-workflow',
            'actions/list-jobs-for-workflow-run-attempt',
            'actions/get-job-for-workflow-run',
            'actions/download-job-logs-for-workflow-run',
            'actions/download-workflow-run-logs',
            'actions/list-repo-workflows',
            'actions/list-workflow-run-artifacts',
        ],
        write: [
            'actions/re-run-workflow-failed-jobs',
            'actions/create-workflow-dispatch',
            'actions/delete-artifact',
        ],
    },
    pull_requests: {
        read: [
            'pulls/list',
            'pulls/get',
            'pulls/list-files',
            'pulls/list-commits',
            'pulls/list-reviews',
            'pulls/list-review-comments',
            'repos/list-pull-requests-associated-with-commit',
        ],
        write: [
            'pulls/create',
            'pulls/update',
            'pulls/create-review',
            'pulls/create-review-comment',
        ],
    },
    security_events: {
        read: ['code-scanning/get-sarif', 'code-scanning/list-recent-analyses'],
        write: ['code-scanning/upload-sarif'],
    },
    repository_advisories: {
        read: ['security-advisories/list-repository-advisories'],
        write: ['security-advisories/create-repository-advisory'],
    },
    administration: {
        read: [
            'actions/get-github-actions-default-workflow-permissions-repository',
            'actions/get-github-actions-permissions-repository',
        ],
    },
    issues_or_pull_requests: {
        read: [
            'issues/get',
            'issues/list-for-repo',
            'issues/list-comments',
            'issues/get-comment',
            'issues/list-labels-for-repo',
            'issues/get-label',
            'issues/list-labels-on-issue',
            'reactions/list-for-issue',
            'reactions/list-for-issue-comment',
        ],
        write: [
            'issues/update',
            'issues/create-comment',
            'issues/update-comment',
            'issues/delete-comment',
            'issues/add-labels',
            'issues/set-labels',
            'issues/remove-label',
            'issues/create-label',
            'reactions/create-for-issue',
            'reactions/create-for-issue-comment',
            'reactions/delete-for-issue-comment',
        ],
    },
    issues: { write: ['issues/create'] },
};
// Operations that any caller may use, or that check their caller themselves.
const FREE = new Set([
    'rate-limit/get',
    'users/get-authenticated',
    'users/get-by-username',
    'apps/get-repo-installation',
    'apps/list-installations',
    'apps/create-installation-access-token',
]);

const WANTED = new Map(
    Object.entries(TABLE).flatMap(([permission, levels]) =>
        Object.entries(levels).flatMap(([level, ids]) =>
            ids.map((id) => [id, { permission, level }]),
        ),
    ),
);

export const wantedBy = (operationId) => WANTED.get(operationId);

const holds = (token, permission, level) =>
    LEVELS.indexOf(
        token.permissions[permission] ?? (permission === 'metadata' ? 'read' : 'none'),
    ) >= LEVELS.indexOf(level);

// The permission that the subject of a call asks for: a pull request is reached by either
// permission, an issue by `issues` alone.
function enough(token, { permission, level }, subject) {
    if (permission !== 'issues_or_pull_requests') return holds(token, permission, level);
    if (holds(token, 'issues', level)) return true;
    return subject !== 'issue' && holds(token, 'pull_requests', level);
}

function checkUser(world, repository, token, level) {
    const role = world.role(repository, token.login);
    if (level !== 'read' && !atLeast(role, 'triage'))
        throw forbidden('Must have push access to repository');
}

// Refuses a call to a repository in GitHub's manner: hidden ones are not found, others forbidden.
export function checkAccess(world, { operation, method, token, repository, subject }) {
    if (FREE.has(operation.id)) return;
    const wanted = wantedBy(operation.id);
    if (!wanted)
        throw new ApiError(
            501,
            `The stand-in has no scope for ${operation.id}. Add it to scopes.mjs.`,
        );
    if (!repository) throw notFound();
    const installed = token?.repositories.includes(repository.fullName);
    if (repository.private && !installed) throw notFound();
    if (!token && method !== 'GET') throw new ApiError(401, 'Requires authentication');
    if (!token) return;
    if (!installed && wanted.level === 'read' && wanted.permission !== 'administration') return;
    if (!installed || !enough(token, wanted, subject)) throw noAccess(token);
    if (!token.bot) checkUser(world, repository, token, wanted.level);
}

// `x-accepted-github-permissions`, as GitHub's answers tell it.
export function acceptedPermissions(operationId) {
    const wanted = wantedBy(operationId);
    if (!wanted) return 'metadata=read';
    if (wanted.permission !== 'issues_or_pull_requests')
        return `${wanted.permission}=${wanted.level}`;
    return `issues=${wanted.level}; pull_requests=${wanted.level}`;
}

// Workflow files need a permission of their own, which no GITHUB_TOKEN has.
export function checkWorkflowFiles(token, paths) {
    const touched = paths.some((name) => name.startsWith('.github/workflows/'));
    if (!touched || token.permissions.workflows === 'write') return;
    throw token.bot ? noAccess(token) : notFound();
}
