// What logs redirect to: another host, which takes no Authorization header.
import { Reply } from './call.mjs';
import { zip } from './zip.mjs';

const xml = (code, message) =>
    Buffer.from(
        '<?xml version="1.0" encoding="utf-8"?>' +
            `<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
    );
const refusal = (status, code, message) =>
    new Reply(status, undefined, {
        bytes: xml(code, message),
        headers: { 'content-type': 'application/xml' },
    });

function archive(run) {
    return zip(
        run.jobs
            .filter((job) => typeof job.log === 'string')
            .map((job, at) => [`${at}_${job.name.replace(/[/\\:]/g, '')}.txt`, job.log]),
    );
}

export function blobReply(world, { path, headers }) {
    if (headers.authorization) {
        return refusal(
            400,
            'InvalidAuthenticationInfo',
            'Authentication information is not given in the correct format.',
        );
    }
    const found = /^\/([^/]+\/[^/]+)\/runs\/(\d+)\/(?:jobs\/(\d+)\/log\.txt|logs\.zip)$/.exec(path);
    const run =
        found && world.repository(found[1])?.runs.find((one) => one.id === Number(found[2]));
    if (!run) return refusal(404, 'BlobNotFound', 'The specified blob does not exist.');
    if (!found[3]) {
        return new Reply(200, undefined, {
            bytes: archive(run),
            headers: { 'content-type': 'application/zip' },
        });
    }
    const job = run.jobs.find((one) => one.id === Number(found[3]));
    return new Reply(200, undefined, {
        bytes: Buffer.from(job.log),
        headers: { 'content-type': 'text/plain; charset=utf-8' },
    });
}
