// Code scanning results and private security advisories.
import { gunzipSync } from 'node:zlib';
import { Reply } from '../call.mjs';
import { ApiError, notFound, unprocessable } from '../errors.mjs';
import { pageUrl, repositoryUrl, userShape } from '../shapes.mjs';

function readSarif(text) {
    let plain;
    try {
        plain = gunzipSync(Buffer.from(text, 'base64')).toString();
    } catch {
        throw new ApiError(400, 'sarif is not gzipped and base64 encoded');
    }
    try {
        const sarif = JSON.parse(plain);
        if (sarif.version === '2.1.0' && Array.isArray(sarif.runs)) return sarif;
    } catch {
        // The refusal below speaks for both.
    }
    throw new ApiError(400, 'Invalid SARIF. JSON syntax error or missing runs.');
}

function checkEnabled(repository) {
    if (repository.settings.code_scanning !== false) return;
    throw new ApiError(
        403,
        'Advanced Security must be enabled for this repository to use code scanning.',
    );
}

function uploadSarif({ world, repository, body }) {
    checkEnabled(repository);
    if (repository.git.type(body.commit_sha) !== 'commit')
        throw unprocessable(`commit not found: ${body.commit_sha}`);
    const sarif = readSarif(body.sarif);
    const id = `47177e22-5596-11eb-80a1-c1e54ef945c${world.nextId('sarif').toString(16)}`;
    repository.sarifs.push({
        id,
        ref: body.ref,
        commit_sha: body.commit_sha,
        sarif,
        createdAt: world.clock.now(),
    });
    return new Reply(202, {
        id,
        url: `${repositoryUrl(world, repository)}/code-scanning/sarifs/${id}`,
    });
}

function getSarif({ world, repository, params }) {
    if (!repository.sarifs.some((one) => one.id === params.sarif_id)) throw notFound();
    const url = `${repositoryUrl(world, repository)}/code-scanning/analyses`;
    const analyses = `${url}?sarif_id=${params.sarif_id}`;
    return { processing_status: 'complete', analyses_url: analyses };
}

// A run's category is what stands before the last '/' of its automationDetails.
function analysesOf(world, repository, { id, ref, commit_sha, sarif, createdAt }) {
    const api = `${repositoryUrl(world, repository)}/code-scanning/analyses`;
    return sarif.runs.map(({ tool, results = [], automationDetails }, at) => ({
        id: Number.parseInt(id.slice(-1), 16) * 10 + at,
        ref,
        commit_sha,
        analysis_key: '(default)',
        environment: '{}',
        category: (automationDetails?.id ?? '').replace(/\/[^/]*$/, ''),
        error: '',
        warning: '',
        created_at: createdAt,
        results_count: results.length,
        rules_count: tool.driver.rules?.length ?? 0,
        url: `${api}/${Number.parseInt(id.slice(-1), 16) * 10 + at}`,
        sarif_id: id,
        tool: { name: tool.driver.name, guid: null, version: null },
        deletable: true,
    }));
}

function listAnalyses(call) {
    const { world, repository, query } = call;
    checkEnabled(repository);
    const all = repository.sarifs.flatMap((one) => analysesOf(world, repository, one)).reverse();
    if (all.length === 0) throw new ApiError(404, 'no analysis found');
    const found = all.filter(
        (one) =>
            (!query.ref || one.ref === query.ref) &&
            (!query.tool_name || one.tool.name === query.tool_name) &&
            (!query.sarif_id || one.sarif_id === query.sarif_id),
    );
    return call.page(found);
}

function vulnerability(one) {
    return {
        package: one.package
            ? { ecosystem: one.package.ecosystem, name: one.package.name ?? null }
            : null,
        vulnerable_version_range: one.vulnerable_version_range ?? null,
        patched_versions: one.patched_versions ?? null,
        vulnerable_functions: one.vulnerable_functions ?? null,
    };
}

function advisoryShape(world, repository, advisory) {
    const { id, body, user, createdAt } = advisory;
    const empty = [
        'cve_id',
        'publisher',
        'published_at',
        'closed_at',
        'withdrawn_at',
        'submission',
        'cvss',
        'credits',
        'credits_detailed',
        'collaborating_users',
        'collaborating_teams',
        'private_fork',
    ];
    return {
        ...Object.fromEntries(empty.map((name) => [name, null])),
        ghsa_id: id,
        summary: body.summary,
        url: `${repositoryUrl(world, repository)}/security-advisories/${id}`,
        html_url: `${pageUrl(world, repository)}/security/advisories/${id}`,
        description: body.description,
        severity: body.severity ?? null,
        author: user ? userShape(world, user) : null,
        identifiers: [{ type: 'GHSA', value: id }],
        state: 'draft',
        created_at: createdAt,
        updated_at: createdAt,
        vulnerabilities: body.vulnerabilities.map(vulnerability),
        cwe_ids: body.cwe_ids ?? [],
        cwes: (body.cwe_ids ?? []).map((cwe) => ({ cwe_id: cwe, name: cwe })),
    };
}

function createAdvisory({ world, repository, body, actor }) {
    const number = String(repository.advisories.length + 1).padStart(4, '2');
    const advisory = {
        id: `GHSA-abcd-1234-${number}`,
        body,
        user: actor,
        createdAt: world.clock.now(),
    };
    repository.advisories.push(advisory);
    return advisoryShape(world, repository, advisory);
}

export const securityEndpoints = {
    'code-scanning/upload-sarif': uploadSarif,
    'code-scanning/get-sarif': getSarif,
    'code-scanning/list-recent-analyses': listAnalyses,
    'security-advisories/create-repository-advisory': createAdvisory,
    'security-advisories/list-repository-advisories': (call) =>
        call
            .page(call.repository.advisories)
            .map((one) => advisoryShape(call.world, call.repository, one)),
};
