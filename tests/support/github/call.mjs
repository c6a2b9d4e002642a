// One request on its way through the stand-in, as endpoints see it, and what they answer with.
export class Reply {
    constructor(status, body, { headers = {}, bytes } = {}) {
        this.status = status;
        this.body = body;
        this.headers = headers;
        this.bytes = bytes;
    }
}

export class Call {
    constructor(facts) {
        Object.assign(this, facts);
        this.links = undefined;
    }

    get actor() {
        return this.token?.login;
    }

    accepts(kind) {
        return (this.headers.accept ?? '').includes(kind);
    }

    // The asked page of a list; the answer's Link header follows.
    page(list) {
        const size = Math.max(1, Math.min(100, Number(this.query.per_page ?? 30)));
        const page = Math.max(1, Number(this.query.page ?? 1));
        const last = Math.max(1, Math.ceil(list.length / size));
        const at = (number) => {
            const url = new URL(this.url);
            // GitHub's links name the repository by its number.
            if (this.repository) {
                url.pathname = url.pathname.replace(
                    /\/repos\/[^/]+\/[^/]+/,
                    `/repositories/${this.repository.id}`,
                );
            }
            url.searchParams.set('page', String(number));
            return url.href;
        };
        const links = [];
        if (page > 1) links.push(`<${at(page - 1)}>; rel="prev"`);
        if (page < last) links.push(`<${at(page + 1)}>; rel="next"`, `<${at(last)}>; rel="last"`);
        if (page > 1) links.push(`<${at(1)}>; rel="first"`);
        if (links.length) this.links = links.join(', ');
        return list.slice((page - 1) * size, page * size);
    }
}

// Sorts by a time, as `sort` and `direction` ask; newest first by default, ties by id.
export function sorted(list, query, fallback = 'created') {
    const key =
        { created: 'createdAt', updated: 'updatedAt' }[query.sort ?? fallback] ?? 'createdAt';
    const sign = (query.direction ?? 'desc') === 'asc' ? 1 : -1;
    return [...list].sort((a, b) => sign * (a[key].localeCompare(b[key]) || a.id - b.id));
}
