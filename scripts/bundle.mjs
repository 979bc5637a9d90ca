import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { judgeForms } from './judge-forms.mjs';
import { parseStarters } from './parse-starters.mjs';
import { readPipelines } from './read-pipelines.mjs';
import { splitProgram } from './split-program.mjs';
import { restoreAtlas, writeAtlas } from './write-atlas.mjs';
import { writeLicences } from './third-party-licences.mjs';

// Bundles what a user runs into dist: reading some hundred modules took longer than everything that they do (see bench/).
// Packages of `dependencies` stay outside and are loaded when they are needed; those of `devDependencies` go in, with their licences.
const root = resolve(import.meta.dirname, '..');
const { dependencies, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const generators = readdirSync(join(root, 'generators'))
  .map((name) => `generators/${name}/index.ts`)
  .filter((file) => existsSync(join(root, file)));
const common = {
  absWorkingDir: root,
  outdir: 'dist',
  outbase: '.',
  bundle: true,
  platform: 'node',
  target: 'node20.17',
  external: Object.keys(dependencies),
  legalComments: 'none',
  metafile: true,
};
// Without blanks there is a third less to read; with lines of its own a stack trace still says where.
const commonJs = {
  format: 'cjs',
  minifyWhitespace: true,
  lineLimit: 120,
  define: { 'import.meta.url': 'urlOfThisFile' },
  banner: { js: "const urlOfThisFile = require('node:url').pathToFileURL(__filename).href;" },
};

// esbuild would copy each of Node's modules, name by name, at every `import fs from 'node:fs'`.
const withDefault = 'const withDefault = (module) => ({ __proto__: module, default: module });';
const shareNodeModules = (text) => text.replaceAll(/__toESM\((require\("node:[\w/]+"\))(?:,1)?\)/g, 'withDefault($1)');

/** Compiles every template now, by the code that compiles them in the source tree. */
async function compileTemplates() {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ['src/engine/render/compile-template.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
  });
  const { writeTemplateCode } = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
  const folder = join(root, 'templates');
  const paths = readdirSync(folder, { recursive: true })
    .filter((path) => path.endsWith('.ejs'))
    .map((path) => path.replaceAll('\\', '/'))
    .toSorted((a, b) => (a < b ? -1 : 1));
  const entries = paths.map(
    (path) => `[${JSON.stringify(path)}, ${writeTemplateCode(readFileSync(join(folder, path), 'utf8'))}]`,
  );
  return `export const shippedTemplates = new Map([${entries.join(',\n')}]);`;
}

/** Writes down the variables of the atlas, so that to render a project takes no library of it to be read. */
async function writeLibrarySettings() {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ['src/catalog/library-settings.ts'],
    bundle: true,
    format: 'esm',
    write: false,
  });
  const { librarySettings } = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
  const used = librarySettings.filter(({ settings, brings }) => settings.length > 0 || brings.length > 0);
  return `export const librarySettings = JSON.parse(${JSON.stringify(JSON.stringify(used))});`;
}
const settings = await writeLibrarySettings();
const shipSettings = {
  name: 'ship-settings',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]catalog[\\/]library-settings\.ts$/ }, () => ({ contents: settings }));
  },
};

const shipAtlas = {
  name: 'ship-atlas',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]catalog[\\/]atlas\.ts$/ }, () => ({
      loader: 'ts',
      contents: `
        import { readFileSync } from 'node:fs';
        import { join } from 'node:path';
        import { findPackage } from '../io/package/package-root.ts';
        import { rememberTable } from '../rules/shared/atlas/index-atlas.ts';
        const restoreAtlas: (written: string) => { atlas: any; table: any } = ${restoreAtlas.toString()};
        const { atlas, table } = restoreAtlas(readFileSync(join(findPackage().root, 'dist', 'atlas.json'), 'utf8'));
        rememberTable(atlas, table);
        export { atlas };`,
      resolveDir: join(root, 'src', 'catalog'),
    }));
  },
};
const templates = await compileTemplates();
/** Puts the compiled templates in place of the file that holds none. */
const shipTemplates = {
  name: 'ship-templates',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]io[\\/]package[\\/]shipped-templates\.ts$/ }, () => ({ contents: templates }));
  },
};
/** Gives the generators the bin's program, with its compiled code, in place of modules of their own: they would take longer to read than to run. */
const {
  metafile: { outputs },
} = await build({ ...common, entryPoints: ['src/program.ts'], format: 'esm', write: false });
const names = Object.values(outputs).flatMap((output) => output.exports);
const shareProgram = {
  name: 'share-program',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/]program\.ts$/ }, () => ({
      loader: 'ts',
      contents: `
        import { join } from 'node:path';
        import { isWholeRun, placeOfCompiledCode } from './io/package/compiled-code.ts';
        import { loadCompiled } from './io/package/load-compiled.ts';
        import { findPackage } from './io/package/package-root.ts';
        declare const PROGRAM_DIGEST: string;
        const { exports, save } = loadCompiled(join(findPackage().root, 'dist', 'bin', 'main.js'), PROGRAM_DIGEST, placeOfCompiledCode('create'));
        process.once('exit', (code) => (isWholeRun(code, process.argv) ? save(exports.listRunParts()) : undefined));
        export const { ${names.join(', ')} } = exports as typeof import('./program.ts');`,
      resolveDir: join(root, 'src'),
    }));
  },
};

/** Tells the loader of the parsers that they lie beside the bundle. */
const shipSyntax = {
  name: 'ship-syntax',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]io[\\/]programs[\\/]syntax-places\.ts$/ }, () => ({
      loader: 'ts',
      contents: `
        import { join } from 'node:path';
        import { findPackage } from '../package/package-root.ts';
        export function syntaxPlaces() {
          const placeOf = (name: string) => join(findPackage().root, 'dist', 'syntax', name);
          return {
            treeSitter: placeOf('web-tree-sitter.cjs'), treeSitterWasm: placeOf('web-tree-sitter.wasm'),
            python: placeOf('tree-sitter-python.wasm'), r: placeOf('tree-sitter-r.wasm'), julia: placeOf('lezer-julia.cjs'),
            starters: placeOf('starters.json'), scripts: placeOf('scripts.json'), verdicts: placeOf('verdicts'),
          };
        }`,
      resolveDir: join(root, 'src', 'io', 'programs'),
    }));
  },
};

// Each file one function, since only such can be started from compiled code that was kept (src/io/package/load-compiled.ts), which cannot import().
const program = await splitProgram(
  { ...common, define: commonJs.define, plugins: [shipTemplates, shipSettings, shipAtlas, shipSyntax] },
  {
    minifyWhitespace: true,
    lineLimit: commonJs.lineLimit,
    banner: `(function (exports, require, module, __filename) {${withDefault}${commonJs.banner.js}`,
    footer: '})',
  },
);
const programTexts = [...program.texts].map(([name, text]) => [name, shareNodeModules(text)]);
if (!programTexts.some(([, text]) => text.includes('["README.md.ejs",')))
  throw new Error('dist/bin would be without the compiled templates');
for (const [name, text] of programTexts)
  if (/[^\0-\x7F]/.test(text)) throw new Error(`dist/bin/${name} would not be plain ASCII, as which it is read`);
const digest = createHash('sha256')
  .update(programTexts.map(([, text]) => text).join(''))
  .digest('hex');
const define = { PROGRAM_DIGEST: JSON.stringify(digest) };

rmSync(join(root, 'dist'), { recursive: true, force: true });
const bundles = [
  program,
  ...(await Promise.all([
    build({
      ...common,
      define,
      plugins: [shipTemplates, shipSettings, shipAtlas, shipSyntax, shareProgram],
      entryPoints: ['src/library.ts', ...generators],
      format: 'esm',
      splitting: true,
      chunkNames: 'chunks/[name]-[hash]',
      // CommonJS packages that go in ask for Node's own modules by `require`.
      banner: {
        js: "import { createRequire as createRequireOfBundle } from 'node:module';\nconst require = createRequireOfBundle(import.meta.url);",
      },
    }),
    build({
      ...common,
      ...commonJs,
      define: { ...commonJs.define, ...define },
      entryPoints: ['bin/tre-container.ts'],
      banner: { js: `${withDefault}${commonJs.banner.js}` },
      write: false,
    }),
  ])),
];
mkdirSync(join(root, 'dist', 'bin'));
for (const [name, text] of programTexts) writeFileSync(join(root, 'dist', 'bin', name), text);
const start = join(root, 'dist', 'bin', 'tre-container.js');
writeFileSync(start, shareNodeModules(bundles.at(-1).outputFiles[0].text), { mode: 0o755 });
writeFileSync(join(root, 'dist', 'atlas.json'), await writeAtlas(root));

// Parsers of programs are files of their own: they are read only where there is a program to read.
const grammars = ['web-tree-sitter', 'tree-sitter-python', '@davisvaughan/tree-sitter-r'];
bundles.push(
  await build({
    ...common,
    outdir: 'dist/syntax',
    entryPoints: {
      'web-tree-sitter': 'node_modules/web-tree-sitter/web-tree-sitter.cjs',
      'lezer-julia': '@plutojl/lezer-julia',
    },
    format: 'cjs',
    minify: true,
    outExtension: { '.js': '.cjs' },
  }),
);
for (const name of grammars) {
  const file = `${name.split('/').at(-1)}.wasm`;
  copyFileSync(join(root, 'node_modules', name, file), join(root, 'dist', 'syntax', file));
}
// What new projects start with need not be parsed for their checklist, nor what their pipelines run.
writeFileSync(join(root, 'dist', 'syntax', 'starters.json'), await parseStarters(root));
writeFileSync(join(root, 'dist', 'syntax', 'scripts.json'), await readPipelines(root));
mkdirSync(join(root, 'dist', 'syntax', 'verdicts'));
for (const [base, verdicts] of await judgeForms(root, version))
  writeFileSync(join(root, 'dist', 'syntax', 'verdicts', `${base}.json`), verdicts);
writeFileSync(join(root, 'dist', 'bin', 'package.json'), '{ "type": "commonjs" }\n');

const licences = writeLicences(
  root,
  bundles.map(({ metafile }) => metafile),
  grammars.map((name) => `node_modules/${name}`),
);
writeFileSync(join(root, 'dist', 'THIRD-PARTY-LICENCES.txt'), licences);
