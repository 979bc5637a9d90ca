import { build, transform } from 'esbuild';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { writeLicences } from './third-party-licences.mjs';

// `npm run build:checker`: the command line as a package of its own in build/checker, made from what `npm run build` left in dist. It has no
// dependencies, so that a pipeline that installs it gets exactly one package: what the bin loads only now and then (prompts, and HTTP through a
// proxy) is bundled beside it.
const root = resolve(import.meta.dirname, '..');
const folder = join(root, 'build', 'checker');
const read = (path) => readFileSync(join(root, path), 'utf8');

const { code } = await transform(read('src/catalog/own-packages.ts'), { loader: 'ts', format: 'esm' });
const { ownPackages } = await import(`data:text/javascript,${encodeURIComponent(code)}`);

/** Replaces a text that stands in another exactly once: anything else means that the bundle has changed and this script has not. */
function replaceOnce(text, from, to) {
  if (text.split(from).length !== 2) throw new Error(`dist does not hold ${from} exactly once`);
  return text.replace(from, () => to);
}

rmSync(folder, { recursive: true, force: true });
mkdirSync(join(folder, 'dist', 'bin'), { recursive: true });
const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20.17',
  minifyWhitespace: true,
  lineLimit: 120,
  legalComments: 'none',
  metafile: true,
};
const [prompts, proxy] = await Promise.all([
  build({
    ...common,
    stdin: { contents: "export { default } from 'inquirer';", resolveDir: root },
    format: 'esm',
    outfile: join(folder, 'dist/bin/prompts.mjs'),
    banner: {
      js: "import { createRequire as createRequireOfBundle } from 'node:module';\nconst require = createRequireOfBundle(import.meta.url);",
    },
  }),
  build({
    ...common,
    stdin: { contents: "module.exports = require('undici');", resolveDir: root },
    format: 'cjs',
    outfile: join(folder, 'dist/bin/undici.js'),
  }),
]);

// What the program is made of, in the order of its digest. The rest alone asks a network.
const original = ['main.js', 'main-rest.js'].map((name) => [name, read(`dist/bin/${name}`)]);
const program = original.map(([name, text]) => [
  name,
  name === 'main.js' ? text : replaceOnce(text, 'require("undici")', 'require("./undici.js")'),
]);
const digest = (files) =>
  createHash('sha256')
    .update(files.map(([, text]) => text).join(''))
    .digest('hex');
const start = replaceOnce(read('dist/bin/tre-container.js'), 'import("inquirer")', 'import("./prompts.mjs")');
for (const [name, text] of program) writeFileSync(join(folder, 'dist/bin', name), text);
writeFileSync(join(folder, 'dist/bin/tre-container.js'), replaceOnce(start, digest(original), digest(program)));
writeFileSync(join(folder, 'dist/bin/package.json'), read('dist/bin/package.json'));
const licences = [read('dist/THIRD-PARTY-LICENCES.txt'), writeLicences(root, [prompts.metafile, proxy.metafile])];
writeFileSync(join(folder, 'dist/THIRD-PARTY-LICENCES.txt'), licences.join(`\n${'-'.repeat(80)}\n\n`));
for (const path of ['dist/syntax', 'dist/atlas.json', 'templates', 'LICENSE', 'CHANGELOG.md'])
  cpSync(join(root, path), join(folder, path), { recursive: true });

const { version, license, engines, repository, bugs, homepage } = JSON.parse(read('package.json'));
const manifest = {
  name: ownPackages.checker,
  version,
  description: `The command line of ${ownPackages.generator} without dependencies: checks, makes, pins, rehearses and upgrades container projects for a Trusted Research Environment`,
  license,
  repository,
  bugs,
  homepage,
  type: 'module',
  engines,
  bin: { 'tre-container': 'dist/bin/tre-container.js' },
  files: ['dist', 'templates', 'CHANGELOG.md'],
};
writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
writeFileSync(
  join(folder, 'README.md'),
  `# ${ownPackages.checker}

The command line of [${ownPackages.generator}](https://www.npmjs.com/package/${ownPackages.generator}) ${version}, built from the same sources, as one
package without dependencies: what the pipelines and hooks of generated projects install. Yeoman's generators, the documentation and the
sources are in the other package.

    npx ${ownPackages.checker} check
`,
);
