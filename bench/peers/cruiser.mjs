// Edges by dependency-cruiser: node cruiser.mjs FOLDER. Edges on stdout, seconds on stderr.
import { cruise } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';

process.chdir(process.argv[2]);
const begin = performance.now();
const { output } = await cruise(
  ['.'], { tsPreCompilationDeps: true, tsConfig: { fileName: 'tsconfig.json' } },
  undefined, { tsConfig: extractTSConfig('tsconfig.json') },
);
console.error(JSON.stringify({ seconds: (performance.now() - begin) / 1000 }));
for (const module of output.modules) {
  for (const { resolved, couldNotResolve } of module.dependencies) {
    if (!couldNotResolve) console.log(`${module.source} ${resolved}`);
  }
}
