// Clone and push: `git http-backend` behind tokens (RFC 3875; git-http-backend(1)).
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Reply } from './call.mjs';
import { noteMove } from './refs.mjs';
import { atLeast } from './world.mjs';

const ROUTE =
    /^\/([^/]+)\/([^/]+?)(?:\.git)?\/(info\/refs|git-(?:upload|receive)-pack|HEAD|objects\/.*)$/;
const HOOK = `#!/bin/sh
while read -r old new ref; do
    for branch in $STANDIN_PROTECTED; do
        if [ "$ref" = "refs/heads/$branch" ]; then
            echo "error: GH006: Protected branch update failed for $ref." >&2
            exit 1
        fi
    done
    [ -n "$STANDIN_WORKFLOWS" ] && continue
    case $new in *[!0]*) ;; *) continue ;; esac
    case $old in *[!0]*) ;; *) old=HEAD ;; esac
    changed=$(git diff --name-only "$old" "$new" -- .github/workflows | head -n 1)
    if [ -n "$changed" ]; then
        echo "refusing to allow a GitHub App to create or update workflow" \\
            "\\\`$changed\\\` without \\\`workflows\\\` permission" >&2
        exit 1
    fi
done
`;

export function gitRequest(method, url) {
    const found = ROUTE.exec(url.pathname);
    if (!found) return undefined;
    const push =
        found[3] === 'git-receive-pack' || url.searchParams.get('service') === 'git-receive-pack';
    return {
        fullName: `${found[1]}/${found[2]}`,
        rest: found[3],
        push,
        id: push ? 'git/push' : 'git/fetch',
    };
}

const unauthorized = () =>
    new Reply(401, undefined, {
        bytes: 'Authentication required',
        headers: { 'www-authenticate': 'Basic realm="GitHub"' },
    });
const refusal = (status, message) => new Reply(status, undefined, { bytes: message });

// The refusal of a clone or push, or undefined.
function refused(world, repository, request, token) {
    const installed = token?.repositories.includes(repository?.fullName);
    if (!repository || (repository.private && token && !installed))
        return refusal(404, 'Repository not found.');
    if ((repository.private || request.push) && !token) return unauthorized();
    if (!request.push) {
        const readable = !repository.private || token.permissions.contents;
        return readable ? undefined : refusal(403, 'Write access to repository not granted.');
    }
    const role = token.bot ? 'write' : world.role(repository, token.login);
    if (installed && token.permissions.contents === 'write' && atLeast(role, 'write'))
        return undefined;
    return refusal(403, `Permission to ${repository.fullName}.git denied to ${token.login}.`);
}

function environment(world, repository, { request, method, url, headers, token, body }) {
    return {
        PATH: process.env.PATH,
        GIT_CONFIG_NOSYSTEM: '1',
        HOME: '/nonexistent',
        GIT_HTTP_EXPORT_ALL: '1',
        GIT_PROJECT_ROOT: path.join(world.directory, 'repos'),
        PATH_INFO: `/${repository.fullName}.git/${request.rest}`,
        QUERY_STRING: url.search.slice(1),
        REQUEST_METHOD: method,
        CONTENT_TYPE: headers['content-type'] ?? '',
        CONTENT_LENGTH: String(body.length),
        HTTP_CONTENT_ENCODING: headers['content-encoding'] ?? '',
        GIT_PROTOCOL: headers['git-protocol'] ?? '',
        REMOTE_ADDR: '127.0.0.1',
        REMOTE_USER: token?.login ?? '',
        STANDIN_PROTECTED: repository.protected.join(' '),
        STANDIN_WORKFLOWS: token?.permissions.workflows ?? '',
    };
}

function backend(env, body) {
    return new Promise((resolve, reject) => {
        const child = spawn('git', ['http-backend'], { env });
        const parts = [];
        child.stdout.on('data', (part) => parts.push(part));
        child.on('error', reject);
        child.on('close', () => resolve(Buffer.concat(parts)));
        child.stdin.on('error', () => {});
        child.stdin.end(body);
    });
}

function parsed(output) {
    const end = output.indexOf('\r\n\r\n');
    const headers = {};
    let status = 200;
    for (const line of output.subarray(0, end).toString().split('\r\n')) {
        const at = line.indexOf(':');
        const name = line.slice(0, at).toLowerCase();
        if (name === 'status')
            status = Number(
                line
                    .slice(at + 1)
                    .trim()
                    .split(' ')[0],
            );
        else headers[name] = line.slice(at + 1).trim();
    }
    return new Reply(status, undefined, { headers, bytes: output.subarray(end + 4) });
}

function notePushes(world, repository, before, actor) {
    const after = new Map(repository.git.refs().map((ref) => [ref.name, ref.sha]));
    for (const name of new Set([...before.keys(), ...after.keys()])) {
        const [old, now] = [before.get(name), after.get(name)];
        if (old === now) continue;
        const forced = !!old && !!now && !repository.git.isAncestor(old, now);
        noteMove(world, repository, name, { before: old, after: now, actor, forced });
    }
}

export async function gitReply(world, call) {
    const { request, token, body } = call;
    const repository = world.repository(request.fullName);
    const no = refused(world, repository, request, token);
    if (no) return no;
    writeFileSync(path.join(repository.git.directory, 'hooks', 'pre-receive'), HOOK, {
        mode: 0o755,
    });
    const before = new Map(repository.git.refs().map((ref) => [ref.name, ref.sha]));
    const reply = parsed(await backend(environment(world, repository, call), body));
    if (request.push) notePushes(world, repository, before, token?.login);
    return reply;
}
