// The stand-in as an HTTP server: every request is counted, judged, answered, judged again and
// recorded.
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { createHash, randomUUID } from 'node:crypto';
import http from 'node:http';
import path from 'node:path';
import { authenticate } from './auth.mjs';
import { blobReply } from './blob_host.mjs';
import { Call, Reply } from './call.mjs';
import { control } from './control.mjs';
import { endpoints } from './endpoints.mjs';
import { rateOf } from './endpoints/apps.mjs';
import { ApiError, notFound } from './errors.mjs';
import { faultFor, wait } from './faults.mjs';
import { gitReply, gitRequest } from './git_http.mjs';
import { graphqlReply } from './graphql.mjs';
import { Description } from './openapi.mjs';
import { loadScenario } from './scenario.mjs';
import { acceptedPermissions, checkAccess } from './scopes.mjs';
import { Validator } from './validate.mjs';

const VERSIONS = ['2022-11-28', '2026-03-10'];
const MAIN = 'https://docs.github.com/rest';

async function readAll(stream) {
    const parts = [];
    for await (const part of stream) parts.push(part);
    return Buffer.concat(parts);
}

// Headers as they are recorded: the token itself never.
function shownHeaders(headers) {
    const { authorization, ...rest } = headers;
    return authorization
        ? { ...rest, authorization: `${authorization.split(' ')[0]} [hidden]` }
        : rest;
}

function parsedBody(bytes, type) {
    if (bytes.length === 0) return undefined;
    try {
        return JSON.parse(bytes.toString());
    } catch {
        return type?.includes('git') ? '[git data]' : bytes.toString();
    }
}

export class StandIn {
    constructor(scenario, { directory, root }) {
        this.description = new Description();
        this.validator = new Validator(this.description);
        this.turn = Promise.resolve();
        this.servers = [];
        this.held = [];
        this.begin(scenario, { directory, root });
    }

    // Starts anew with another scenario, in another folder.
    begin(scenario, { directory, root }) {
        mkdirSync(directory, { recursive: true });
        this.held.splice(0).forEach((response) => response.destroy());
        this.directory = directory;
        this.world = loadScenario(scenario, { directory, root });
        this.count = 0;
        Object.assign(this.world, { api: this.api, blobs: this.blobs });
    }

    async listen(port = 0) {
        this.api = await this.#open(port, (request, response) =>
            this.#take(request, response, 'api'),
        );
        this.blobs = await this.#open(0, (request, response) =>
            this.#take(request, response, 'blob'),
        );
        Object.assign(this.world, { api: this.api, blobs: this.blobs });
        return this.api;
    }

    #open(port, handler) {
        const server = http.createServer(handler);
        this.servers.push(server);
        return new Promise((resolve, reject) => {
            server.on('error', reject);
            server.listen(port, '127.0.0.1', () =>
                resolve(`http://127.0.0.1:${server.address().port}`),
            );
        });
    }

    close() {
        this.servers.forEach((server) => {
            server.closeAllConnections();
            server.close();
        });
    }

    // One request at a time: what two clients do lies in the order of their requests.
    async #take(request, response, host) {
        const bytes = await readAll(request).catch(() => undefined);
        if (bytes === undefined) return;
        const work = this.turn.then(() => this.#serve(request, response, { bytes, host }));
        this.turn = work.catch((error) => {
            process.stderr.write(`stand-in: ${error.stack}\n`);
            response.destroy();
        });
    }

    #asked(request, { bytes, host }) {
        const url = new URL(request.url, host === 'blob' ? this.blobs : this.api);
        const bare = url.pathname
            .replace(/^\/api\/(v3(?=\/)|(?=graphql$))/, '')
            .replace(/^(?!\/)/, '/');
        const named = bare.replace(
            /^\/repositories\/(\d+)(?=\/|$)/,
            (all, id) => this.#nameOf(Number(id)) ?? all,
        );
        const query = Object.fromEntries(url.searchParams);
        const body = parsedBody(bytes, request.headers['content-type']);
        const git = host === 'api' ? gitRequest(request.method, url) : undefined;
        const found =
            host === 'api' && !git ? this.description.match(request.method, named) : undefined;
        const id =
            git?.id ??
            found?.operation.id ??
            (host === 'blob' ? 'blob/get' : bare === '/graphql' ? 'graphql' : undefined);
        return {
            method: request.method,
            path: bare,
            query,
            headers: request.headers,
            url,
            body,
            bytes,
            git,
            host,
            operation: found?.operation,
            params: found?.params ?? {},
            operationId: id,
        };
    }

    #nameOf(id) {
        const found = [...this.world.repositories.values()].find((one) => one.id === id);
        return found && `/repos/${found.fullName}`;
    }

    async #serve(request, response, facts) {
        const asked = this.#asked(request, facts);
        if (asked.host === 'api' && asked.path.startsWith('/_standin/')) {
            this.#send(response, this.#control(asked));
            return;
        }
        this.count += 1;
        const record = {
            n: this.count,
            at: new Date().toISOString(),
            host: asked.host,
            method: asked.method,
            path: asked.path,
            query: asked.query,
            headers: shownHeaders(asked.headers),
            body: asked.body,
            status: 0,
            operationId: asked.operationId ?? null,
            problems: [],
        };
        if (this.#holds('before')) {
            this.#hold(record, response);
            return;
        }
        const fault = faultFor(this.world.faults, asked);
        if (fault) record.fault = this.world.faults.indexOf(fault);
        if (fault?.then.delay) await wait(fault.then.delay);
        const reply = await this.#answer(asked, record, fault);
        record.status = reply.status;
        if (this.#holds('after')) {
            this.#hold(record, response);
            return;
        }
        appendFileSync(path.join(this.directory, 'requests.jsonl'), `${JSON.stringify(record)}\n`);
        this.#send(response, reply, fault?.then.cut);
    }

    #holds(when) {
        return this.world.hold?.request === this.count && this.world.hold.when === when;
    }

    // Never answers; the driver sees the file and kills the client.
    #hold(record, response) {
        this.held.push(response);
        const held = { ...record, held: this.world.hold.when };
        appendFileSync(path.join(this.directory, 'requests.jsonl'), `${JSON.stringify(held)}\n`);
        writeFileSync(path.join(this.directory, 'held'), JSON.stringify(held));
    }

    #control(asked) {
        try {
            return new Reply(200, control(this.world, this, asked));
        } catch (error) {
            return new Reply(400, { message: error.message });
        }
    }

    async #answer(asked, record, fault) {
        const { operation } = asked;
        if (operation) record.problems.push(...this.validator.request(operation, asked));
        else if (!asked.operationId)
            record.problems.push("no operation of GitHub's description is like this");
        if (fault?.then.status || fault?.then.hide) return faulty(fault.then, operation);
        if (fault?.then.twice) await this.#done(asked, record);
        const reply = await this.#done(asked, record);
        if (operation && endpoints[operation.id]) {
            // What is sent is judged: members that are undefined do not travel.
            const sent =
                reply.body === undefined ? undefined : JSON.parse(JSON.stringify(reply.body));
            record.problems.push(...this.validator.response(operation, reply.status, sent));
        }
        return reply;
    }

    async #done(asked, record) {
        if (asked.host === 'blob') return blobReply(this.world, asked);
        try {
            const { token, app } = authenticate(this.world, asked.headers.authorization);
            if (asked.git)
                return await gitReply(this.world, {
                    ...asked,
                    request: asked.git,
                    token,
                    body: asked.bytes,
                });
            this.#checkManners(asked);
            if (asked.operationId === 'graphql') {
                const { reply, problems } = await graphqlReply(
                    new Call({ ...asked, world: this.world, token }),
                );
                record.problems.push(...problems);
                return reply;
            }
            return this.#handled(asked, { token, app }, record);
        } catch (error) {
            if (!(error instanceof ApiError)) throw error;
            const body = error.body(asked.operation?.documentation ?? MAIN);
            return new Reply(error.status, body, {
                headers: { ...this.#limits(), ...error.headers },
            });
        }
    }

    #checkManners({ headers }) {
        if (!headers['user-agent']) {
            throw new ApiError(
                403,
                'Request forbidden by administrative rules. ' +
                    'Please make sure your request has a User-Agent header',
            );
        }
        const version = headers['x-github-api-version'];
        if (version && !VERSIONS.includes(version))
            throw new ApiError(400, `"${version}" is not a supported version.`);
        if (rateOf(this.world).remaining === 0) {
            throw new ApiError(403, 'API rate limit exceeded for installation.', { bare: true });
        }
        this.world.rate.used += 1;
    }

    #handled(asked, { token, app }, record) {
        const { operation, params } = asked;
        const handler = operation && endpoints[operation.id];
        if (!operation) throw notFound();
        if (!handler) {
            record.problems.push(`the stand-in does not do ${operation.id}`);
            throw new ApiError(501, `The stand-in does not do ${operation.id}.`);
        }
        const repository = params.owner
            ? this.world.repository(`${params.owner}/${params.repo}`)
            : undefined;
        const subject = subjectOf(repository, params);
        checkAccess(this.world, { operation, method: asked.method, token, repository, subject });
        if (record.problems.length && asked.method !== 'GET') {
            throw new ApiError(422, `Invalid request.\n\n${record.problems.join('\n')}`);
        }
        const call = new Call({ ...asked, world: this.world, token, app, repository });
        const made = handler(call);
        const reply = made instanceof Reply ? made : new Reply(firstSuccess(operation), made);
        Object.assign(reply.headers, this.#limits(), call.links ? { link: call.links } : {}, {
            'x-accepted-github-permissions': acceptedPermissions(operation.id),
        });
        return asked.method === 'GET' ? conditional(reply, asked, this.world) : reply;
    }

    #limits() {
        const rate = rateOf(this.world);
        return {
            ...Object.fromEntries(
                Object.entries(rate).map(([name, value]) => [`x-ratelimit-${name}`, String(value)]),
            ),
            'x-ratelimit-resource': 'core',
        };
    }

    #send(response, reply, cut) {
        const json = reply.body !== undefined;
        const bytes = Buffer.from(json ? JSON.stringify(reply.body) : (reply.bytes ?? ''));
        const id = randomUUID().toUpperCase();
        const headers = {
            date: new Date().toUTCString(),
            'x-github-request-id': id.slice(0, 8) + id.slice(24),
            'x-github-media-type': 'github.v3; format=json',
            'x-github-api-version-selected': VERSIONS[0],
            ...(json ? { 'content-type': 'application/json; charset=utf-8' } : {}),
            ...reply.headers,
            ...(reply.status === 204 || reply.status === 304
                ? {}
                : { 'content-length': bytes.length }),
        };
        response.sendDate = false;
        if (cut === undefined) {
            response.writeHead(reply.status, headers).end(bytes);
            return;
        }
        response.writeHead(reply.status, headers);
        response.write(bytes.subarray(0, cut), () => response.socket.destroy());
    }
}

function faulty({ status, body, headers, hide }, operation) {
    const documentation = operation?.documentation ?? MAIN;
    if (hide) return new Reply(404, notFound().body(documentation));
    const message = {
        message: 'Server Error',
        documentation_url: documentation,
        status: String(status),
    };
    return new Reply(status, typeof body === 'string' ? undefined : (body ?? message), {
        headers: headers ?? {},
        bytes: typeof body === 'string' ? body : undefined,
    });
}

// Whether a call speaks of an issue or of a pull request; permissions differ.
function subjectOf(repository, params) {
    const comment = repository?.comments.find((one) => one.id === Number(params.comment_id));
    const number = Number(params.issue_number ?? comment?.issue);
    const issue = repository?.issues.find((one) => one.number === number);
    if (!issue) return undefined;
    return issue.pull ? 'pull' : 'issue';
}

const firstSuccess = (operation) =>
    Number(Object.keys(operation.responses).find((code) => code.startsWith('2')));

// An answer the client has already is not sent again, and costs nothing.
function conditional(reply, { headers }, world) {
    if (reply.status !== 200) return reply;
    const bytes = reply.body === undefined ? reply.bytes : JSON.stringify(reply.body);
    const etag = `W/"${createHash('sha256')
        .update(bytes ?? '')
        .digest('hex')}"`;
    if (headers['if-none-match'] === etag) {
        world.rate.used -= 1;
        return new Reply(304, undefined, { headers: { ...reply.headers, etag } });
    }
    Object.assign(reply.headers, { etag, 'cache-control': 'private, max-age=60, s-maxage=60' });
    return reply;
}
