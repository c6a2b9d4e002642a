// Repositories, their people, branches, commits and files.
import { Reply } from '../call.mjs';
import { ApiError, notFound, unprocessable } from '../errors.mjs';
import { nodeId, fullRepository, pageUrl, repositoryUrl, userShape } from '../shapes.mjs';
import { commitShape, fileShape } from '../shapes_git.mjs';
import { pullSimple } from '../shapes_issues.mjs';
import { atLeast } from '../world.mjs';

const LEGACY = {
    admin: 'admin',
    maintain: 'write',
    write: 'write',
    triage: 'read',
    read: 'read',
    none: 'none',
};

function permissionLevel({ world, repository, params }) {
    const user = world.user(params.username);
    if (!user || user.type === 'Bot') throw new ApiError(404, `${params.username} is not a user`);
    const role = world.role(repository, user.login);
    return {
        permission: LEGACY[role],
        role_name: role,
        user: {
            ...userShape(world, user.login),
            role_name: role,
            permissions: {
                admin: atLeast(role, 'admin'),
                maintain: atLeast(role, 'maintain'),
                push: atLeast(role, 'write'),
                triage: atLeast(role, 'triage'),
                pull: atLeast(role, 'read'),
            },
        },
    };
}

function activities(call) {
    const { world, repository, query } = call;
    const ref = query.ref && !query.ref.startsWith('refs/') ? `refs/heads/${query.ref}` : query.ref;
    const found = repository.activity.filter(
        (one) =>
            (!ref || one.ref === ref) &&
            (!query.actor || one.actor === query.actor) &&
            (!query.activity_type || one.type === query.activity_type),
    );
    const ordered = query.direction === 'asc' ? [...found].reverse() : found;
    return call.page(ordered).map((one) => ({
        id: one.id,
        node_id: nodeId('Push', one.id),
        before: one.before,
        after: one.after,
        ref: one.ref,
        timestamp: one.timestamp,
        activity_type: one.type,
        actor: one.actor ? userShape(world, one.actor) : null,
    }));
}

function existingCommit(repository, name) {
    const sha = repository.git.findCommit(name);
    if (sha) return sha;
    throw unprocessable(`No commit found for SHA: ${name}`);
}

function getCommit(call) {
    const { world, repository, params } = call;
    const sha = existingCommit(repository, params.ref);
    if (call.accepts('.sha')) return new Reply(200, undefined, { bytes: sha });
    if (call.accepts('.diff'))
        return diff(repository, repository.git.commit(sha).parents[0] ?? sha, sha);
    return commitShape(world, repository, sha, { files: true });
}

const diff = (repository, from, to) =>
    new Reply(200, undefined, {
        bytes: repository.git.text(['diff', '-M', from, to]),
        headers: { 'content-type': 'text/plain; charset=utf-8' },
    });

function listCommits(call) {
    const { world, repository, query } = call;
    const from = repository.git.findCommit(query.sha ?? repository.defaultBranch);
    if (!from) throw notFound();
    const found = repository.git.commits(from, { path: query.path });
    return call.page(found).map((sha) => commitShape(world, repository, sha));
}

function commitPulls(call) {
    const { world, repository, params } = call;
    const found = repository.issues.filter(
        (issue) =>
            issue.pull &&
            repository.git.isAncestor(params.commit_sha, issue.pull.headSha) &&
            !repository.git.isAncestor(params.commit_sha, issue.pull.baseSha),
    );
    return call.page(found).map((issue) => pullSimple(world, repository, issue));
}

function branchShort(world, repository, { name, sha }) {
    const branch = name.slice('refs/heads/'.length);
    return {
        name: branch,
        protected: repository.protected.includes(branch),
        commit: { sha, url: `${repositoryUrl(world, repository)}/commits/${sha}` },
    };
}

function getBranch({ world, repository, params }) {
    const sha = repository.git.ref(`refs/heads/${params.branch}`);
    if (!sha) throw new ApiError(404, 'Branch not found');
    const url = `${repositoryUrl(world, repository)}/branches/${params.branch}`;
    return {
        ...branchShort(world, repository, { name: `refs/heads/${params.branch}`, sha }),
        commit: commitShape(world, repository, sha),
        protection_url: `${url}/protection`,
        _links: { self: url, html: `${pageUrl(world, repository)}/tree/${params.branch}` },
        protection: {
            enabled: false,
            required_status_checks: { enforcement_level: 'off', contexts: [], checks: [] },
        },
    };
}

function contentLinks(world, repository, name, entry, ref) {
    const encoded = name.split('/').map(encodeURIComponent).join('/');
    const url = `${repositoryUrl(world, repository)}/contents/${encoded}?ref=${ref}`;
    const kind = entry.type === 'tree' ? 'tree' : 'blob';
    const git = `${repositoryUrl(world, repository)}/git/${kind}s/${entry.sha}`;
    const html = `${pageUrl(world, repository)}/${kind}/${ref}/${encoded}`;
    return {
        name: name.split('/').pop(),
        path: name,
        sha: entry.sha,
        size: entry.size || 0,
        url,
        html_url: html,
        git_url: git,
        download_url:
            kind === 'tree' ? null : `${pageUrl(world, repository)}/raw/${ref}/${encoded}`,
        _links: { self: url, git, html },
    };
}

function getContent(call) {
    const { world, repository, params, query } = call;
    const ref = query.ref ?? repository.defaultBranch;
    const name = params.path.replace(/\/$/, '');
    const commit = repository.git.findCommit(ref.replace(/^refs\/heads\//, ''));
    if (!commit) throw new ApiError(404, `No commit found for the ref ${ref}`);
    const entry = repository.git.entry(commit, name);
    if (!entry) throw notFound();
    if (entry.type === 'tree') {
        return repository.git.tree(entry.sha).map((one) => ({
            ...contentLinks(world, repository, `${name}/${one.path}`, one, ref),
            type: one.type === 'tree' ? 'dir' : 'file',
        }));
    }
    const content = repository.git.content(entry.sha);
    if (call.accepts('raw')) return new Reply(200, undefined, { bytes: content });
    const large = content.length > 1024 * 1024;
    return {
        ...contentLinks(world, repository, name, entry, ref),
        type: 'file',
        encoding: large ? 'none' : 'base64',
        content: large ? '' : content.toString('base64').replace(/(.{60})/g, '$1\n') + '\n',
    };
}

function comparedSide(world, repository, name) {
    const [owner, branch] = name.includes(':') ? name.split(':') : [repository.owner, name];
    const where =
        [...world.repositories.values()].find(
            (one) =>
                one.owner === owner && (one === repository || one.parent === repository.fullName),
        ) ?? repository;
    const sha = where.git.findCommit(branch);
    if (!sha) throw notFound();
    if (where !== repository) {
        repository.git.run(['fetch', '-q', where.git.directory, `+${sha}:refs/unused/compared`]);
    }
    return sha;
}

function compareStatus(ahead, behind) {
    if (ahead && behind) return 'diverged';
    if (ahead) return 'ahead';
    return behind ? 'behind' : 'identical';
}

function compare(call) {
    const { world, repository, params } = call;
    const [baseName, headName] = params.basehead.split('...');
    if (!headName) throw notFound();
    const [base, head] = [baseName, headName].map((name) => comparedSide(world, repository, name));
    const merge = repository.git.mergeBase(base, head);
    if (!merge) throw new ApiError(404, `No common ancestor between ${baseName} and ${headName}.`);
    if (call.accepts('.diff')) return diff(repository, merge, head);
    const commits = repository.git.commits(`${base}..${head}`).reverse();
    const behind = repository.git.commits(`${head}..${base}`).length;
    const page = `${pageUrl(world, repository)}/compare/${params.basehead}`;
    return {
        url: `${repositoryUrl(world, repository)}/compare/${params.basehead}`,
        html_url: page,
        permalink_url: `${pageUrl(world, repository)}/compare/${base}...${head}`,
        diff_url: `${page}.diff`,
        patch_url: `${page}.patch`,
        base_commit: commitShape(world, repository, base),
        merge_base_commit: commitShape(world, repository, merge),
        status: compareStatus(commits.length, behind),
        ahead_by: commits.length,
        behind_by: behind,
        total_commits: commits.length,
        commits: call.page(commits).map((sha) => commitShape(world, repository, sha)),
        files: repository.git
            .changes(merge, head)
            .map((file) => fileShape(world, repository, file, head)),
    };
}

function createDispatch({ repository, body, actor, world }) {
    repository.dispatches.push({
        kind: 'repository_dispatch',
        ...body,
        actor,
        created_at: world.clock.now(),
    });
    return new Reply(204);
}

export const repositoryEndpoints = {
    'repos/get': ({ world, repository, token }) => fullRepository(world, repository, token),
    'repos/get-collaborator-permission-level': permissionLevel,
    'repos/list-activities': activities,
    'repos/get-commit': getCommit,
    'repos/list-commits': listCommits,
    'repos/list-pull-requests-associated-with-commit': commitPulls,
    'repos/get-branch': getBranch,
    'repos/list-branches': (call) =>
        call
            .page(call.repository.git.refs('refs/heads/'))
            .map((ref) => branchShort(call.world, call.repository, ref)),
    'repos/get-content': getContent,
    'repos/compare-commits-with-basehead': compare,
    'repos/create-dispatch-event': createDispatch,
};
