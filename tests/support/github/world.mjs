// What the stand-in knows: users, tokens and repositories. Issues and pull requests are one list,
// as they are on GitHub; a pull request is an issue with `pull`.
import { GitRepository } from './git.mjs';
import { moveRef } from './refs.mjs';

const FIRST_IDS = {
    user: 1000,
    repository: 500000,
    issue: 2000000,
    comment: 3000000,
    label: 4000000,
    reaction: 5000000,
    review: 6000000,
    run: 7000000,
    artifact: 77000,
    job: 8000000,
    check: 9000000,
    workflow: 10000000,
    activity: 11000000,
    suite: 12000000,
    sarif: 1,
};
export const BOT = 'github-actions[bot]';
export const ROLES = ['none', 'read', 'triage', 'write', 'maintain', 'admin'];

export class World {
    constructor(directory, clock) {
        this.directory = directory;
        this.clock = clock;
        this.ids = { ...FIRST_IDS };
        this.users = new Map();
        this.repositories = new Map();
        this.tokens = new Map();
        this.apps = [];
        this.faults = [];
        this.api = '';
        this.blobs = '';
        this.addUser(BOT, { id: 41898282, type: 'Bot' });
    }

    nextId(kind) {
        this.ids[kind] += 1;
        return this.ids[kind];
    }

    addUser(login, facts = {}) {
        const type = login.endsWith('[bot]') ? 'Bot' : 'User';
        const user = {
            login,
            id: facts.id ?? this.nextId('user'),
            type: facts.type ?? type,
            name: facts.name ?? null,
        };
        this.users.set(login.toLowerCase(), user);
        return user;
    }

    user(login) {
        return this.users.get(login.toLowerCase());
    }

    // A user who may be new: names in scenarios need no entry under `users`.
    ensureUser(login) {
        return this.user(login) ?? this.addUser(login);
    }

    addRepository(fullName, facts) {
        const [owner, name] = fullName.split('/');
        this.ensureUser(owner);
        const repository = {
            id: this.nextId('repository'),
            owner,
            name,
            fullName,
            git: GitRepository.create(`${this.directory}/repos/${fullName}.git`),
            private: false,
            defaultBranch: 'main',
            parent: null,
            roles: {},
            settings: {},
            protected: [],
            labels: [],
            issues: [],
            comments: [],
            reactions: [],
            reviews: [],
            reviewComments: [],
            runs: [],
            workflows: [],
            checks: [],
            activity: [],
            dispatches: [],
            sarifs: [],
            advisories: [],
            created: this.clock.at('-30d'),
            ...facts,
        };
        this.repositories.set(fullName.toLowerCase(), repository);
        return repository;
    }

    repository(fullName) {
        return this.repositories.get(fullName.toLowerCase());
    }

    home() {
        return this.repositories.values().next().value;
    }

    role(repository, login) {
        const named = Object.keys(repository.roles).find(
            (name) => name.toLowerCase() === login.toLowerCase(),
        );
        if (login.toLowerCase() === repository.owner.toLowerCase()) return 'admin';
        if (named) return repository.roles[named];
        return repository.private ? 'none' : 'read';
    }

    move(repository, ref, sha, options = {}) {
        return moveRef(this, repository, ref, sha, options);
    }
}

export const atLeast = (role, wanted) => ROLES.indexOf(role) >= ROLES.indexOf(wanted);
