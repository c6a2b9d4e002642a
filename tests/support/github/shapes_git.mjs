// The bodies of commits, refs, trees and changed files.
import { SIGNATURE } from './git.mjs';
import { nodeId, pageUrl, repositoryUrl, userShape } from './shapes.mjs';

export function verificationOf(commit) {
    if (!commit.verified)
        return {
            verified: false,
            reason: 'unsigned',
            signature: null,
            payload: null,
            verified_at: null,
        };
    return {
        verified: true,
        reason: 'valid',
        signature: SIGNATURE,
        verified_at: commit.committer.date,
        payload: `tree ${commit.tree}\n${commit.message}`,
    };
}

// GET git/commits and what git/commits makes.
export function gitCommitShape(world, repository, sha) {
    const commit = repository.git.commit(sha);
    const url = repositoryUrl(world, repository);
    const page = pageUrl(world, repository);
    return {
        sha,
        node_id: nodeId('Commit', sha),
        url: `${url}/git/commits/${sha}`,
        html_url: `${page}/commit/${sha}`,
        author: commit.author,
        committer: commit.committer,
        message: commit.message.replace(/\n$/, ''),
        tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
        parents: commit.parents.map((parent) => ({
            sha: parent,
            url: `${url}/git/commits/${parent}`,
            html_url: `${page}/commit/${parent}`,
        })),
        verification: verificationOf(commit),
    };
}

// The account behind an address, where it is one that GitHub hands out.
function account(world, who) {
    const login = /^(?:\d+\+)?(.+)@users\.noreply\.github\.com$/.exec(who.email)?.[1];
    return login && world.user(login) ? userShape(world, login) : null;
}

export function commitShape(world, repository, sha, { files } = {}) {
    const commit = repository.git.commit(sha);
    const url = repositoryUrl(world, repository);
    const page = pageUrl(world, repository);
    const changed = files ? repository.git.changes(commit.parents[0], sha) : [];
    const total = (name) => changed.reduce((sum, file) => sum + file[name], 0);
    return {
        sha,
        node_id: nodeId('Commit', sha),
        url: `${url}/commits/${sha}`,
        html_url: `${page}/commit/${sha}`,
        comments_url: `${url}/commits/${sha}/comments`,
        author: account(world, commit.author),
        committer: account(world, commit.committer),
        commit: {
            author: commit.author,
            committer: commit.committer,
            message: commit.message.replace(/\n$/, ''),
            tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
            url: `${url}/git/commits/${sha}`,
            comment_count: 0,
            verification: verificationOf(commit),
        },
        parents: commit.parents.map((parent) => ({
            sha: parent,
            url: `${url}/commits/${parent}`,
            html_url: `${page}/commit/${parent}`,
        })),
        ...(files
            ? {
                  stats: {
                      additions: total('additions'),
                      deletions: total('deletions'),
                      total: total('additions') + total('deletions'),
                  },
                  files: changed.map((file) => fileShape(world, repository, file, sha)),
              }
            : {}),
    };
}

export function fileShape(world, repository, file, sha) {
    const name = file.filename.split('/').map(encodeURIComponent).join('/');
    return {
        sha: /^0+$/.test(file.sha) ? null : file.sha,
        filename: file.filename,
        status: file.status,
        additions: file.additions,
        deletions: file.deletions,
        changes: file.additions + file.deletions,
        blob_url: `${pageUrl(world, repository)}/blob/${sha}/${name}`,
        raw_url: `${pageUrl(world, repository)}/raw/${sha}/${name}`,
        contents_url: `${repositoryUrl(world, repository)}/contents/${name}?ref=${sha}`,
        ...(file.patch ? { patch: file.patch } : {}),
        ...(file.previous ? { previous_filename: file.previous } : {}),
    };
}

export function refShape(world, repository, name, sha) {
    const type = repository.git.type(sha);
    const url = repositoryUrl(world, repository);
    return {
        ref: name,
        node_id: nodeId('Ref', name),
        url: `${url}/git/${name.split('/').map(encodeURIComponent).join('/')}`,
        object: { sha, type, url: `${url}/git/${type}s/${sha}` },
    };
}

export function treeShape(world, repository, sha, recursive) {
    const url = `${repositoryUrl(world, repository)}/git`;
    return {
        sha,
        url: `${url}/trees/${sha}`,
        truncated: false,
        tree: repository.git.tree(sha, recursive).map((entry) => ({
            path: entry.path,
            mode: entry.mode,
            type: entry.type,
            sha: entry.sha,
            ...(entry.size === undefined ? {} : { size: entry.size }),
            ...(entry.type === 'commit' ? {} : { url: `${url}/${entry.type}s/${entry.sha}` }),
        })),
    };
}

export function simpleCommit(repository, sha) {
    const commit = repository.git.commit(sha);
    return {
        id: sha,
        tree_id: commit.tree,
        message: commit.message,
        timestamp: commit.committer.date,
        author: { name: commit.author.name, email: commit.author.email },
        committer: { name: commit.committer.name, email: commit.committer.email },
    };
}
