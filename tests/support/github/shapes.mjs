// The bodies of users, repositories and what hangs on them, as GitHub writes them.
import { BOT, atLeast } from './world.mjs';

export const nodeId = (kind, id) => Buffer.from(`0:${kind}${id}`).toString('base64');

export function userShape(world, login) {
    const user = world.user(login);
    const url = `${world.api}/users/${encodeURIComponent(user.login)}`;
    const page = (user.type === 'Bot' ? 'apps/' : '') + user.login.replace('[bot]', '');
    return {
        login: user.login,
        id: user.id,
        node_id: nodeId('User', user.id),
        avatar_url: `${world.api}/avatars/u/${user.id}?v=4`,
        gravatar_id: '',
        url,
        html_url: `${world.api}/${page}`,
        followers_url: `${url}/followers`,
        following_url: `${url}/following{/other_user}`,
        gists_url: `${url}/gists{/gist_id}`,
        starred_url: `${url}/starred{/owner}{/repo}`,
        subscriptions_url: `${url}/subscriptions`,
        organizations_url: `${url}/orgs`,
        repos_url: `${url}/repos`,
        events_url: `${url}/events{/privacy}`,
        received_events_url: `${url}/received_events`,
        type: user.type,
        user_view_type: 'public',
        site_admin: false,
    };
}

export const repositoryUrl = (world, repository) => `${world.api}/repos/${repository.fullName}`;
export const pageUrl = (world, repository) => `${world.api}/${repository.fullName}`;

const TEMPLATES = {
    archive_url: '{archive_format}{/ref}',
    assignees_url: 'assignees{/user}',
    blobs_url: 'git/blobs{/sha}',
    branches_url: 'branches{/branch}',
    collaborators_url: 'collaborators{/collaborator}',
    comments_url: 'comments{/number}',
    commits_url: 'commits{/sha}',
    compare_url: 'compare/{base}...{head}',
    contents_url: 'contents/{+path}',
    contributors_url: 'contributors',
    deployments_url: 'deployments',
    downloads_url: 'downloads',
    events_url: 'events',
    forks_url: 'forks',
    git_commits_url: 'git/commits{/sha}',
    git_refs_url: 'git/refs{/sha}',
    git_tags_url: 'git/tags{/sha}',
    hooks_url: 'hooks',
    issue_comment_url: 'issues/comments{/number}',
    issue_events_url: 'issues/events{/number}',
    issues_url: 'issues{/number}',
    keys_url: 'keys{/key_id}',
    labels_url: 'labels{/name}',
    languages_url: 'languages',
    merges_url: 'merges',
    milestones_url: 'milestones{/number}',
    notifications_url: 'notifications{?since,all,participating}',
    pulls_url: 'pulls{/number}',
    releases_url: 'releases{/id}',
    stargazers_url: 'stargazers',
    statuses_url: 'statuses/{sha}',
    subscribers_url: 'subscribers',
    subscription_url: 'subscription',
    tags_url: 'tags',
    teams_url: 'teams',
    trees_url: 'git/trees{/sha}',
};

export function minimalRepository(world, repository) {
    const url = repositoryUrl(world, repository);
    return {
        id: repository.id,
        node_id: nodeId('Repository', repository.id),
        name: repository.name,
        full_name: repository.fullName,
        private: repository.private,
        owner: userShape(world, repository.owner),
        html_url: pageUrl(world, repository),
        description: null,
        fork: repository.parent !== null,
        url,
        ...Object.fromEntries(
            Object.entries(TEMPLATES).map(([key, rest]) => [key, `${url}/${rest}`]),
        ),
    };
}

function permissionsOf(world, repository, token) {
    const role = token?.bot ? 'write' : world.role(repository, token?.login ?? '');
    return {
        admin: atLeast(role, 'admin'),
        maintain: atLeast(role, 'maintain'),
        push: atLeast(role, 'write'),
        triage: atLeast(role, 'triage'),
        pull: atLeast(role, 'read'),
    };
}

export function fullRepository(world, repository, token) {
    const page = pageUrl(world, repository);
    const open = repository.issues.filter((issue) => issue.state === 'open').length;
    const pushed = repository.activity[0]?.timestamp ?? repository.created;
    const counts = [
        'forks',
        'forks_count',
        'stargazers_count',
        'watchers',
        'watchers_count',
        'network_count',
        'subscribers_count',
        'size',
    ];
    const parent = repository.parent
        ? fullRepository(world, world.repository(repository.parent))
        : undefined;
    if (parent) ['network_count', 'subscribers_count'].forEach((name) => delete parent[name]);
    return {
        ...minimalRepository(world, repository),
        clone_url: `${page}.git`,
        git_url: `${page}.git`,
        ssh_url: `git@127.0.0.1:${repository.fullName}.git`,
        svn_url: page,
        mirror_url: null,
        homepage: null,
        language: null,
        license: null,
        archived: false,
        disabled: false,
        default_branch: repository.defaultBranch,
        allow_rebase_merge: true,
        allow_squash_merge: true,
        allow_merge_commit: true,
        allow_auto_merge: false,
        delete_branch_on_merge: false,
        visibility: repository.private ? 'private' : 'public',
        topics: [],
        is_template: false,
        allow_forking: true,
        has_issues: true,
        has_projects: true,
        has_wiki: true,
        has_pages: false,
        has_discussions: false,
        has_downloads: true,
        web_commit_signoff_required: false,
        open_issues: open,
        open_issues_count: open,
        pushed_at: pushed,
        created_at: repository.created,
        updated_at: pushed,
        ...Object.fromEntries(counts.map((name) => [name, 0])),
        permissions: permissionsOf(world, repository, token),
        ...(parent ? { parent: withCounts(parent), source: withCounts(parent) } : {}),
    };
}

const withCounts = (repository) => ({ ...repository, network_count: 0, subscribers_count: 0 });

const FULL_ONLY = ['network_count', 'subscribers_count', 'parent', 'source'];

// A repository as it stands inside of a pull request.
export function nestedRepository(world, repository) {
    const shape = fullRepository(world, repository);
    FULL_ONLY.forEach((name) => delete shape[name]);
    return shape;
}

export function associationOf(world, repository, login) {
    if (login.toLowerCase() === repository.owner.toLowerCase()) return 'OWNER';
    if (repository.roles[login] && repository.roles[login] !== 'read') return 'COLLABORATOR';
    return repository.roles[login] ? 'CONTRIBUTOR' : 'NONE';
}

// The App behind GITHUB_TOKEN.
export function actionsApp(world) {
    return {
        id: 15368,
        client_id: 'Iv1.05c79e9ad1f6bdfa',
        slug: 'github-actions',
        node_id: 'MDM6QXBwMTUzNjg=',
        owner: userShape(world, world.ensureUser('github').login),
        name: 'GitHub Actions',
        description: 'Automate your workflow from idea to production',
        external_url: `${world.api}/features/actions`,
        html_url: `${world.api}/apps/github-actions`,
        created_at: '2018-07-30T09:30:17Z',
        updated_at: '2024-04-10T20:33:16Z',
        events: ['workflow_dispatch', 'repository_dispatch'],
        permissions: {
            actions: 'write',
            checks: 'write',
            contents: 'write',
            issues: 'write',
            metadata: 'read',
            pull_requests: 'write',
        },
    };
}

export const performedVia = (world, login) => (login === BOT ? actionsApp(world) : null);
