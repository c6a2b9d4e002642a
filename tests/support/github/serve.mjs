// serve.mjs --scenario FILE --state DIR [--port N]: the stand-in for GitHub, until it is ended.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { StandIn } from './server.mjs';

const { values } = parseArgs({
    options: {
        scenario: { type: 'string' },
        state: { type: 'string' },
        port: { type: 'string', default: '0' },
    },
});
if (!values.scenario || !values.state) {
    process.stderr.write(
        'A scenario and a state folder are needed. ' +
            'Use: serve.mjs --scenario FILE --state DIR [--port N]\n',
    );
    process.exit(2);
}
const file = path.resolve(values.scenario);
const scenario = JSON.parse(readFileSync(file, 'utf8'));
const root = path.resolve(path.dirname(file), scenario.root ?? '.');
const standIn = new StandIn(scenario, { directory: path.resolve(values.state), root });
const address = await standIn.listen(Number(values.port));
process.stdout.write(`listening ${address}\n`);
process.on('SIGTERM', () => process.exit(0));
process.on('SIGINT', () => process.exit(0));
