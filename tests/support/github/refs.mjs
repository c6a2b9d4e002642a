// A ref moves in one place: git, the activity list and the pull requests follow.
const ZERO = '0'.repeat(40);

function activityType(before, after, forced) {
    if (!before) return 'branch_creation';
    if (!after) return 'branch_deletion';
    return forced ? 'force_push' : 'push';
}

function noteActivity(world, repository, ref, { before, after, actor, at, forced }) {
    repository.activity.unshift({
        id: world.nextId('activity'),
        ref,
        before: before ?? ZERO,
        after: after ?? ZERO,
        actor,
        timestamp: world.clock.at(at),
        type: activityType(before, after, forced),
    });
}

function bringObjects(from, to, sha) {
    if (from.git.directory !== to.git.directory) {
        to.git.run(['fetch', '-q', '--no-tags', from.git.directory, `+${sha}:refs/unused/fetched`]);
        to.git.deleteRef('refs/unused/fetched');
    }
}

// Brings head, merge commit and state of a pull request up to its branches.
export function refreshPull(world, repository, issue) {
    const { pull } = issue;
    if (issue.state !== 'open') return;
    const source = pull.headRepository ? world.repository(pull.headRepository) : undefined;
    const head = source?.git.ref(`refs/heads/${pull.headRef}`);
    if (source && !head) {
        Object.assign(issue, { state: 'closed', closedAt: world.clock.now() });
        return;
    }
    if (head && head !== pull.headSha) {
        bringObjects(source, repository, head);
        pull.headSha = head;
        repository.git.writeRef(`refs/pull/${issue.number}/head`, head);
        issue.updatedAt = world.clock.now();
    }
    const base = repository.git.ref(`refs/heads/${pull.baseRef}`);
    pull.baseSha = base ?? pull.baseSha;
    pull.mergeSha = repository.git.merge(
        pull.baseSha,
        pull.headSha,
        `Merge ${pull.headSha} into ${pull.baseSha}`,
    );
    const name = `refs/pull/${issue.number}/merge`;
    if (pull.mergeSha) repository.git.writeRef(name, pull.mergeSha);
    else repository.git.deleteRef(name);
}

// Notes that a ref has moved already (a push over git does the moving itself).
export function noteMove(world, repository, ref, move) {
    if (ref.startsWith('refs/heads/')) noteActivity(world, repository, ref, move);
    for (const other of world.repositories.values()) {
        for (const issue of other.issues.filter((one) => one.pull)) {
            const { headRepository, headRef, baseRef } = issue.pull;
            const touched =
                (headRepository === repository.fullName && ref === `refs/heads/${headRef}`) ||
                (other === repository && ref === `refs/heads/${baseRef}`);
            if (touched) refreshPull(world, other, issue);
        }
    }
}

// Moves, creates or (sha null) deletes a ref.
export function moveRef(world, repository, ref, sha, { actor, at, forced = false }) {
    const before = repository.git.ref(ref);
    if (sha) repository.git.writeRef(ref, sha);
    else repository.git.deleteRef(ref);
    noteMove(world, repository, ref, { before, after: sha, actor, at, forced });
}
