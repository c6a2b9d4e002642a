// The npm packages of tests/peers, found from anywhere in the tree.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const fromPeers = createRequire(new URL('../../peers/package.json', import.meta.url));

export function peer(name) {
    try {
        return fromPeers(name);
    } catch (error) {
        if (error.code !== 'MODULE_NOT_FOUND') throw error;
        throw new Error(`The package ${name} is not installed. Run: npm ci --prefix tests/peers`);
    }
}

// A file of a package, whether the package exports it or not.
export const peerFile = (name) =>
    fileURLToPath(new URL(`../../peers/node_modules/${name}`, import.meta.url));
