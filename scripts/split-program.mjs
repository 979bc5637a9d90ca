import { build, transform } from 'esbuild';
import { readFileSync } from 'node:fs';
import { basename, dirname, relative, resolve } from 'node:path';

// `dist/bin/main.js` is what a new project takes: the command line, `create` and all that these import. What they load only where it is needed, by
// `import()`, and what every other command is made of lies beside it in `main-rest.js`, which takes from `main.js` what both need. So a run of `create` that has
// its verdicts from the build neither reads nor compiles a parser or a rule.
const start = 'bin/main.ts';
/** Not only where it is needed: it is the command that need not be named. */
const always = 'src/commands/create/create.ts';

/**
 * @param {import('esbuild').BuildOptions} options with `absWorkingDir`, and `outdir` and `plugins` of the program
 * @param {import('esbuild').TransformOptions} last for each file
 */
export async function splitProgram(options, last) {
  const root = options.absWorkingDir;
  /** @type {Set<string>} */
  const borders = new Set();
  const common = { ...options, bundle: true, write: false, metafile: true };
  const { metafile: first } = await build({
    ...common,
    entryPoints: [start],
    format: 'cjs',
    plugins: [...options.plugins, nameLoads(root, (to) => to !== always, borders), leaveBeside],
  });
  const ofStart = new Set(Object.keys(first.inputs));
  const { metafile, outputFiles } = await build({
    ...common,
    entryPoints: { main: start, rest: 'rest' },
    format: 'esm',
    splitting: true,
    chunkNames: 'shared',
    plugins: [
      ...options.plugins,
      offer(root, [...borders]),
      nameLoads(root, (to, from) => ofStart.has(from) && !ofStart.has(to)),
      leaveBeside,
    ],
  });
  const { main, rest, shared, ...others } = Object.fromEntries(
    outputFiles.map(({ path, text }) => [basename(path, '.js'), text]),
  );
  // Since the rest imports the start, all of it is shared; an `import()` of a package, which has no file of ours, would make further files.
  if (Object.keys(others).length > 0)
    throw new Error(`the program would have parts more: ${Object.keys(others).join(', ')}`);
  const asFunction = async (text) =>
    (await transform(text, { ...last, format: 'cjs', supported: { 'dynamic-import': false } })).code;
  const texts = new Map([
    ['main.js', await asFunction(giveNames(shared, main))],
    ['main-rest.js', (await asFunction(rest)).replace('require("./shared.js")', 'require("./main.js").forRest()')],
  ]);
  return { texts, metafile };
}

/**
 * The text of the start with what it gives to whoever loads it, and, only when that is asked for, what it gives to the rest: a thousand names,
 * each by a function, since a module has its values when it is first needed.
 */
function giveNames(shared, main) {
  const { before, pairs: forRest } = splitAt(shared, 'export');
  const { pairs: imported } = splitAt(main, 'import');
  const { pairs: given } = splitAt(main, 'export');
  const localOf = new Map(forRest.map(({ from, to }) => [to, from]));
  const sharedOf = new Map(imported.map(({ from, to }) => [to, from]));
  const own = given.map(({ from, to }) => ({ from: localOf.get(sharedOf.get(from)), to }));
  if (own.length === 0 || own.some(({ from }) => from === undefined)) throw new Error('the start would lack names');
  return `${before}\nmodule.exports = { ${print(own)}, forRest: () => ({ ${print(forRest)} }) };`;
}

const print = (pairs) => pairs.map(({ from, to }) => `get ${to}() { return ${from}; }`).join(', ');

/** The last clause of this kind in a file that esbuild wrote: what stands before it, and its names. */
function splitAt(text, kind) {
  const at = text.lastIndexOf(`\n${kind} {`) + 1;
  const [, names = ''] = /\{([^}]*)\}/.exec(text.slice(at)) ?? [];
  const pairs = names
    .split(',')
    .map((each) => each.trim().split(' as '))
    .filter(([from]) => from !== '')
    .map(([from, to = from]) => ({ from, to }));
  return { before: text.slice(0, at), pairs };
}

/** Puts in place of each `import()` of our own code what finds it in the same file, or in the one beside: esbuild would make a file of each. */
function nameLoads(root, isBeside, borders = new Set()) {
  return {
    name: 'name-loads',
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const text = readFileSync(path, 'utf8');
        const contents = text.replaceAll(/(?<!typeof )\bimport\('(\.[^']+\.ts)'\)/g, (_, given) => {
          const to = relative(root, resolve(dirname(path), given));
          if (!isBeside(to, relative(root, path))) return `Promise.resolve().then(() => require('${given}'))`;
          borders.add(to);
          return `Promise.resolve().then(() => require('./main-rest.js').modules['${to}']())`;
        });
        return { contents, loader: 'ts' };
      });
    },
  };
}

/** What `main-rest.js` gives: each module by its path, made when it is first asked for. It imports the start so that what both need lies there. */
function offer(root, paths) {
  const modules = paths.map((path) => `'${path}': () => require('./${path}')`);
  return {
    name: 'offer',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^rest$/ }, () => ({ path: 'rest', namespace: 'offer' }));
      onLoad({ filter: /./, namespace: 'offer' }, () => ({
        contents: `import './${start}'; export const modules = { ${modules.join(', ')} };`,
        resolveDir: root,
      }));
    },
  };
}

const leaveBeside = {
  name: 'leave-beside',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/main-rest\.js$/ }, ({ path }) => ({ path, external: true }));
  },
};
