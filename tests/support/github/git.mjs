// A bare repository through git's plumbing: what the data API writes, a clone sees; and the
// reverse.
import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';

const ENVIRONMENT = {
    PATH: process.env.PATH,
    HOME: '/nonexistent',
    GIT_CONFIG_NOSYSTEM: '1',
    LC_ALL: 'C',
    GIT_AUTHOR_NAME: 'A',
    GIT_AUTHOR_EMAIL: 'a@example.com',
    GIT_COMMITTER_NAME: 'A',
    GIT_COMMITTER_EMAIL: 'a@example.com',
};
const CONFIGURATION = `[http]
    receivepack = true
[uploadpack]
    allowAnySHA1InWant = true
[transfer]
    hideRefs = refs/unused
[gc]
    auto = 0
[maintenance]
    auto = false
`;
const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';
const STATUS = { A: 'added', M: 'modified', D: 'removed', R: 'renamed', C: 'copied', T: 'changed' };

const OBJECT = /^[0-9a-f]{40}$/;
const READS = new Set(['cat-file', 'ls-tree', 'diff-tree', 'diff', 'merge-base', 'rev-list']);
const TYPES = new Set(['blob', 'commit']);

// Whether a command asks of objects by their ids alone, whose answer can never change.
function isFixed([command, ...args]) {
    const paths = args.indexOf('--');
    return (
        READS.has(command) &&
        args
            .slice(0, paths === -1 ? undefined : paths)
            .every(
                (one) =>
                    one.startsWith('-') ||
                    TYPES.has(one) ||
                    /^[0-9a-f]{40}(\.\.[0-9a-f]{40})?$/.test(one),
            )
    );
}

function readIfThere(file) {
    try {
        return readFileSync(file, 'utf8');
    } catch {
        return '';
    }
}

export function runGit(args, { cwd, input, env, check = true } = {}) {
    const done = spawnSync('git', args, {
        cwd,
        input,
        env: { ...ENVIRONMENT, ...env },
        maxBuffer: 1 << 28,
    });
    if (check && done.status !== 0) {
        throw new Error(`git ${args.join(' ')} failed: ${done.stderr}`);
    }
    return done;
}

function person(line) {
    const found = /^(.*) <(.*)> (\d+) ([+-]\d{4})$/.exec(line);
    return {
        name: found[1],
        email: found[2],
        date: new Date(Number(found[3]) * 1000).toISOString().replace('.000', ''),
    };
}

const signedLine = (who) =>
    `${who.name} <${who.email}> ${Math.floor(Date.parse(who.date) / 1000)} +0000`;

export class GitRepository {
    constructor(directory) {
        this.directory = directory;
        this.known = new Map();
    }

    static create(directory) {
        mkdirSync(path.dirname(directory), { recursive: true });
        runGit(['init', '-q', '--bare', '-b', 'main', directory]);
        appendFileSync(path.join(directory, 'config'), CONFIGURATION);
        return new GitRepository(directory);
    }

    run(args, options = {}) {
        return runGit(['--git-dir', this.directory, ...args], options);
    }

    remembered(key, ask) {
        const found = this.known.get(key) ?? ask();
        if (found !== undefined) this.known.set(key, found);
        return found;
    }

    // What a command prints.
    bytes(args, options) {
        const ask = () => this.run(args, options).stdout;
        return isFixed(args) ? this.remembered(args.join('\0'), ask) : ask();
    }

    text(args, options) {
        return this.bytes(args, options).toString();
    }

    // The line a command prints, or undefined where it fails.
    line(args) {
        const done = this.run(args, { check: false });
        return done.status === 0 ? done.stdout.toString().trim() : undefined;
    }

    // A loose reference is a file; whatever else is asked for is git's to find.
    ref(name) {
        const loose = name.startsWith('refs/') && !name.includes('..');
        const sha = loose ? readIfThere(path.join(this.directory, name)).trim() : '';
        if (OBJECT.test(sha)) return sha;
        return this.line(['rev-parse', '-q', '--verify', '--end-of-options', name]);
    }

    refs(prefix = 'refs/') {
        const lines = this.text([
            'for-each-ref',
            '--format=%(refname) %(objectname) %(objecttype)',
        ]);
        return lines
            .split('\n')
            .filter(Boolean)
            .map((line) => line.split(' '))
            .filter(([name]) => name.startsWith(prefix))
            .map(([name, sha, type]) => ({ name, sha, type }));
    }

    writeRef(name, sha) {
        this.run(['update-ref', name, sha]);
    }

    deleteRef(name) {
        this.run(['update-ref', '-d', name]);
    }

    validRefName(name) {
        return this.run(['check-ref-format', name], { check: false }).status === 0;
    }

    type(sha) {
        if (!OBJECT.test(sha)) return undefined;
        return this.remembered(`type ${sha}`, () => this.line(['cat-file', '-t', sha]));
    }

    isAncestor(older, newer) {
        return (
            this.run(['merge-base', '--is-ancestor', older, newer], { check: false }).status === 0
        );
    }

    // A commit by full or short id, branch or tag; undefined where there is none.
    findCommit(name) {
        for (const tried of [`refs/heads/${name}`, `refs/tags/${name}`, name]) {
            const found = this.line([
                'rev-parse',
                '-q',
                '--verify',
                '--end-of-options',
                `${tried}^{commit}`,
            ]);
            if (found && !(tried === name && name.startsWith('-'))) return found;
        }
        return undefined;
    }

    commit(sha) {
        const raw = this.text(['cat-file', 'commit', sha]);
        const end = raw.indexOf('\n\n');
        const result = { sha, parents: [], message: raw.slice(end + 2), verified: false };
        for (const line of raw.slice(0, end).split('\n')) {
            const [key] = line.split(' ', 1);
            const rest = line.slice(key.length + 1);
            if (key === 'tree') result.tree = rest;
            if (key === 'parent') result.parents.push(rest);
            if (key === 'author' || key === 'committer') result[key] = person(rest);
            if (key === 'gpgsig') result.verified = true;
        }
        return result;
    }

    writeCommit({ tree, parents, message, author, committer, signed }) {
        const lines = [
            `tree ${tree}`,
            ...parents.map((sha) => `parent ${sha}`),
            `author ${signedLine(author)}`,
            `committer ${signedLine(committer)}`,
        ];
        if (signed) lines.push(`gpgsig ${SIGNATURE.split('\n').join('\n ')}`);
        return this.writeObject('commit', `${lines.join('\n')}\n\n${message}`);
    }

    writeObject(type, content) {
        return this.text(['hash-object', '-t', type, '-w', '--stdin'], { input: content }).trim();
    }

    content(sha) {
        return this.bytes(['cat-file', 'blob', sha]);
    }

    // Entries of a tree: [{ mode, type, sha, size, path }].
    tree(sha, recursive = false) {
        const args = ['ls-tree', '-z', '-l', ...(recursive ? ['-r', '-t'] : []), sha];
        return this.text(args)
            .split('\0')
            .filter(Boolean)
            .map((line) => {
                const [facts, name] = line.split('\t');
                const [mode, type, object, size] = facts.split(/ +/);
                return {
                    path: name,
                    mode,
                    type,
                    sha: object,
                    size: size === '-' ? undefined : Number(size),
                };
            });
    }

    entry(commit, name) {
        const line = this.text(['ls-tree', '-z', '-l', commit, '--', name]).split('\0')[0];
        if (!line) return undefined;
        const [mode, type, sha, size] = line.split('\t')[0].split(/ +/);
        return { path: name, mode, type, sha, size: Number(size) };
    }

    // Writes a tree: entries [{ path, mode, sha }] over base; sha null takes the path away.
    writeTree(base, entries) {
        const index = path.join(this.directory, `index-${process.pid}-${Math.random()}`);
        const env = { GIT_INDEX_FILE: index };
        try {
            this.run(['read-tree', base ?? EMPTY_TREE], { env });
            for (const entry of entries.filter((one) => one.mode === '040000' && one.sha)) {
                this.run(['rm', '-r', '-q', '--cached', '--ignore-unmatch', '--', entry.path], {
                    env: { ...env, GIT_WORK_TREE: this.directory },
                });
                this.run(['read-tree', `--prefix=${entry.path}/`, entry.sha], { env });
            }
            const lines = entries
                .filter((one) => one.mode !== '040000')
                .map(
                    (one) =>
                        `${one.sha ? one.mode : '0'} ${one.sha ?? '0'.repeat(40)}\t${one.path}\0`,
                );
            this.run(['update-index', '-z', '--index-info'], { env, input: lines.join('') });
            return this.text(['write-tree'], { env }).trim();
        } finally {
            rmSync(index, { force: true });
        }
    }

    commits(from, { path: only, limit = 1000 } = {}) {
        const args = ['rev-list', `--max-count=${limit}`, from, ...(only ? ['--', only] : [])];
        return this.text(args).split('\n').filter(Boolean);
    }

    mergeBase(one, other) {
        return this.line(['merge-base', one, other]);
    }

    // The changed files between two trees or commits, with their patches.
    changes(from, to) {
        const raw = this.text([
            'diff-tree',
            '-r',
            '-z',
            '-M',
            '--raw',
            '--numstat',
            from ?? EMPTY_TREE,
            to,
        ]);
        const parts = raw.split('\0');
        const files = [];
        while (parts[0]?.startsWith(':')) {
            const [, , , sha, kind] = parts.shift().split(' ');
            const previous = /^[RC]/.test(kind) ? parts.shift() : undefined;
            files.push({ sha, status: STATUS[kind[0]], previous, filename: parts.shift() });
        }
        for (const file of files) {
            const [additions, deletions, name] = parts.shift().split('\t');
            if (name === '') parts.splice(0, 2);
            Object.assign(file, {
                additions: Number(additions) || 0,
                deletions: Number(deletions) || 0,
            });
            const patch = this.text([
                'diff',
                '-M',
                from ?? EMPTY_TREE,
                to,
                '--',
                ...(file.previous ? [file.previous] : []),
                file.filename,
            ]);
            file.patch = patch.includes('\n@@')
                ? patch.slice(patch.indexOf('\n@@') + 1).trimEnd()
                : undefined;
        }
        return files;
    }

    // The merge commit of two heads, as refs/pull/N/merge holds it; undefined on a conflict.
    merge(base, head, message) {
        const done = this.run(['merge-tree', '--write-tree', base, head], { check: false });
        if (done.status !== 0) return undefined;
        const who = { ...this.commit(head).committer, name: 'GitHub', email: 'noreply@github.com' };
        return this.writeCommit({
            tree: done.stdout.toString().split('\n')[0].trim(),
            parents: [base, head],
            message,
            author: who,
            committer: who,
            signed: true,
        });
    }
}

export const SIGNATURE =
    '-----BEGIN PGP SIGNATURE-----\n\n' +
    'c3RhbmQtaW4gc2lnbmF0dXJlIG9mIHdlYi1mbG93\n=mend\n-----END PGP SIGNATURE-----\n';
