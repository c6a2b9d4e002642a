// Lays out the git repositories of a scenario: one commit for the files, one for each change.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const FIRST_DATE = '2026-01-01T00:00:00Z';

function identity(world, login, at) {
    const user = login ? world.ensureUser(login) : { login: 'A', id: 1 };
    const email = login ? `${user.id}+${user.login}@users.noreply.github.com` : 'a@example.com';
    const date = at ? world.clock.at(at) : FIRST_DATE;
    return {
        GIT_AUTHOR_NAME: user.login,
        GIT_AUTHOR_EMAIL: email,
        GIT_AUTHOR_DATE: date,
        GIT_COMMITTER_NAME: user.login,
        GIT_COMMITTER_EMAIL: email,
        GIT_COMMITTER_DATE: date,
    };
}

function writeFiles(folder, files) {
    for (const [name, content] of Object.entries(files)) {
        const target = path.join(folder, name);
        if (content === null) {
            rmSync(target, { recursive: true, force: true });
        } else {
            mkdirSync(path.dirname(target), { recursive: true });
            writeFileSync(
                target,
                Array.isArray(content) ? content.map((line) => `${line}\n`).join('') : content,
            );
        }
    }
}

function change(folder, spec, root, env) {
    if (typeof spec.files === 'string')
        cpSync(path.resolve(root, spec.files), folder, { recursive: true });
    else writeFiles(folder, spec.files ?? {});
    if (spec.bash) {
        const done = spawnSync('bash', ['-eu', '-c', spec.bash], {
            cwd: folder,
            env: { ...process.env, ...env, ROOT: root },
        });
        if (done.status !== 0) throw new Error(`The bash of a commit failed: ${done.stderr}`);
    }
}

// Adds one commit to a branch: { files, bash, message, author, at, date, from, forced };
// `at` is when it was pushed, `date` what the commit claims.
export function addCommit(world, repository, branch, spec, root) {
    const folder = mkdtempSync(path.join(world.directory, 'tree-'));
    const index = { GIT_INDEX_FILE: `${folder}.index`, GIT_WORK_TREE: folder };
    const env = identity(world, spec.author, spec.date ?? spec.at);
    const git = (args) =>
        repository.git.run(args, { cwd: folder, env: { ...env, ...index } }).stdout.toString().trim();
    try {
        const start = repository.git.ref(`refs/heads/${spec.from ?? branch}`);
        if (start) git(['read-tree', '--reset', '-u', start]);
        change(folder, spec, root, env);
        git(['add', '-A', '-f']);
        const parents = start ? ['-p', start] : [];
        const message = spec.message ?? 'start';
        const sha = git(['commit-tree', git(['write-tree']), ...parents, '-m', message]);
        world.move(repository, `refs/heads/${branch}`, sha, {
            actor: spec.author ?? repository.owner,
            at: spec.at ?? '-2h',
            forced: spec.forced ?? false,
        });
        return sha;
    } finally {
        rmSync(folder, { recursive: true, force: true });
        rmSync(index.GIT_INDEX_FILE, { force: true });
    }
}

const listed = (value) => (Array.isArray(value) ? value : [value]);

export function layOut(world, repository, spec, root) {
    if (repository.parent) {
        const parent = world.repository(repository.parent);
        repository.git.run(['fetch', '-q', parent.git.directory, '+refs/heads/*:refs/heads/*']);
    } else {
        const first = { files: spec.files, bash: spec.break, at: spec.at, author: spec.author };
        addCommit(world, repository, repository.defaultBranch, first, root);
    }
    repository.git.run(['symbolic-ref', 'HEAD', `refs/heads/${repository.defaultBranch}`]);
    for (const [branch, commits] of Object.entries(spec.branches ?? {})) {
        listed(commits).forEach((commit, at) =>
            addCommit(
                world,
                repository,
                branch,
                {
                    message: `change ${branch}`,
                    ...commit,
                    from:
                        at === 0
                            ? (commit.from ??
                              (repository.git.ref(`refs/heads/${branch}`)
                                  ? branch
                                  : repository.defaultBranch))
                            : branch,
                },
                root,
            ),
        );
    }
    for (const [tag, branch] of Object.entries(spec.tags ?? {})) {
        repository.git.writeRef(`refs/tags/${tag}`, repository.git.findCommit(branch));
    }
}
