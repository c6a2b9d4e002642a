// A small client for the self tests: plain fetch, one token.
export class Client {
    constructor(base, token) {
        this.base = base;
        this.token = token;
    }

    as(token) {
        return new Client(this.base, token);
    }

    async send(method, path, body, headers = {}) {
        const response = await fetch(path.startsWith('http') ? path : this.base + path, {
            method,
            redirect: 'manual',
            headers: {
                'user-agent': 'mendel-selftest',
                accept: 'application/vnd.github+json',
                'x-github-api-version': '2022-11-28',
                ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
                ...(body === undefined ? {} : { 'content-type': 'application/json' }),
                ...headers,
            },
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        const bytes = Buffer.from(await response.arrayBuffer());
        const json =
            (response.headers.get('content-type') ?? '').includes('json') && bytes.length > 0;
        return {
            status: response.status,
            headers: response.headers,
            bytes,
            body: json ? JSON.parse(bytes) : undefined,
        };
    }

    get(path, headers) {
        return this.send('GET', path, undefined, headers);
    }

    post(path, body) {
        return this.send('POST', path, body);
    }

    patch(path, body) {
        return this.send('PATCH', path, body);
    }

    delete(path, body) {
        return this.send('DELETE', path, body);
    }
}
