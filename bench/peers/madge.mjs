// Edges by madge: node madge.mjs FOLDER. Edges on stdout, seconds on stderr.
import madge from 'madge';

const folder = process.argv[2];
const begin = performance.now();
const graph = (await madge(folder, {
  fileExtensions: ['js', 'jsx', 'ts', 'tsx', 'mjs', 'cjs'],
  tsConfig: `${folder}/tsconfig.json`,
})).obj();
console.error(JSON.stringify({ seconds: (performance.now() - begin) / 1000 }));
for (const [file, uses] of Object.entries(graph)) {
  for (const used of uses) console.log(`${file} ${used}`);
}
