// Blobs, trees, commits and refs: the Git data API over a real repository.
import { Reply } from '../call.mjs';
import { ApiError, notFound, unprocessable } from '../errors.mjs';
import { checkWorkflowFiles } from '../scopes.mjs';
import { nodeId, repositoryUrl } from '../shapes.mjs';
import { gitCommitShape, refShape, treeShape } from '../shapes_git.mjs';

function createBlob({ world, repository, body }) {
    const bytes = Buffer.from(body.content, body.encoding === 'base64' ? 'base64' : 'utf8');
    const sha = repository.git.writeObject('blob', bytes);
    return { sha, url: `${repositoryUrl(world, repository)}/git/blobs/${sha}` };
}

function getBlob(call) {
    const { world, repository, params } = call;
    const sha = params.file_sha;
    if (repository.git.type(sha) !== 'blob') throw notFound();
    const bytes = repository.git.content(sha);
    if (call.accepts('raw')) return new Reply(200, undefined, { bytes });
    return {
        sha,
        node_id: nodeId('Blob', sha),
        size: bytes.length,
        encoding: 'base64',
        url: `${repositoryUrl(world, repository)}/git/blobs/${sha}`,
        content: bytes.toString('base64').replace(/(.{60})/g, '$1\n') + '\n',
    };
}

const malformed = (name) =>
    name === '' ||
    name.startsWith('/') ||
    name.split('/').some((part) => ['', '.', '..'].includes(part) || part.toLowerCase() === '.git');

function treeEntry(repository, base, entry) {
    if (malformed(entry.path ?? ''))
        throw unprocessable('tree.path contains a malformed path component');
    if (entry.sha !== undefined && entry.content !== undefined) {
        throw unprocessable('Must supply either tree.sha or tree.content, not both');
    }
    if (entry.sha === null) {
        if (!base || !repository.git.entry(base, entry.path))
            throw unprocessable('GitRPC::BadObjectState');
        return { path: entry.path, mode: entry.mode, sha: null };
    }
    const sha = entry.sha ?? repository.git.writeObject('blob', entry.content ?? '');
    if (!repository.git.type(sha)) throw unprocessable(`tree.sha ${sha} is not a valid object`);
    return { path: entry.path, mode: entry.mode ?? '100644', sha };
}

function createTree({ world, repository, body, token }) {
    checkWorkflowFiles(
        token,
        body.tree.map((entry) => entry.path ?? ''),
    );
    const base = body.base_tree
        ? repository.git.line(['rev-parse', '-q', '--verify', `${body.base_tree}^{tree}`])
        : undefined;
    if (body.base_tree && !base) throw unprocessable('base_tree is not a valid tree oid');
    const entries = body.tree.map((entry) => treeEntry(repository, base, entry));
    const sha = repository.git.writeTree(base, entries);
    return treeShape(world, repository, sha, false);
}

function getTree({ world, repository, params, query }) {
    const sha = repository.git.line([
        'rev-parse',
        '-q',
        '--verify',
        '--end-of-options',
        `${params.tree_sha}^{tree}`,
    ]);
    if (!sha) throw notFound();
    return treeShape(world, repository, sha, query.recursive !== undefined);
}

// Who wrote a commit that names nobody: the caller, through GitHub, which signs for bots.
export function defaultPeople(world, login) {
    const user = world.user(login);
    const date = world.clock.now();
    return {
        author: {
            name: user.login,
            email: `${user.id}+${user.login}@users.noreply.github.com`,
            date,
        },
        committer: { name: 'GitHub', email: 'noreply@github.com', date },
    };
}

function createCommit({ world, repository, body, token, actor }) {
    const { git } = repository;
    const parents = body.parents ?? [];
    if (git.type(body.tree) !== 'tree') throw unprocessable('Tree SHA does not exist');
    if (parents.some((parent) => git.type(parent) !== 'commit')) {
        throw unprocessable('Parent SHA does not exist or is not a commit object');
    }
    const people = defaultPeople(world, actor);
    const given = (who) => who && { date: world.clock.now(), ...who };
    const author = given(body.author) ?? people.author;
    const signed = token.bot && !body.author && !body.committer;
    const committer = given(body.committer) ?? (signed ? people.committer : author);
    const sha = git.writeCommit({
        tree: body.tree,
        parents,
        message: body.message,
        author,
        committer,
        signed,
    });
    return gitCommitShape(world, repository, sha);
}

function getCommit({ world, repository, params }) {
    if (repository.git.type(params.commit_sha) !== 'commit') throw notFound();
    return gitCommitShape(world, repository, params.commit_sha);
}

function getRef({ world, repository, params }) {
    const name = `refs/${params.ref}`;
    const sha = repository.git.ref(name);
    if (!sha || name.startsWith('refs/unused')) throw notFound();
    return refShape(world, repository, name, sha);
}

function matchingRefs(call) {
    const { world, repository, params } = call;
    return repository.git
        .refs(`refs/${params.ref}`)
        .map((ref) => refShape(world, repository, ref.name, ref.sha));
}

function checkRefName(repository, name) {
    if (!name.startsWith('refs/') || name.split('/').length < 3) {
        throw unprocessable(
            "Reference name must start with 'refs/' and have at least two slashes.",
        );
    }
    if (!repository.git.validRefName(name)) throw unprocessable(`${name} is not a valid ref name.`);
    if (name.startsWith('refs/pull/'))
        throw unprocessable(`${name} is a hidden ref and cannot be changed.`);
}

function createRef({ world, repository, body, actor }) {
    checkRefName(repository, body.ref);
    if (repository.git.ref(body.ref)) throw unprocessable('Reference already exists');
    const type = repository.git.type(body.sha);
    if (!type) throw unprocessable('Object does not exist');
    if (body.ref.startsWith('refs/heads/') && type !== 'commit')
        throw unprocessable('Object is not a commit');
    try {
        world.move(repository, body.ref, body.sha, { actor });
    } catch {
        // A branch `a` stands in the way of a branch `a/b`.
        throw unprocessable('Reference cannot be created');
    }
    return refShape(world, repository, body.ref, body.sha);
}

export function checkProtected(repository, name) {
    const branch = name.replace(/^refs\/heads\//, '');
    if (repository.protected.includes(branch)) {
        throw new ApiError(
            422,
            `Repository rule violations found\n\nChanges must be made through a pull request.\n\n`,
        );
    }
}

function updateRef({ world, repository, params, body, actor }) {
    const name = `refs/${params.ref}`;
    const before = repository.git.ref(name);
    if (!before) throw unprocessable('Reference does not exist');
    checkRefName(repository, name);
    if (!repository.git.type(body.sha)) throw unprocessable('Object does not exist');
    const forward = repository.git.isAncestor(before, body.sha);
    if (!forward && !body.force) throw unprocessable('Update is not a fast forward');
    checkProtected(repository, name);
    world.move(repository, name, body.sha, { actor, forced: !forward });
    return refShape(world, repository, name, body.sha);
}

function deleteRef({ world, repository, params, actor }) {
    const name = `refs/${params.ref}`;
    if (!repository.git.ref(name)) throw unprocessable('Reference does not exist');
    checkRefName(repository, name);
    checkProtected(repository, name);
    world.move(repository, name, null, { actor });
    return new Reply(204);
}

export const gitEndpoints = {
    'git/create-blob': createBlob,
    'git/get-blob': getBlob,
    'git/create-tree': createTree,
    'git/get-tree': getTree,
    'git/create-commit': createCommit,
    'git/get-commit': getCommit,
    'git/get-ref': getRef,
    'git/list-matching-refs': matchingRefs,
    'git/create-ref': createRef,
    'git/update-ref': updateRef,
    'git/delete-ref': deleteRef,
};
